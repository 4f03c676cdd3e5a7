package org.keepuntil.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What was destroyed: by class and rule as counted in the register, and what went from other tables. */
record Done(
        boolean any,
        List<Line> lines,
        String total,
        boolean anyComponents,
        List<Companions> companions,
        boolean anyLate,
        List<LateLine> late) {
    /** Rows that referred to a record when it was gone. */
    record LateLine(String link, String removed, String unlinked) {}

    record Line(String title, String rule, String deed, String records) {}

    /** What went with the records of one class. */
    record Companions(String title, List<Component> components) {}

    record Component(String table, String removed, String unlinked) {}

    static Done of(Evidence evidence) {
        RunReport report = evidence.report();
        List<String> order = report.classes().stream().map(ClassReport::name).toList();
        Comparator<Map.Entry<Tally.Act, Long>> byClass =
                Comparator.comparingInt(e -> order.indexOf(e.getKey().recordClass()));
        List<Line> lines = evidence.tally().acts().entrySet().stream()
                .sorted(byClass.thenComparing(e -> e.getKey().rule())
                        .thenComparing(e -> e.getKey().action()))
                .map(e -> line(report, e.getKey(), e.getValue()))
                .toList();
        long total = evidence.tally().acts().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        List<Companions> companions = companions(report);
        List<LateLine> late = report.links().stream()
                .filter(link -> link.removed() + link.unlinked() > 0)
                .map(link -> new LateLine(link.link(), Words.number(link.removed()), Words.number(link.unlinked())))
                .toList();
        return new Done(
                !lines.isEmpty(), lines, Words.number(total), !companions.isEmpty(), companions, !late.isEmpty(), late);
    }

    private static Line line(RunReport report, Tally.Act act, long records) {
        String title = report.classes().stream()
                .filter(c -> c.name().equals(act.recordClass()))
                .map(ClassReport::title)
                .findFirst()
                .orElse(act.recordClass());
        return new Line(title, act.rule(), Words.capitalised(Deeds.done(act.action())), Words.number(records));
    }

    private static List<Companions> companions(RunReport report) {
        return report.classes().stream()
                .map(c -> new Companions(c.title(), components(c)))
                .filter(companions -> !companions.components().isEmpty())
                .toList();
    }

    private static List<Component> components(ClassReport c) {
        return c.components().stream()
                .filter(component -> component.removed() != 0 || component.unlinked() != 0)
                .map(component -> new Component(
                        component.table(), Words.number(component.removed()), Words.number(component.unlinked())))
                .toList();
    }
}
