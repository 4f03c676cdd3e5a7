package org.keepuntil.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keepuntil.approval.Approvals;
import org.keepuntil.approval.Refusal;
import org.keepuntil.approval.StoredPlan;
import org.keepuntil.audit.RunEnd;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.control.RunLockedException;
import org.keepuntil.job.Night;
import org.keepuntil.job.Shelf;
import org.keepuntil.plan.Plan;
import org.keepuntil.plan.Planner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keepuntil run}. */
@Command(
        name = "run",
        description = {
            "Dispose of what is due, and write the report.",
            "First finishes what an earlier run left and acts on the plans that were approved since, then plans anew and works"
                    + " through what has a standing approval, batch by batch: each is decided again, removed, counted and written to the audit log in one transaction. A run that is"
                    + " stopped, by a signal or by a crash, leaves whole batches, and the next run goes on.",
            "Nothing is destroyed, redacted or anonymised that nobody has approved: that is stored as a plan, and waits for"
                    + " `keepuntil approve`."
        })
@VerbHelp(
        group = VerbGroup.ACT,
        examples = {
            "# See what it would do; nothing is changed",
            "keepuntil run --dry-run --schedule schedules/mine --database postgresql://night@db.example.org/records",
            "# Do it, with the report in a directory of your own",
            "keepuntil run --schedule schedules/mine --database postgresql://night@db.example.org/records --report /srv/reports",
            "# On Sundays write the tables anew too, before six",
            "keepuntil run --schedule schedules/mine --database postgresql://night@db.example.org/records --residue L4 --stop-at 06:00",
            "# At night only, and gently",
            "keepuntil run --schedule schedules/mine --database postgresql://night@db.example.org/records --stop-at 06:00 --rate 200/s"
        },
        exits = {
            ExitCode.FILES,
            ExitCode.DATABASE,
            ExitCode.CONTROL_SCHEMA,
            ExitCode.BINDING,
            ExitCode.REFUSED,
            ExitCode.BUSY,
            ExitCode.PARTLY,
            ExitCode.STOPPED,
            ExitCode.PRIVILEGES,
            ExitCode.MISMATCH,
            ExitCode.LOST_DATABASE,
            ExitCode.COVERAGE,
            ExitCode.DRIFT,
            ExitCode.NOT_APPROVED,
            ExitCode.OVER_CAP
        })
final class RunVerb implements Callable<ExitCode> {
    private final Desk desk;
    private final NightShifts shifts;
    private final StopSign stop;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private ScheduleOption schedules;

    @Mixin
    private AsOfOption asOf;

    @Mixin
    private FormatOption format;

    @Option(
            names = "--plan",
            paramLabel = "PLAN",
            description = "Act on exactly this plan, which is stored and approved, and on nothing else.")
    private @Nullable String plan;

    @Option(names = "--dry-run", description = "Only plan: the same as `keepuntil plan`.")
    private boolean dryRun;

    @Mixin
    private WindowOption hours;

    @Option(
            names = "--stop-with-input",
            description =
                    "Stop between two batches when standard input ends: for a program that starts runs and must not be"
                            + " outlived by them.")
    private boolean stopWithInput;

    @Mixin
    private PurgeOption purging;

    @Mixin
    private MetricsOption metrics;

    @Mixin
    private ReportOption reports;

    @Mixin
    private AuditExportOption exports;

    private Map<String, RunEnd.Counts> done = Map.of();
    private boolean begun;

    RunVerb(Desk desk, NightShifts shifts, StopSign stop) {
        this.desk = desk;
        this.shifts = shifts;
        this.stop = stop;
    }

    @Override
    public ExitCode call() throws SQLException {
        if (dryRun && metrics.isGiven()) {
            throw new UserError(
                    ExitCode.USAGE,
                    "A dry run writes no metrics: they are about what was done.",
                    "Leave out --metrics.");
        }
        if (dryRun && purging.isGiven()) {
            throw new UserError(
                    ExitCode.USAGE,
                    "A dry run leaves nothing in files that --residue could purge.",
                    "Leave it out; `keepuntil residue --dry-run` shows what purging would do now.");
        }
        return new NightMetrics(desk, metrics, database).around(this::run, () -> done);
    }

    private ExitCode run() throws SQLException {
        try {
            return runOrRefuse();
        } catch (RuntimeException e) {
            if (!dryRun && (!begun || e instanceof RunLockedException)) {
                new RefusedRuns(desk, database).log(e);
            }
            throw e;
        }
    }

    private ExitCode runOrRefuse() throws SQLException {
        try (Workplace place = Workplace.asOperator(desk, schedules, database)) {
            LocalDate day = asOf.notAfter(place.today());
            place.refuseUncovered(desk.console());
            Drift drift = Drift.of(place);
            if (dryRun) {
                drift.warn(desk.console());
                Plan plan = Planner.of(place.database(), place.workload())
                        .plan(day, title -> desk.console().remark("Looking at: " + title + " …"));
                PlanCounts.show(plan, plan.classes(), format.get(), desk.console());
                return ExitCode.DONE;
            }
            new RunGuards(place, desk.clock()).pass(day);
            TokenKey tokens = database.tokenKeys().of(place.installation());
            LogKeeping log = LogKeeping.ready(place.session(), database, exports, desk);
            NightPurge purge = NightPurge.ready(desk, database.target(), purging);
            refuseNoRoom(reports.directory());
            drift.refuse(place, desk);
            return work(place, day, only(place), tokens, log, purge);
        }
    }

    /** The one plan that was asked for. */
    private Optional<StoredPlan> only(Workplace place) {
        if (plan == null) {
            return Optional.empty();
        }
        StoredPlan found = StoredPlans.find(Approvals.of(place.database()), plan);
        if (!new Shelf(place.database(), place.workload(), desk.clock()).fits(found)) {
            throw Refusals.error(Refusal.Kind.VOID.with(found.name()));
        }
        if (found.approval().isEmpty()) {
            throw Refusals.error(Refusal.Kind.NOT_APPROVED.with(
                    found.name(), place.session().roles().approver()));
        }
        return Optional.of(found);
    }

    /** Looked at before anything is destroyed: afterwards it would be too late to find out that nothing can be written. */
    private static void refuseNoRoom(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!Files.isWritable(directory)) {
            throw new UserError(
                    ExitCode.USAGE,
                    "The report could not be written: " + directory + " is not writable.",
                    "Name another directory with --report.");
        }
    }

    private ExitCode work(
            Workplace place,
            LocalDate day,
            Optional<StoredPlan> only,
            TokenKey tokens,
            LogKeeping log,
            NightPurge purge)
            throws SQLException {
        Window window = hours.from(desk.clock(), place.schedules().zones(), stop);
        window.end().ifPresent(end -> desk.console().remark("This run stops " + end + ", if it is not done before."));
        RunSummary summary = new RunSummary(place, reports, tokens, window, desk.console());
        stop.beginWork();
        if (stopWithInput) {
            EndOfInput.ask(stop, desk.console().in());
        }
        try (NightProgress progress = new NightProgress(desk.console(), place.workload())) {
            Night night = night(place, tokens, log, window, progress);
            night.workAt(hours.pace());
            begun = true;
            shifts.work(place.database(), night, window, day, only, closed -> {
                progress.endLine();
                log.export();
                summary.add(closed);
                done = summary.counts();
            });
            progress.endLine();
            if (purge.work(
                    place,
                    log,
                    window,
                    format.get() == Format.TABLE && !desk.console().quiet())) {
                summary.writeAgain();
            }
        } catch (SQLException | RuntimeException e) {
            throw inTheMiddle(e);
        }
        summary.show(format.get(), desk.console());
        return log.after(purge.after(summary.code(), desk.console()), desk.console());
    }

    private Night night(Workplace place, TokenKey tokens, LogKeeping log, Window window, NightProgress progress) {
        return new Night(
                place.database(),
                place.workload(),
                tokens,
                log.sealer(),
                place.installation(),
                desk.clock(),
                progress,
                window,
                result -> RunSummary.code(result).number());
    }

    /** A database that cannot be reached any more is one that was lost. */
    private RuntimeException inTheMiddle(Exception thrown) throws SQLException {
        Failure failure = desk.root().failures().of(thrown);
        Failure during = failure.duringRun();
        if (during.code() != failure.code()) {
            UserError lost = new UserError(during.code(), during.message(), during.next());
            lost.initCause(thrown);
            return lost;
        }
        if (thrown instanceof SQLException sql) {
            throw sql;
        }
        return (RuntimeException) thrown;
    }
}
