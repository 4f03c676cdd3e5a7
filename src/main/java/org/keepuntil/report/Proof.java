package org.keepuntil.report;

import java.util.List;
import java.util.stream.Stream;

/** How we know: the log, the digests, and how far the destruction was measured. */
record Proof(String log, List<Page.Fact> digests, List<LevelLine> levels, boolean anyDone) {
    record LevelLine(String name, String title, String meaning, boolean reached, String word) {}

    static Proof of(Evidence evidence) {
        RunReport report = evidence.report();
        boolean any = report.done() > 0;
        return new Proof(log(report.run()), digests(evidence), levels(any), any);
    }

    private static String log(RunFacts run) {
        return run.log()
                .map(log -> "This run wrote the entries %s to %s of the audit log."
                        .formatted(Words.number(log.first()), Words.number(log.last())))
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

    private static List<LevelLine> levels(boolean anyDone) {
        return Stream.of(Level.values())
                .map(level -> new LevelLine(
                        level.name(),
                        level.title(),
                        level.meaning(),
                        level.measured() && anyDone,
                        word(level, anyDone)))
                .toList();
    }

    private static String word(Level level, boolean anyDone) {
        if (!level.measured()) {
            return "Not measured";
        }
        return anyDone ? "Reached" : "Nothing to measure";
    }
}
