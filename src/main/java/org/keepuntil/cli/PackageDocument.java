package org.keepuntil.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keepuntil.dispose.TransferPackage;

/** A package for transfer as the commands show it. */
record PackageDocument(
        @JsonProperty("package") long id,
        long run,
        @JsonProperty("class") String recordClass,
        String state,
        boolean copy,
        long records,
        long rows,
        long files,
        long stillHere,
        String path,
        String digest,
        @Nullable String by,
        @Nullable String accession,
        @Nullable String on,
        @Nullable String reason,
        @Nullable String recordedBy,
        @Nullable Long entry) {
    static PackageDocument of(TransferPackage each) {
        Optional<TransferPackage.Decision> decision = each.decision();
        return new PackageDocument(
                each.id(),
                each.run(),
                each.recordClass(),
                each.state().name().toLowerCase(Locale.ROOT),
                each.copy(),
                each.records(),
                each.rows(),
                each.files(),
                each.left(),
                each.path().toString(),
                each.digest(),
                decision.map(TransferPackage.Decision::by).orElse(null),
                decision.flatMap(TransferPackage.Decision::accession).orElse(null),
                decision.map(d -> d.on().toString()).orElse(null),
                decision.map(TransferPackage.Decision::reason).orElse(null),
                decision.map(TransferPackage.Decision::login).orElse(null),
                decision.map(TransferPackage.Decision::entry).orElse(null));
    }

    /** What there is to say of it, a sentence a line. */
    static List<String> lines(TransferPackage each) {
        List<String> lines = new ArrayList<>();
        lines.add("Package " + each.id() + " of run " + each.run() + " has " + Words.records(each.records()) + " of "
                + each.recordClass() + ": " + Words.count(each.rows(), "row", "rows") + " and "
                + Words.count(each.files(), "file", "files") + ". It "
                + (each.state() == TransferPackage.State.WAITING ? "" : "is ")
                + each.state().meaning() + ".");
        lines.add("It was written to " + each.path() + ".");
        lines.add("SHA-256 of its tagmanifest-sha256.txt: " + each.digest());
        each.decision().ifPresent(decision -> lines.add(sentence(decision)));
        if (each.left() > 0) {
            lines.add(Words.records(each.left()) + " of it are still here, as they were packed.");
        }
        return lines;
    }

    /** Who took it over or refused it, and where that stands. */
    static String sentence(TransferPackage.Decision decision) {
        String accession = decision.accession()
                .map(number ->
                        "Taken over by " + decision.by() + " on " + decision.on() + " under accession number " + number)
                .orElse("Refused by " + decision.by() + " on " + decision.on());
        return accession + " (" + decision.reason() + "); recorded by " + decision.login() + ", entry "
                + decision.entry() + " of the log.";
    }
}
