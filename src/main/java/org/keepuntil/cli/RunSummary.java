package org.keepuntil.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keepuntil.approval.Refusal;
import org.keepuntil.approval.StoredPlan;
import org.keepuntil.audit.RunEnd;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.control.Run;
import org.keepuntil.dispose.LinkFinding;
import org.keepuntil.job.Night;
import org.keepuntil.job.NightResult;
import org.keepuntil.job.Reconciliation;
import org.keepuntil.report.Check;
import org.keepuntil.report.Matter;
import org.keepuntil.report.Matters;
import org.keepuntil.report.ReportWriter;
import org.keepuntil.report.RunReports;

/** What became of the runs of a night, each with its report. */
final class RunSummary {
    /** A run that was closed or left. */
    record Closed(
            Run run,
            NightResult result,
            Reconciliation counts,
            Map<String, RuntimeException> stopped,
            List<LinkFinding> links,
            List<String> remarks,
            List<String> open,
            long waiting,
            Path report) {}

    private final Session session;
    private Optional<StoredPlan> toApprove = Optional.empty();
    private final RunReports reports;
    private final ReportOption where;
    private final Outlooks outlooks;
    private final Window window;
    private final Matters matters;
    private final LocalDate today;
    private final List<Closed> runs = new ArrayList<>();
    private final List<String> discrepancies = new ArrayList<>();

    RunSummary(Workplace place, ReportOption where, TokenKey tokens, Window window, Console console) {
        this.session = place.session();
        this.reports = RunReports.of(
                place.database(),
                Root.Version.number(),
                code -> ExitCode.of(code).label(),
                () -> tokens);
        this.where = where;
        this.outlooks = new Outlooks(place, console);
        this.window = window;
        this.matters = Matters.of(place.database());
        this.today = place.today();
    }

    /** How a night's result is told to whoever started the command. */
    static ExitCode code(NightResult result) {
        return switch (result) {
            case COMPLETE -> ExitCode.DONE;
            case PART -> ExitCode.PARTLY;
            case STOPPED -> ExitCode.STOPPED;
            case STOPPED_BY_CHECK -> ExitCode.MISMATCH;
            case STOPPED_BY_PRIVILEGE -> ExitCode.PRIVILEGES;
            case NOT_APPROVED -> ExitCode.NOT_APPROVED;
            case REFUSED -> ExitCode.OVER_CAP;
        };
    }

    /** Writes the report of a run that was closed or left. */
    void add(Night night) {
        Run run = night.run();
        try {
            ReportWriter.Written written = reports.write(
                    run,
                    outlooks.after(run, night.result(), night.reconciliation().done()),
                    where.of(run));
            written.discrepancies().forEach(check -> discrepancies.add("Run " + run.id() + ": " + sentence(check)));
            runs.add(new Closed(
                    run,
                    night.result(),
                    night.reconciliation(),
                    night.stopped(),
                    night.links(),
                    Stream.concat(Aftermath.of(night).stream(), written.remarks().stream())
                            .toList(),
                    Aftermath.open(night),
                    night.waiting(),
                    written.html()));
            toApprove = night.toApprove().or(() -> toApprove);
        } catch (IOException e) {
            throw notWritten(run, e);
        }
    }

    /** Writes the reports of the night again, with what was measured since. */
    void writeAgain() {
        for (Closed each : runs) {
            try {
                reports.write(each.run(), outlooks.again(each.run()), where.of(each.run()));
            } catch (IOException e) {
                throw notWritten(each.run(), e);
            }
        }
    }

    private UserError notWritten(Run run, IOException e) {
        UserError error = new UserError(
                ExitCode.PARTLY,
                "Run " + run.id() + " is recorded, but its report could not be written to " + where.of(run) + ".",
                "Write it elsewhere with `keepuntil report " + run.id() + " --output DIR`.");
        error.initCause(e);
        return error;
    }

    /** What needs a person, and nothing where nothing does: cron sends a mail of whatever is written. */
    private void needs(Console console) {
        runs.forEach(run -> Needs.of(run).forEach(console::print));
        // a run that was left is taken up by the next without anybody
        Set<Matter.Kind> said = toApprove.isPresent() && code() == ExitCode.NOT_APPROVED
                ? EnumSet.of(Matter.Kind.RUN, Matter.Kind.PLAN)
                : EnumSet.of(Matter.Kind.RUN);
        Needs.of(matters.waiting(today), said).forEach(console::print);
        if (code() != ExitCode.DONE) {
            console.print(next());
        }
    }

    private static String sentence(Check check) {
        return check.sentence();
    }

    /** What became of planned records, by class, in all runs of the night. */
    Map<String, RunEnd.Counts> counts() {
        Map<String, RunEnd.Counts> all = new TreeMap<>();
        runs.forEach(
                run -> run.counts().classes().forEach((name, counts) -> all.merge(name, counts, RunEnd.Counts::plus)));
        return all;
    }

    /** How the command ends: as its last run did, unless something did not add up before. */
    ExitCode code() {
        if (!discrepancies.isEmpty()
                || runs.stream()
                        .anyMatch(run -> run.result() != NightResult.STOPPED_BY_PRIVILEGE
                                && !run.stopped().isEmpty())) {
            return ExitCode.MISMATCH;
        }
        if (runs.stream().anyMatch(run -> run.result() == NightResult.STOPPED_BY_PRIVILEGE)) {
            return ExitCode.PRIVILEGES;
        }
        if (runs.isEmpty()) {
            return ExitCode.STOPPED;
        }
        Closed last = runs.get(runs.size() - 1);
        ExitCode code = code(last.result());
        if (code != ExitCode.DONE) {
            return code;
        }
        // a stop between two runs leaves the first of them complete, and the night is not
        return window.heeded().isPresent()
                ? ExitCode.STOPPED
                : last.waiting() > 0 ? ExitCode.NOT_APPROVED : ExitCode.DONE;
    }

    private record Document(
            List<RunDocument> runs, @Nullable String planToApprove, int exitCode, String exitMeaning) {}

    /** Writes what was done, and what to do next. */
    void show(Format format, Console console) {
        switch (format) {
            case TABLE -> {
                if (console.quiet()) {
                    needs(console);
                } else {
                    tables(console);
                }
            }
            case JSON -> Json.write(document(), console.out());
            case CSV -> csv(console);
        }
        for (Closed run : runs) {
            run.stopped()
                    .forEach((name, why) ->
                            console.err().println(console.red(name + " was stopped: " + why.getMessage())));
        }
        discrepancies.forEach(sentence -> console.err().println(console.red("Does not add up: " + sentence)));
    }

    private Document document() {
        List<RunDocument> documents = runs.stream().map(RunDocument::of).toList();
        return new Document(
                documents, toApprove.map(plan -> plan.digests().plan()).orElse(null), code().number(), code().label());
    }

    private void csv(Console console) {
        Csv csv = new Csv(console.out())
                .row("run", "class", "planned", "done", "newly held", "no longer due", "not reached", "failed");
        for (Closed run : runs) {
            CountsDocument.of(run.counts())
                    .forEach(c -> csv.row(
                            run.run().id(),
                            c.name(),
                            c.planned(),
                            c.done(),
                            c.newlyHeld(),
                            c.noLongerDue(),
                            c.notReached(),
                            c.failed()));
        }
        console.out().flush();
    }

    private void tables(Console console) {
        for (Closed run : runs) {
            console.print(console.bold("Run " + run.run().id() + ", as of "
                    + run.run().asOf() + ": " + run.run().state().word()));
            if (run.counts().planned() == 0 && run.waiting() > 0) {
                console.print("Nothing that is approved was due, and nothing was destroyed or changed.");
            } else if (run.counts().planned() == 0) {
                console.print("Nothing was due, and nothing was destroyed or changed.");
            } else {
                table(run).print(console);
            }
            run.counts()
                    .left()
                    .forEach(left -> console.print(
                            left.recordClass() + ": " + Words.records(left.records()) + " left: " + left.reason()));
            run.remarks().forEach(console::print);
            run.links().stream().filter(LinkFinding::says).forEach(link -> console.print(LinkWords.of(link)));
            if (run.waiting() > 0) {
                console.print(console.yellow(
                        Words.count(run.waiting(), "record is", "records are") + " due and nobody has approved it."));
            }
            console.print("Report: " + run.report());
            console.print("");
        }
        console.print(next());
    }

    private static Table table(Closed run) {
        Table table =
                new Table("CLASS", "PLANNED", "= DONE", "+ NEWLY HELD", "+ NO LONGER DUE", "+ NOT REACHED", "+ FAILED");
        Reconciliation all = run.counts();
        CountsDocument.of(run.counts())
                .forEach(c -> table.row(
                        c.name(), c.planned(), c.done(), c.newlyHeld(), c.noLongerDue(), c.notReached(), c.failed()));
        if (all.classes().size() > 1) {
            table.row("all", all.planned(), all.done(), all.held(), all.noLongerDue(), all.notReached(), all.failed());
        }
        return table;
    }

    private String next() {
        return switch (code()) {
            case DONE -> "Done. Open the report; `keepuntil explain CLASS KEY` says what became of one record.";
            case PARTLY ->
                "Done in part. The report lists what was left and why. The next run tries again: it does what it can then.";
            case NOT_APPROVED ->
                toApprove
                        .map(plan -> Refusal.Kind.WAITING.with(
                                plan.name(),
                                Words.records(plan.records()),
                                plan.run().asOf(),
                                session.roles().approver()))
                        .map(waits -> waits.message() + " " + waits.next())
                        .orElse("An approval was taken back or is over. `keepuntil plan` makes a plan to be approved.");
            case PRIVILEGES ->
                "A class was stopped because a right is missing; the others are done. `keepuntil check` lists what to grant.";
            case STOPPED ->
                "Stopped between two batches " + window.heeded().orElse("") + ". The next run goes on from there.";
            default -> "Something did not add up. Have it looked at before you run again.";
        };
    }
}
