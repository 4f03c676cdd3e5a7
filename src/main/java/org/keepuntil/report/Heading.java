package org.keepuntil.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The top of the page: the answer in a sentence, the main figures, and which run this is.
 *
 * @param wrong the sums that do not add up, a sentence each
 * @param unfinished what to know where the run did not finish; a list of one, or empty: the template engine knows no optionals
 */
record Heading(
        String organisation,
        String day,
        String lede,
        boolean addsUp,
        List<String> wrong,
        List<String> unfinished,
        List<Page.Fact> figures,
        List<Page.Fact> facts,
        String programVersion,
        String runId) {

    static Heading of(Evidence evidence) {
        RunReport report = evidence.report();
        RunFacts run = report.run();
        List<String> wrong =
                evidence.discrepancies().stream().map(Check::sentence).toList();
        return new Heading(
                report.schedule().title(),
                Words.day(run.asOf()),
                lede(evidence),
                wrong.isEmpty(),
                wrong,
                run.state() == RunState.FINISHED
                        ? List.of()
                        : List.of(run.state().meaning()),
                figures(evidence),
                facts(report),
                run.programVersion(),
                run.id());
    }

    private static String lede(Evidence evidence) {
        RunReport report = evidence.report();
        String day = Words.day(report.run().asOf());
        long planned = report.planned();
        if (!evidence.addsUp()) {
            return ("On %s the retention schedule had %s due. The run counted %s as %s, and the register lists %s. "
                            + "These counts, or others, do not add up.")
                    .formatted(
                            day,
                            Words.records(planned),
                            Words.number(report.done()),
                            Deeds.together(evidence),
                            Words.number(evidence.list(RegisterCsv.NAME).rows()));
        }
        if (planned == 0) {
            return "On %s nothing was due, and nothing was destroyed.".formatted(day);
        }
        long left = planned - report.done();
        String deed = Deeds.together(evidence);
        String rest = left == 0
                ? ""
                : " The other %s %s not %s, and section 5 says why."
                        .formatted(Words.number(left), left == 1 ? "was" : "were", deed);
        return "On %s the retention schedule had %s due. Keepuntil %s %s of them.%s"
                .formatted(
                        day,
                        Words.records(planned),
                        deed,
                        report.done() == 0 ? "none" : Words.number(report.done()),
                        report.done() == 0 ? " Section 5 says why." : rest);
    }

    private static List<Page.Fact> figures(Evidence evidence) {
        RunReport report = evidence.report();
        String deed = Deeds.together(evidence);
        return List.of(
                new Page.Fact("Due", Words.number(report.planned())),
                new Page.Fact(Words.capitalised(deed), Words.number(report.done())),
                new Page.Fact("Due, and not " + deed, Words.number(report.planned() - report.done())),
                new Page.Fact(
                        "Matters for a person", Words.number(Todo.of(evidence).size())));
    }

    private static List<Page.Fact> facts(RunReport report) {
        RunFacts run = report.run();
        ZoneId zone = report.schedule().zone();
        List<Page.Fact> facts = new ArrayList<>();
        facts.add(new Page.Fact("Decided as of", Words.day(run.asOf())));
        facts.add(new Page.Fact("State", Words.capitalised(run.state().word())));
        facts.add(new Page.Fact("Started", Words.time(run.started(), zone)));
        facts.add(new Page.Fact("Ended", ended(run.finished(), zone)));
        facts.add(new Page.Fact("Database", run.database()));
        facts.add(new Page.Fact("Run by", run.operator()));
        facts.add(new Page.Fact("Schedule version", report.schedule().version()));
        facts.add(new Page.Fact("Exit code", run.exitCode() + " (" + run.exitMeaning() + ")"));
        facts.add(new Page.Fact("Program", "Keepuntil " + run.programVersion()));
        facts.add(new Page.Fact("Run", run.id()));
        return facts;
    }

    private static String ended(Optional<Instant> finished, ZoneId zone) {
        return finished.map(instant -> Words.time(instant, zone)).orElse("not recorded");
    }
}
