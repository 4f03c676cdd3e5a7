package org.keepuntil.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.keepuntil.residue.Level;

/**
 * The report of a period in words, as {@code period.mustache} sets it. It says what the certificate says, and of each run what it rests on.
 *
 * @param schedules by which records went, with who adopted each
 * @param charts when they went, and {@code others} what is said of the classes that have none
 * @param todos what of the runs needs a person
 */
record PeriodPage(
        Certificate certificate,
        String period,
        List<Page.Fact> figures,
        List<PeriodChart> charts,
        boolean anyCharts,
        String others,
        List<String> schedules,
        List<RunLine> runs,
        boolean anyRuns,
        List<String> todos,
        boolean anyTodos,
        String register,
        List<Page.Fact> digests,
        String programVersion) {
    static final String NAME = "period.html";

    record RunLine(
            String id,
            String day,
            String state,
            String records,
            String log,
            boolean agrees,
            String checks,
            String level) {}

    static PeriodPage of(PeriodReport report, Certificate certificate, List<Evidence> runs, List<WrittenFile> lists) {
        Certifying of = Certifying.period(runs, report.period());
        Went went = Went.of(of);
        List<PeriodChart> charts = PeriodChart.of(report.period(), went);
        List<String> todos = runs.stream().flatMap(PeriodPage::todos).toList();
        return new PeriodPage(
                certificate,
                report.period().words(),
                List.of(
                        new Page.Fact("Runs", Words.number(runs.size())),
                        new Page.Fact(Words.capitalised(of.deed()), Words.number(of.done())),
                        new Page.Fact("Due, and not " + of.deed(), Words.number(of.left())),
                        new Page.Fact("Matters for a person", Words.number(todos.size()))),
                charts,
                !charts.isEmpty(),
                PeriodChart.others(went),
                of.distinct(run -> Stream.of(Page.schedule(run))),
                runs.stream().map(run -> line(of, run)).toList(),
                !runs.isEmpty(),
                todos,
                !todos.isEmpty(),
                "The file %s lists them all, %s."
                        .formatted(RegisterCsv.NAME, Words.count(lists.get(0).rows(), "row", "rows")),
                RunsTogether.digests(runs),
                report.programVersion());
    }

    private static RunLine line(Certifying of, Evidence run) {
        RunFacts facts = run.report().run();
        String sealed = run.report().basis().sealed().isPresent() ? "under a checkpoint" : "under no checkpoint";
        return new RunLine(
                facts.id(),
                of.day(run),
                facts.state().word(),
                Words.number(of.done(run)),
                facts.log()
                        .map(log ->
                                "%s to %s, %s".formatted(Words.number(log.first()), Words.number(log.last()), sealed))
                        .orElse("none"),
                run.addsUp(),
                Words.count(run.checks().size(), "check", "checks"),
                run.reached().map(Level::name).orElse("nothing to measure"));
    }

    /** Only what concerns the run as a whole: what waits now, the report of the last run says. */
    private static Stream<String> todos(Evidence run) {
        List<String> todos = new ArrayList<>();
        String name = "Run " + run.report().run().id() + ": ";
        if (!run.addsUp()) {
            todos.add(name + "its counts do not add up. Its own report says where.");
        }
        if (run.report().run().state() != RunState.FINISHED) {
            todos.add(name + "it did not finish. " + run.report().run().state().meaning());
        }
        Permits.uncovered(run)
                .forEach(rule -> todos.add(name + rule + ": records went, and no approval is on record."));
        return todos.stream();
    }
}
