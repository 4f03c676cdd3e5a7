package org.keepuntil.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The report in words, part by part, in the order in which {@code report.mustache} sets them. */
record Page(
        Heading heading,
        Done done,
        String adoption,
        List<ClassView> classes,
        Permits permits,
        Proof proof,
        Levels levels,
        Verify verify,
        NotDone notDone,
        List<CheckGroup> checks,
        boolean addsUp,
        boolean anyTodos,
        List<Todo> todos,
        List<FlagLine> flags,
        boolean anyFlags,
        ScheduleText schedule,
        Elsewhere elsewhere,
        RegisterExcerpt register,
        OutlookView outlook,
        Beside beside,
        boolean certified) {

    /** A term and what it stands for. */
    record Fact(String term, String detail) {}

    /** The checks of one class, or of one list. */
    record CheckGroup(String where, List<CheckLine> lines) {}

    record CheckLine(String what, String expected, String against, String found, boolean agrees) {}

    record FlagLine(String title, String rule, String added, String removed) {}

    record ScheduleText(String name, String version, String text) {}

    /** What the report does not cover, besides the levels. */
    record Elsewhere(List<String> copies, boolean anyCopies, String backups) {}

    static Page of(Evidence evidence) {
        RunReport report = evidence.report();
        List<ClassView> classes = ClassView.all(evidence);
        List<Todo> todos = Todo.of(evidence);
        return new Page(
                Heading.of(evidence),
                Done.of(evidence),
                adoption(report),
                classes,
                Permits.of(evidence),
                Proof.of(evidence),
                Levels.of(evidence),
                Verify.of(evidence),
                NotDone.of(evidence),
                checks(evidence),
                evidence.addsUp(),
                !todos.isEmpty(),
                todos,
                flags(report),
                !flags(report).isEmpty(),
                new ScheduleText(
                        report.schedule().name(),
                        report.schedule().version(),
                        report.schedule().text()),
                elsewhere(report),
                RegisterExcerpt.of(evidence),
                OutlookView.of(report.outlook()),
                Beside.of(report),
                report.done() > 0);
    }

    private static String adoption(RunReport report) {
        return "The rules are those of the retention schedule " + schedule(report)
                + " The run was started by “%s”.".formatted(report.run().operator());
    }

    /** The schedule, and who adopted it. */
    static String schedule(RunReport report) {
        ScheduleFacts schedule = report.schedule();
        StringBuilder words = new StringBuilder("“%s”, version %s.".formatted(schedule.title(), schedule.version()));
        schedule.adopted()
                .ifPresentOrElse(
                        adopted -> {
                            words.append(" It was adopted");
                            adopted.by().ifPresent(by -> words.append(" by ").append(by));
                            adopted.on().ifPresent(on -> words.append(" on ").append(Words.day(on)));
                            adopted.minute()
                                    .ifPresent(minute -> words.append(" (minute ")
                                            .append(minute)
                                            .append(")"));
                            words.append(".");
                        },
                        () -> words.append(" It does not say who adopted it."));
        schedule.reviewBy().ifPresent(day -> words.append(" It is to be reviewed by %s.".formatted(Words.day(day))));
        return words.toString();
    }

    private static List<CheckGroup> checks(Evidence evidence) {
        Map<String, List<CheckLine>> groups = new LinkedHashMap<>();
        for (Check check : evidence.checks()) {
            groups.computeIfAbsent(check.where(), where -> new ArrayList<>())
                    .add(new CheckLine(
                            Words.capitalised(check.what()),
                            Words.number(check.expected()),
                            Words.capitalised(check.against()),
                            Words.number(check.found()),
                            check.agrees()));
        }
        return groups.entrySet().stream()
                .map(group -> new CheckGroup(group.getKey(), group.getValue()))
                .toList();
    }

    private static List<FlagLine> flags(RunReport report) {
        List<FlagLine> lines = new ArrayList<>();
        for (ClassReport c : report.classes()) {
            c.flags()
                    .forEach(flag -> lines.add(new FlagLine(
                            c.title(), flag.rule(), Words.number(flag.added()), Words.number(flag.removed()))));
        }
        return lines;
    }

    private static Elsewhere elsewhere(RunReport report) {
        Optional<String> kept = report.backupsKept();
        String backups = kept.map(
                        time -> ("Backups are kept for %s, as the binding states. Until the last backup made before "
                                        + "this run has expired, records can be restored from it.")
                                .formatted(time))
                .orElse("The binding does not say how long backups are kept. Records can be restored from any backup "
                        + "made before this run.");
        return new Elsewhere(report.copiesElsewhere(), !report.copiesElsewhere().isEmpty(), backups);
    }
}
