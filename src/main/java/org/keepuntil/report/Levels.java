package org.keepuntil.report;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.keepuntil.residue.Level;

/** The levels of destruction, as the page shows them: for the run, and for each table. */
record Levels(String says, List<Line> lines, boolean anyTables, List<Table> tables, boolean anyDone) {
    record Line(String name, String title, String meaning, boolean reached, String word, List<String> when) {}

    record Table(String name, String title, String rows, List<Page.Fact> facts) {}

    static Levels of(Evidence evidence) {
        Reach reach = new Reach(evidence);
        ZoneId zone = evidence.report().schedule().zone();
        List<Residue> residue = evidence.report().basis().residue();
        return new Levels(
                says(evidence),
                reach.all().stream().map(s -> line(s, zone)).toList(),
                !residue.isEmpty(),
                residue.stream().map(r -> table(r, evidence.report())).toList(),
                evidence.report().done() > 0);
    }

    static String says(Evidence evidence) {
        if (evidence.report().done() == 0) {
            return "Nothing was destroyed, so there is nothing to measure.";
        }
        return new Reach(evidence)
                .highest()
                .map(level -> switch (level) {
                    case L1 ->
                        evidence.report().basis().residue().isEmpty()
                                ? "Only the first has been measured: the rows are deleted, and the database has confirmed it."
                                : "Every table has reached the first, and not every one the second.";
                    default -> "Every table has reached level %s.".formatted(LevelWords.numbered(level));
                })
                .orElse("The counts of this report do not add up, so no level can be claimed.");
    }

    private static Line line(Reach.Standing standing, ZoneId zone) {
        Level level = standing.level();
        return new Line(
                level.name(),
                LevelWords.title(level),
                LevelWords.meaning(level),
                standing.reached(),
                standing.word(),
                standing.at().map(at -> Words.time(at, zone)).stream().toList());
    }

    private static Table table(Residue residue, RunReport report) {
        ZoneId zone = report.schedule().zone();
        List<Page.Fact> facts = new ArrayList<>();
        for (Level level : List.of(Level.L1, Level.L2, Level.L3, Level.L4)) {
            facts.add(new Page.Fact(
                    level.name(),
                    residue.at(level).map(at -> Words.time(at, zone)).orElse("not reached")));
        }
        facts.add(new Page.Fact(
                Level.L5.name(),
                residue.backupsUntil().map(day -> "from " + Words.day(day)).orElse("no date is known")));
        residue.means().ifPresent(means -> facts.add(new Page.Fact("How", means)));
        residue.stopped().ifPresent(stop -> facts.add(new Page.Fact("Stopped", stop.level() + ": " + stop.ground())));
        return new Table(
                residue.relation(),
                report.title(residue.recordClass()),
                residue.rows() == 0 ? "not counted" : Words.number(residue.rows()),
                facts);
    }
}
