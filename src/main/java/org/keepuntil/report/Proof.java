package org.keepuntil.report;

import java.util.List;
import java.util.stream.Stream;

/** How we know: the log, the digests, and how far the destruction was measured. */
record Proof(String log, List<Page.Fact> digests, List<LevelLine> levels, boolean anyDone) {
    record LevelLine(String name, String title, String meaning, boolean reached, String word) {}

    static Proof of(Evidence evidence) {
        RunReport report = evidence.report();
        return new Proof(log(report.run()), digests(evidence), levels(evidence), report.done() > 0);
    }

    private static String log(RunFacts run) {
        return run.log()
                .map(log -> ("This run wrote the entries %s to %s of the audit log. Each disposal was made in the same "
                                + "transaction that wrote its entry: the database keeps both or neither. The file %s "
                                + "gives the index of each entry.")
                        .formatted(Words.number(log.first()), Words.number(log.last()), RegisterCsv.NAME))
                .orElse("This run wrote no entry into the audit log.");
    }

    private static List<Page.Fact> digests(Evidence evidence) {
        Digests digests = evidence.report().digests();
        Stream<Page.Fact> decided = Stream.of(
                new Page.Fact("The schedule: the policy", digests.schedule()),
                new Page.Fact("The binding: where the records are", digests.binding()),
                new Page.Fact("The catalog: how the database is built", digests.catalog()),
                new Page.Fact("The plan: what was due", digests.plan()));
        Stream<Page.Fact> listed = evidence.lists().stream()
                .map(file -> new Page.Fact(
                        "%s: %s".formatted(file.name(), Words.count(file.rows(), "row", "rows")), file.sha256()));
        return Stream.concat(decided, listed).toList();
    }

    private static List<LevelLine> levels(Evidence evidence) {
        return Stream.of(Level.values())
                .map(level -> new LevelLine(
                        level.name(),
                        level.title(),
                        level.meaning(),
                        evidence.reached().filter(reached -> reached == level).isPresent(),
                        word(level, evidence)))
                .toList();
    }

    private static String word(Level level, Evidence evidence) {
        if (!level.measured()) {
            return "Not measured";
        }
        if (!evidence.addsUp()) {
            return "Not certain: the counts do not add up";
        }
        return evidence.reached().isPresent() ? "Reached" : "Nothing to measure";
    }
}
