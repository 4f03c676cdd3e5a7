package org.keepuntil.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.keepuntil.decide.Docket;

/** What was done: by class and rule as counted in the register, and what went from other tables. */
record Done(
        boolean any,
        List<Line> lines,
        String total,
        boolean anyComponents,
        List<Companions> companions,
        boolean anyPseudonymised,
        boolean statistics,
        List<Counted> counted,
        List<Alike> alike,
        boolean anyLate,
        List<LateLine> late) {

    /** Rows that referred to a record when it was gone. */
    record LateLine(String link, String removed, String unlinked) {}

    record Line(String title, String rule, String deed, String records) {}

    /** What went with the records of one class. */
    record Companions(String title, List<Component> components) {}

    record Component(String table, String removed, String unlinked, String changed) {}

    /** What a rule counted before it let records go. */
    record Counted(String title, String rule, List<String> names, List<Cells> lines) {
        record Cells(List<String> values, String records) {}

        static Counted of(ClassReport c, Statistic statistic) {
            return new Counted(
                    c.title(),
                    statistic.rule(),
                    statistic.names(),
                    statistic.cells().stream()
                            .map(cell -> new Cells(cell.values(), cell.shown()))
                            .toList());
        }
    }

    /** How many anonymised records are alike. */
    record Alike(
            String title,
            String k,
            String columns,
            String records,
            String before,
            String after,
            boolean holds,
            String suppressed) {
        static Alike of(ClassReport c, AnonymityTest test) {
            return new Alike(
                    c.title(),
                    Words.number(test.k()),
                    String.join(", ", test.columns()),
                    Words.number(test.records()),
                    Words.number(test.smallestBefore()),
                    Words.number(test.smallestAfter()),
                    test.holds(),
                    Words.records(test.suppressed()));
        }
    }

    static Done of(Evidence evidence) {
        RunReport report = evidence.report();
        List<String> order = report.classes().stream().map(ClassReport::name).toList();
        Comparator<Map.Entry<Tally.Act, Long>> byClass =
                Comparator.comparingInt(e -> order.indexOf(e.getKey().recordClass()));
        List<Line> lines = evidence.tally().acts().entrySet().stream()
                .sorted(byClass.thenComparing(e -> e.getKey().rule())
                        .thenComparing(e -> e.getKey().action())
                        .thenComparing(e -> e.getKey().result()))
                .map(e -> line(report, e.getKey(), e.getValue()))
                .toList();
        long total = evidence.tally().acts().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        List<Companions> companions = companions(report);
        boolean pseudonymised = evidence.tally().acts().keySet().stream()
                .anyMatch(act -> act.result().equals(Docket.Deed.PSEUDONYMISED.word()));
        List<Counted> counted = report.classes().stream()
                .flatMap(c -> c.statistics().stream().map(s -> Counted.of(c, s)))
                .toList();
        List<Alike> alike = report.classes().stream()
                .flatMap(c -> c.anonymity().stream().map(a -> Alike.of(c, a)))
                .toList();
        List<LateLine> late = report.links().stream()
                .filter(link -> link.removed() + link.unlinked() > 0)
                .map(link -> new LateLine(link.link(), Words.number(link.removed()), Words.number(link.unlinked())))
                .toList();
        return new Done(
                !lines.isEmpty(),
                lines,
                Words.number(total),
                !companions.isEmpty(),
                companions,
                pseudonymised,
                !counted.isEmpty(),
                counted,
                alike,
                !late.isEmpty(),
                late);
    }

    private static Line line(RunReport report, Tally.Act act, long records) {
        String title = report.title(act.recordClass());
        return new Line(title, act.rule(), Words.capitalised(act.result()), Words.number(records));
    }

    private static List<Companions> companions(RunReport report) {
        return report.classes().stream()
                .map(c -> new Companions(c.title(), components(c)))
                .filter(companions -> !companions.components().isEmpty())
                .toList();
    }

    private static List<Component> components(ClassReport c) {
        return c.components().stream()
                .filter(component -> component.removed() != 0 || component.unlinked() != 0 || component.changed() != 0)
                .map(component -> new Component(
                        component.table(),
                        Words.number(component.removed()),
                        Words.number(component.unlinked()),
                        Words.number(component.changed())))
                .toList();
    }
}
