package org.keepuntil.job;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keepuntil.approval.Approvals;
import org.keepuntil.approval.Guards;
import org.keepuntil.approval.InForce;
import org.keepuntil.approval.NotApprovedException;
import org.keepuntil.approval.Refusal;
import org.keepuntil.approval.RefusedException;
import org.keepuntil.approval.StoredPlan;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Refused;
import org.keepuntil.audit.RunEnd;
import org.keepuntil.audit.RunStart;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.audit.seal.Sealer;
import org.keepuntil.audit.sums.ControlSeal;
import org.keepuntil.audit.tlog.Note;
import org.keepuntil.control.Installation;
import org.keepuntil.control.PlanDigests;
import org.keepuntil.control.Run;
import org.keepuntil.control.RunState;
import org.keepuntil.control.Runs;
import org.keepuntil.control.Takeover;
import org.keepuntil.dispose.Disposer;
import org.keepuntil.dispose.FileRemoval;
import org.keepuntil.dispose.FlagColumns;
import org.keepuntil.dispose.LateLinks;
import org.keepuntil.dispose.LinkFinding;
import org.keepuntil.dispose.MaterializedViews;
import org.keepuntil.dispose.MissingPrivilegeException;
import org.keepuntil.dispose.Pace;
import org.keepuntil.dispose.Remains;
import org.keepuntil.dispose.Transfers;
import org.keepuntil.docket.Flags;
import org.keepuntil.docket.Lists;
import org.keepuntil.docket.References;
import org.keepuntil.plan.Plan;
import org.keepuntil.plan.Planner;
import org.keepuntil.reconcile.Watch;
import org.keepuntil.report.FrozenSchedules;
import org.keepuntil.residue.RunResidue;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** One run: its steps, each of which calls one capability. A run that was taken up again has done some of them before. */
public final class Night {
    /** How long a run waits for transactions that are older than what it removed; the next run searches for what is left. */
    private static final Duration WAIT_FOR_OLDER = Duration.ofSeconds(5);

    /** How long it waits for those who still see what it removed; `keepuntil residue` waits longer. */
    private static final Duration WAIT_FOR_SIGHT = Duration.ofSeconds(3);

    private final DataSource database;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Runs runs;
    private final AuditLog log;
    private final ControlSeal control;
    private final Workload workload;
    private final TokenKey tokens;
    private final Sealer sealer;
    private final Installation installation;
    private final Clock clock;
    private final NightListener listener;
    private final BooleanSupplier stop;
    private final ToIntFunction<NightResult> exitCodes;

    /** How long a run looks whether something is there again; the next run goes on where it stopped. */
    private static final Duration MOST_WATCHING = Duration.ofSeconds(30);

    /** Why late rows of classes could not be removed. */
    private final Map<String, RuntimeException> late = new HashMap<>();

    private Pace pace = Pace.DEFAULT;
    private @Nullable Run run;
    private @Nullable RuntimeException failure;
    private Disposer.Result disposal = new Disposer.Result(false, Map.of());
    private boolean approvalLost;
    private long waiting;
    private Optional<StoredPlan> toApprove = Optional.empty();
    private @Nullable Reconciliation reconciliation;
    private FileRemoval.Removed files = FileRemoval.Removed.NONE;
    private List<MaterializedViews.View> views = List.of();
    private List<Transfers.Packed> packed = List.of();
    private List<Watch.Watched> watched = List.of();
    private Optional<Note> checkpoint = Optional.empty();

    /**
     * @param database as the operator
     * @param stop whether somebody wants the run to stop at the next batch
     */
    public Night(
            DataSource database,
            Workload workload,
            TokenKey tokens,
            Sealer sealer,
            Installation installation,
            Clock clock,
            NightListener listener,
            BooleanSupplier stop,
            ToIntFunction<NightResult> exitCodes) {
        this.database = database;
        this.jdbc = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.runs = Runs.of(JdbcClient.create(database));
        this.log = AuditLog.of(JdbcClient.create(database));
        this.control = new ControlSeal(database);
        this.workload = workload;
        this.tokens = tokens;
        this.sealer = sealer;
        this.installation = installation;
        this.clock = clock;
        this.listener = listener;
        this.stop = stop;
        this.exitCodes = exitCodes;
    }

    /** From now on works at this pace. */
    public void workAt(Pace wanted) {
        pace = wanted;
    }

    /** Begins a run as of a day. */
    public void begin(LocalDate asOf) {
        run = runs.begin(asOf);
        forget();
    }

    /** Takes up a run that was left, with its own as-of day. */
    public void takeUp(Run left) {
        run = new Takeover(database).take(left);
        forget();
    }

    private void forget() {
        failure = null;
        disposal = new Disposer.Result(false, Map.of());
        approvalLost = false;
        waiting = 0;
        toApprove = Optional.empty();
        late.clear();
        reconciliation = null;
        files = FileRemoval.Removed.NONE;
        views = List.of();
        packed = List.of();
        watched = List.of();
        checkpoint = Optional.empty();
    }

    public Run run() {
        if (run == null) {
            throw new IllegalStateException("no run was begun");
        }
        return run;
    }

    /** Keeps what went wrong in a step. */
    void failed(RuntimeException e) {
        failure = e;
    }

    /** Throws what went wrong in a step, if anything did. */
    void rethrow() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Why classes were stopped. */
    public Map<String, RuntimeException> stopped() {
        Map<String, RuntimeException> stopped = new HashMap<>(late);
        stopped.putAll(disposal.stopped());
        return stopped;
    }

    /** What was found about links that the database does not keep whole. */
    public List<LinkFinding> links() {
        return LinkFinding.of(run(), jdbc);
    }

    /** What became of all that was planned, once the run is sealed. */
    public Reconciliation reconciliation() {
        if (reconciliation == null) {
            throw new IllegalStateException("the run is not sealed");
        }
        return reconciliation;
    }

    /** Plans and freezes; a run that was taken up has its plan. */
    void plan() {
        if (run().digests().isPresent()) {
            transaction.executeWithoutResult(s -> {
                runs.enter(run());
                RunStart start = start(run(), dueByClass());
                runs.hold(run());
                log.append(run().id(), List.of(start));
            });
            jdbc.query("select keepuntil.freeze_plan(?)", row -> {}, run().id());
            return;
        }
        jdbc.query("select keepuntil.open_plan(?)", row -> {}, run().id());
        References.of(database, workload, clock).record(run());
        InForce approved = Approvals.of(database).standing(Planner.digests(workload));
        Plan frozen = Planner.of(database, workload)
                .freeze(run().id(), run().asOf(), approved, listener::planning, plan -> freeze(plan, approved));
        // not in the plan's own snapshot: to write to the log there would fail wherever somebody else has written since
        // it began
        transaction.executeWithoutResult(s -> {
            Run planned = runs.planned(
                    run(), Shelf.digests(frozen), FrozenSchedules.of(workload).json(), List.of(), RunState.RUNNING);
            log.append(planned.id(), List.of(start(planned, dueByClass())));
            run = planned;
        });
        jdbc.query("select keepuntil.freeze_plan(?)", row -> {}, run().id());
    }

    private void freeze(Plan plan, InForce approved) {
        if (!approved.ofThePlan()) {
            Guards.check(plan, workload, jdbc).ifPresent(refusal -> {
                throw new RefusedException(refusal);
            });
        }
        waiting = plan.unapproved();
        new PlanRows(jdbc).write(run().id(), plan);
        runs.hold(run());
    }

    private Map<String, Long> dueByClass() {
        Map<String, Long> due = new HashMap<>();
        jdbc.query(
                "select class, planned from keepuntil.progress where run = ?",
                row -> {
                    due.put(row.getString(1), row.getLong(2));
                },
                run().id());
        return due;
    }

    private RunStart start(Run of, Map<String, Long> due) {
        return new RunStart(
                of.id(),
                of.epoch(),
                installation.id(),
                clock.instant(),
                of.asOf(),
                of.digests().orElseThrow(),
                due);
    }

    /** Searches links for what earlier runs left to be searched for, then disposes of what was planned. */
    void dispose() {
        late.putAll(LateLinks.of(database, workload).search(run(), Duration.ZERO, stop));
        try {
            disposal = Disposer.of(database, workload, tokens, clock).dispose(run(), pace, stop, listener::disposing);
        } catch (NotApprovedException e) {
            approvalLost = true;
        }
    }

    /** How many records are due that nobody has approved. */
    public long waiting() {
        return waiting;
    }

    /** Where plans wait that this night has no approval for. */
    Shelf shelf() {
        return new Shelf(database, workload, clock);
    }

    /** Writes to the log that something waits, and remembers the plan that an approver has to look at. */
    void leaveWaiting(Optional<StoredPlan> plan) {
        toApprove = plan;
        plan.ifPresent(waits -> refused(Refusal.Kind.WAITING));
    }

    /** The plan that an approver has to look at, if anything of this night waits for one. */
    public Optional<StoredPlan> toApprove() {
        return toApprove;
    }

    /** Whether all that the run would do is approved, still. */
    boolean isApproved() {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select not exists (select from keepuntil.unapproved(?))", Boolean.class, run().id()));
    }

    /** Searches links that the database does not keep whole again, for what went. */
    void searchAgain() {
        if (disposal.complete()) {
            LateLinks links = LateLinks.of(database, workload);
            late.putAll(links.search(run(), WAIT_FOR_OLDER, stop));
            links.countOrphans(run());
        }
    }

    /** Removes the files of what is gone: what earlier runs had to leave, or what this one has disposed of. */
    void removeFiles() {
        files = files.and(FileRemoval.of(database, workload).remove(run(), stop));
    }

    /** Refreshes what holds copies of the rows that went. */
    void refreshViews() {
        if (disposal.complete()) {
            views = MaterializedViews.of(database, workload).refresh(run());
        }
    }

    /** Packs what waits to be handed over, and what is due to be copied. */
    void pack() {
        packed = Transfers.Packer.of(database, workload, tokens, clock).pack(run());
    }

    /** The packages that this night has written for transfer. */
    public List<Transfers.Packed> packed() {
        return packed;
    }

    /** What became of files. */
    public FileRemoval.Removed files() {
        return files;
    }

    /** The materialized views over the tables that the run has touched. */
    public List<MaterializedViews.View> views() {
        return views;
    }

    /** Brings marks and lists up to date. */
    void list() {
        if (disposal.complete()) {
            Flags.of(database, workload).apply(run()).forEach(listener::flagged);
            new FlagColumns(database).apply(run(), workload).forEach(listener::marked);
            new Remains(database, tokens, clock).apply(run(), workload);
            Lists.of(database, workload, clock).apply(run()).forEach(listener::listed);
        }
    }

    /** Looks whether something is there again that an earlier run has disposed of, before this one may do so once more. */
    void watch() {
        watched = new Watch(database, workload, tokens).look(run(), MOST_WATCHING, stop);
    }

    /** What came of looking whether something is there again, by class. */
    public List<Watch.Watched> watched() {
        return watched;
    }

    /** Writes down what was removed and is committed, and whether anybody still sees it. */
    void trace() {
        RunResidue residue = RunResidue.of(database);
        residue.begin(run(), views, workload);
        residue.see(run(), WAIT_FOR_SIGHT, stop);
    }

    /** Counts again, writes the run's last entry and closes it, in one transaction; then the list of keys goes. */
    void seal() {
        if (approvalLost) {
            close(RunState.FAILED);
        } else if (!disposal.complete()) {
            close(RunState.INTERRUPTED);
        } else {
            close(stopped().isEmpty() ? RunState.FINISHED : RunState.FAILED);
        }
    }

    /**
     * Seals the log, when all that the run has to say is in it.
     *
     * @throws org.keepuntil.audit.seal.LogDamagedException if the log is not what was sealed last
     */
    void sealLog() throws SQLException {
        control.seal();
        checkpoint = sealer.seal(OptionalLong.of(run().id()));
    }

    /** The checkpoint with which the log was sealed after the run; empty where it was not. */
    public Optional<Note> checkpoint() {
        return checkpoint;
    }

    /** Closes the run as it is. */
    public void close(RunState state) {
        transaction.executeWithoutResult(s -> {
            runs.enter(run());
            if (state.closed()) {
                new Unreached(database, run(), tokens).write();
            }
            reconciliation = Reconciliation.of(run(), jdbc);
            runs.hold(run());
            log.append(
                    run().id(),
                    List.of(new RunEnd(
                            run().id(),
                            run().epoch(),
                            clock.instant(),
                            state,
                            reconciliation().classes())));
            NightResult result = result(state);
            run = runs.end(run(), state, exitCodes.applyAsInt(result), result.message(reconciliation()));
        });
        if (state.closed()) {
            jdbc.query("select keepuntil.drop_plan(?)", row -> {}, run().id());
        }
    }

    /** How the night ended, once the run is closed or left. */
    public NightResult result() {
        return result(run().state());
    }

    private NightResult result(RunState state) {
        if (approvalLost) {
            return NightResult.NOT_APPROVED;
        }
        boolean onlyPrivileges = !stopped().isEmpty()
                && stopped().values().stream().allMatch(MissingPrivilegeException.class::isInstance);
        return state == RunState.FAILED && onlyPrivileges
                ? NightResult.STOPPED_BY_PRIVILEGE
                : NightResult.of(state, reconciliation(), files);
    }

    /** Whether the run was planned with the same schedules and bindings, and the catalog has not changed since. */
    boolean fits() {
        PlanDigests planned = run().digests().orElseThrow();
        Plan.Digests now = Planner.digests(workload);
        return planned.schedule().equals(now.schedule())
                && planned.binding().equals(now.binding())
                && planned.catalog().equals(now.catalog());
    }

    /** Gives up a run whose planning was cut off: nothing was touched and nothing logged. */
    void giveUpPlanning() {
        giveUp(RunState.FAILED, NightResult.STOPPED, "cut off while planning");
    }

    /** Gives up a run of which nothing may be done. */
    void refuse(Refusal.Kind why) {
        refused(why);
        giveUp(RunState.REFUSED, NightResult.REFUSED, "refused before anything was touched");
    }

    private void refused(Refusal.Kind why) {
        log.append(run().id(), List.of(new Refused(run().id(), clock.instant(), why.word())));
    }

    private void giveUp(RunState state, NightResult result, String why) {
        run = runs.end(run(), state, exitCodes.applyAsInt(result), why);
        jdbc.query("select keepuntil.drop_plan(?)", row -> {}, run().id());
    }
}
