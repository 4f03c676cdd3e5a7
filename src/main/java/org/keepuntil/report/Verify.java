package org.keepuntil.report;

import java.util.List;
import java.util.stream.Stream;

/** The log's checkpoint, the digests, and what to type to verify them with one's own tools. */
record Verify(
        boolean sealed,
        List<Page.Fact> checkpoint,
        String note,
        List<String> keys,
        List<Step> steps,
        List<Page.Fact> digests) {
    /** Something to do, in words and as commands. */
    record Step(String what, String commands) {}

    static Verify of(Evidence evidence) {
        RunReport report = evidence.report();
        List<Page.Fact> digests = digests(evidence);
        return report.basis()
                .sealed()
                .map(seal -> new Verify(
                        true,
                        List.of(
                                new Page.Fact("Entries", Words.number(seal.size())),
                                new Page.Fact("Root", seal.root()),
                                new Page.Fact(
                                        "Sealed",
                                        Words.time(seal.at(), report.schedule().zone()))),
                        seal.note(),
                        seal.keys(),
                        steps(evidence, seal),
                        digests))
                .orElseGet(() -> new Verify(false, List.of(), "", List.of(), List.of(files(evidence)), digests));
    }

    private static List<Step> steps(Evidence evidence, SealedLog seal) {
        String key = seal.newestKey().orElse("KEY");
        return List.of(
                files(evidence),
                new Step(
                        "That the checkpoint is signed by the key. Save the checkpoint above as the file “checkpoint”, its last"
                                + " line end included. Get the key from somebody who had it before this report: a key that comes with"
                                + " what it signs proves little.",
                        """
                        key='%s'
                        sed '/^$/,$d' checkpoint > text
                        grep '^— .* %s' checkpoint | tail -n 1 | sed 's/.* //' | base64 -d | tail -c 64 > signature
                        { printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'; \
                        printf %%s "$key" | cut -d+ -f3- | base64 -d | tail -c 32; } > key.der
                        openssl pkeyutl -verify -pubin -inkey key.der -keyform DER -rawin -in text -sigfile signature""".formatted(key, seal.signatureOf(key))),
                new Step(
                        "That the entries are those that the checkpoint was made over. The export needs no database afterwards,"
                                + " and its format, tlog-tiles, is read by other programs too.",
                        "keepuntil audit export log --database %s\nkeepuntil audit verify log --key '%s' --checkpoint checkpoint"
                                .formatted(evidence.report().run().database(), key)));
    }

    private static Step files(Evidence evidence) {
        String names = String.join(
                " ", evidence.lists().stream().map(WrittenFile::name).toList());
        return new Step(
                "That the lists are those of this report: compare with the digests below.", "sha256sum " + names);
    }

    static List<Page.Fact> digests(Evidence evidence) {
        Digests digests = evidence.report().digests();
        Stream<Page.Fact> decided = Stream.of(
                new Page.Fact("The schedule: the policy", digests.schedule()),
                new Page.Fact("The binding: where the records are", digests.binding()),
                new Page.Fact("The catalog: how the database is built", digests.catalog()),
                new Page.Fact("The plan: what was due", digests.plan()));
        return Stream.concat(decided, evidence.lists().stream().map(Verify::digest))
                .toList();
    }

    static Page.Fact digest(WrittenFile file) {
        return new Page.Fact("%s: %s".formatted(file.name(), Words.count(file.rows(), "row", "rows")), file.sha256());
    }
}
