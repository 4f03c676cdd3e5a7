package org.keepuntil.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keepuntil.approval.StoredPlan;
import org.keepuntil.audit.RunEnd;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.control.Run;
import org.keepuntil.dispose.LinkFinding;
import org.keepuntil.job.Night;
import org.keepuntil.job.NightResult;
import org.keepuntil.job.Reconciliation;
import org.keepuntil.report.Check;
import org.keepuntil.report.ReportWriter;
import org.keepuntil.report.RunReports;

/** What became of the runs of a night, each with its report. */
final class RunSummary {
    /** A run that was closed or left. */
    private record Closed(
            Run run,
            NightResult result,
            Reconciliation counts,
            Map<String, RuntimeException> stopped,
            List<LinkFinding> links,
            List<String> remarks,
            long waiting,
            Path report) {}

    private final Session session;
    private Optional<StoredPlan> toApprove = Optional.empty();
    private final RunReports reports;
    private final ReportOption where;
    private final Outlooks outlooks;
    private final List<Closed> runs = new ArrayList<>();
    private final List<String> discrepancies = new ArrayList<>();

    RunSummary(Workplace place, ReportOption where, TokenKey tokens, Console console) {
        this.session = place.session();
        this.reports = RunReports.of(
                place.database(),
                Root.Version.number(),
                code -> ExitCode.of(code).label(),
                () -> tokens);
        this.where = where;
        this.outlooks = new Outlooks(place, console);
    }

    /** How a night's result is told to whoever started the command. */
    static ExitCode code(NightResult result) {
        return switch (result) {
            case COMPLETE -> ExitCode.DONE;
            case PART -> ExitCode.PARTLY;
            case STOPPED -> ExitCode.STOPPED;
            case STOPPED_BY_CHECK -> ExitCode.MISMATCH;
            case NOT_APPROVED -> ExitCode.NOT_APPROVED;
            case REFUSED -> ExitCode.OVER_CAP;
        };
    }

    /** Writes the report of a run that was closed or left. */
    void add(Night night) {
        Run run = night.run();
        try {
            ReportWriter.Written written = reports.write(run, outlooks.after(run, night.result()), where.of(run));
            written.discrepancies().forEach(check -> discrepancies.add("Run " + run.id() + ": " + sentence(check)));
            runs.add(new Closed(
                    run,
                    night.result(),
                    night.reconciliation(),
                    night.stopped(),
                    night.links(),
                    Stream.concat(Aftermath.of(night).stream(), written.remarks().stream())
                            .toList(),
                    night.waiting(),
                    written.html()));
            toApprove = night.toApprove().or(() -> toApprove);
        } catch (IOException e) {
            UserError error = new UserError(
                    ExitCode.PARTLY,
                    "Run " + run.id() + " is recorded, but its report could not be written to " + where.of(run) + ".",
                    "Write it elsewhere with `keepuntil report " + run.id() + " --output DIR`.");
            error.initCause(e);
            throw error;
        }
    }

    private static String sentence(Check check) {
        return check.sentence();
    }

    /** How the command ends: as its last run did, unless something did not add up before. */
    ExitCode code() {
        if (!discrepancies.isEmpty()
                || runs.stream().anyMatch(run -> !run.stopped().isEmpty())) {
            return ExitCode.MISMATCH;
        }
        if (runs.isEmpty()) {
            return ExitCode.STOPPED;
        }
        Closed last = runs.get(runs.size() - 1);
        ExitCode code = code(last.result());
        return code == ExitCode.DONE && last.waiting() > 0 ? ExitCode.NOT_APPROVED : code;
    }

    private record RunDocument(
            long run,
            String asOf,
            String state,
            List<CountsDocument> classes,
            List<String> remarks,
            List<LinkFinding> links,
            long awaitingApproval,
            String report) {}

    private record CountsDocument(
            @JsonProperty("class") String name,
            long planned,
            long done,
            long newlyHeld,
            long noLongerDue,
            long notReached,
            long failed) {
        static CountsDocument of(String name, RunEnd.Counts counts) {
            return new CountsDocument(
                    name,
                    counts.planned(),
                    counts.done(),
                    counts.held(),
                    counts.noLongerDue(),
                    counts.notReached(),
                    counts.failed());
        }
    }

    private record Document(
            List<RunDocument> runs, @Nullable String planToApprove, int exitCode, String exitMeaning) {}

    /** Writes what was done, and what to do next. */
    void show(Format format, Console console) {
        switch (format) {
            case TABLE -> tables(console);
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
        List<RunDocument> documents = runs.stream()
                .map(run -> new RunDocument(
                        run.run().id(),
                        run.run().asOf().toString(),
                        run.run().state().word(),
                        counts(run),
                        run.remarks(),
                        run.links().stream().filter(LinkFinding::says).toList(),
                        run.waiting(),
                        run.report().toString()))
                .toList();
        return new Document(
                documents, toApprove.map(plan -> plan.digests().plan()).orElse(null), code().number(), code().label());
    }

    private static List<CountsDocument> counts(Closed run) {
        return run.counts().classes().entrySet().stream()
                .map(entry -> CountsDocument.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void csv(Console console) {
        Csv csv = new Csv(console.out())
                .row("run", "class", "planned", "done", "newly held", "no longer due", "not reached", "failed");
        for (Closed run : runs) {
            counts(run)
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
            run.links().stream().filter(LinkFinding::says).forEach(link -> console.print(sentence(link)));
            if (run.waiting() > 0) {
                console.print(console.yellow(
                        Words.count(run.waiting(), "record is", "records are") + " due and nobody has approved it."));
            }
            console.print("Report: " + run.report());
            console.print("");
        }
        console.print(next());
    }

    private static String sentence(LinkFinding link) {
        List<String> parts = new ArrayList<>();
        part(parts, link.removed(), "row", "rows", "came late and went");
        part(parts, link.unlinked(), "row", "rows", "came late and lost the link");
        part(parts, link.kept(), "row", "rows", "came late and stayed");
        part(parts, link.waiting(), "value", "values", "to be searched for by the next run");
        part(parts, link.dropped(), "value", "values", "not searched for, because the binding has the link no more");
        part(parts, link.orphans().orElse(0), "row", "rows", "that lead nowhere");
        return "Link " + link.link() + ": " + String.join(", ", parts);
    }

    private static void part(List<String> parts, long count, String one, String several, String what) {
        if (count > 0) {
            parts.add(Words.count(count, one, several) + " " + what);
        }
    }

    private static Table table(Closed run) {
        Table table =
                new Table("CLASS", "PLANNED", "= DONE", "+ NEWLY HELD", "+ NO LONGER DUE", "+ NOT REACHED", "+ FAILED");
        Reconciliation all = run.counts();
        counts(run)
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
                        .map(plan -> "Plan " + plan.name() + " of " + Words.records(plan.records())
                                + " waits, as of " + plan.run().asOf() + ". " + StoredPlans.ask(plan, session)
                                + ". The next run acts on it.")
                        .orElse("An approval was taken back or is over. `keepuntil plan` makes a plan to be approved.");
            case STOPPED -> "Stopped between two batches. Run again: the next run goes on from there.";
            default -> "Something did not add up. Have it looked at before you run again.";
        };
    }
}
