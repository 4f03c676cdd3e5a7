package org.keepuntil.dispose;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.keepuntil.approval.Approvals;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.control.Run;
import org.keepuntil.docket.Recorded;
import org.keepuntil.plan.Approved;
import org.keepuntil.sql.DisagreementException;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;

/** Batch after batch in key order, then what was put off, for a few passes. */
final class JdbcDisposer implements Disposer {
    private static final int PASSES = 3;
    private static final long MILLIS_BETWEEN_PASSES = 300;

    /** More than one, so that a worker whose part was quick takes another. */
    private static final int PARTS_FOR_A_WORKER = 4;

    private final Workload workload;
    private final TokenKey tokens;
    private final Clock clock;
    private final DataSource database;
    private final Batch batch;
    private final ProgressRows progress;
    private final Anonymity anonymity;
    private final PastPartitions partitions;
    private final Approvals approvals;
    private final JdbcTemplate jdbc;

    JdbcDisposer(DataSource database, Workload workload, TokenKey tokens, Clock clock) {
        this.workload = workload;
        this.tokens = tokens;
        this.clock = clock;
        this.database = database;
        this.batch = new Batch(database);
        this.jdbc = new JdbcTemplate(database);
        this.approvals = Approvals.of(database);
        this.anonymity = new Anonymity(database);
        this.partitions = new PastPartitions(database);
        this.progress = new ProgressRows(jdbc);
    }

    @Override
    public Result dispose(Run run, Pace pace, BooleanSupplier stop, ProgressListener listener) {
        Map<String, RuntimeException> stopped = new HashMap<>();
        Throttle throttle = new Throttle(pace, stop);
        Approved approved = approvals.inForce(run);
        for (Workload.Work work : workload.classes()) {
            ClassRun careful = ClassRun.of(
                    run,
                    work,
                    tokens,
                    workload.files(),
                    Recorded.on(run, work, clock),
                    approved,
                    Statistics.wide(work, jdbc));
            ClassRun classRun = careful.with(Dependents.of(work, jdbc));
            try {
                if (!partitions.drop(classRun, throttle)
                        || !workThrough(classRun, pace, stop, listener)
                        || !catchUp(classRun, pace, throttle)) {
                    return new Result(false, stopped);
                }
                batch.giveUpDeferred(classRun);
                anonymity.enforce(classRun);
            } catch (DisagreementException | UnexpectedRowsException | MissingPrivilegeException e) {
                stopped.put(work.name(), e);
            }
        }
        return new Result(true, stopped);
    }

    private boolean workThrough(ClassRun run, Pace pace, BooleanSupplier stop, ProgressListener listener) {
        ProgressRows.Position at = progress.position(run);
        long parts =
                Math.min((long) pace.workers() * PARTS_FOR_A_WORKER, (at.planned() - at.position()) / pace.largest());
        if (pace.workers() > 1 && parts > 1 && progress.slices(run).size() == 1) {
            batch.cut(run, (int) parts);
        }
        List<Slice> slices = progress.slices(run);
        Workers workers = new Workers(database, run, pace, partitions.gone(run), stop, listener);
        if (!workers.work(slices, at.planned())) {
            return false;
        }
        if (slices.size() > 1) {
            batch.finish(run, at.planned());
        }
        return true;
    }

    private boolean catchUp(ClassRun run, Pace pace, Throttle throttle) {
        Slice whole = progress.slices(run).get(0);
        for (int pass = 0; pass < PASSES; pass++) {
            List<Long> deferred = new ArrayList<>(progress.deferred(run));
            if (deferred.isEmpty()) {
                return true;
            }
            Patience.pause(MILLIS_BETWEEN_PASSES);
            for (int from = 0; from < deferred.size(); from += pace.first()) {
                List<Long> some = deferred.subList(from, Math.min(deferred.size(), from + pace.first()));
                if (!throttle.admits(some.size())) {
                    return false;
                }
                new Patience(batch.of(run, whole)).run(some);
            }
        }
        return true;
    }
}
