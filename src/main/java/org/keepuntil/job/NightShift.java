package org.keepuntil.job;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.keepuntil.approval.RefusedException;
import org.keepuntil.approval.StoredPlan;
import org.keepuntil.control.Run;
import org.keepuntil.control.RunLock;
import org.keepuntil.control.RunState;
import org.keepuntil.control.Runs;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All runs of a night: first what was left of earlier ones, the oldest first, each with its own as-of day; then a new one. */
public final class NightShift {
    private final DataSource database;
    private final JobOperator operator;
    private final Job job;
    private final Night night;
    private final Shelf shelf;
    private final BooleanSupplier stop;

    public NightShift(DataSource database, JobOperator operator, Job job, Night night, BooleanSupplier stop) {
        this.database = database;
        this.operator = operator;
        this.job = job;
        this.night = night;
        this.shelf = night.shelf();
        this.stop = stop;
    }

    /**
     * Works while nobody else does.
     *
     * @param closed told of each run that was closed or left
     * @throws org.keepuntil.control.RunLockedException if another run is under way
     */
    public void work(LocalDate asOf, Consumer<Night> closed) throws SQLException {
        try (RunLock lock = RunLock.take(database)) {
            dropLists();
            shelf.clear();
            for (Run run : begun()) {
                if (stop.getAsBoolean()) {
                    return;
                }
                lock.renew();
                night.takeUp(run);
                finish(closed);
            }
            if (!stop.getAsBoolean()) {
                lock.renew();
                anew(asOf, closed);
            }
        }
    }

    /**
     * Acts on one plan and on nothing else.
     *
     * @param plan stored and approved
     * @throws org.keepuntil.control.RunLockedException if another run is under way
     */
    @SuppressWarnings("try") // the lock is held, not used
    public void work(StoredPlan plan, Consumer<Night> closed) throws SQLException {
        try (RunLock ignored = RunLock.take(database)) {
            night.takeUp(plan.run());
            finish(closed);
        }
    }

    /** What was left, and what has been approved since it was planned; the oldest first. */
    private List<Run> begun() {
        return Stream.concat(
                        Runs.of(JdbcClient.create(database)).unfinished().stream(),
                        shelf.approved().stream().map(StoredPlan::run))
                .sorted(Comparator.comparingLong(Run::id))
                .toList();
    }

    private void anew(LocalDate asOf, Consumer<Night> closed) throws SQLException {
        night.begin(asOf);
        try {
            launch();
        } catch (RefusedException e) {
            night.refuse(e.refusal().kind());
            RefusedException refused = new RefusedException(e.refusal(), store(asOf));
            night.sealLog();
            throw refused;
        }
        if (night.waiting() > 0 && !stop.getAsBoolean()) {
            night.leaveWaiting(store(asOf));
        }
        seal(closed);
    }

    /** The plan that approvers look at: the one that waits already, or else a new one of all that is due now. */
    private Optional<StoredPlan> store(LocalDate asOf) {
        return shelf.open().or(() -> shelf.put(asOf, title -> {}).stored());
    }

    /** The lists of keys of closed runs that were cut off before they could drop them. */
    private void dropLists() {
        JdbcClient client = JdbcClient.create(database);
        client.sql("""
                select r.id from keepuntil.run r
                where r.finished_at is not null and to_regclass('keepuntil.candidate_' || r.id) is not null""")
                .query(Long.class)
                .list()
                .forEach(run -> client.sql("select keepuntil.drop_plan(?)")
                        .param(run)
                        .query()
                        .listOfRows());
    }

    private void finish(Consumer<Night> closed) throws SQLException {
        if (night.run().digests().isEmpty()) {
            night.giveUpPlanning();
            night.sealLog();
            return;
        }
        if (night.fits() && night.isApproved()) {
            launch();
        } else {
            // what was planned under another schedule, binding or catalog, or is not approved any more, is not acted
            // on;
            // what is due still will be planned anew
            night.trace();
            night.close(RunState.FAILED);
        }
        seal(closed);
    }

    /** When Spring Batch, too, has written its last row about the run. It is reported whatever comes of sealing. */
    private void seal(Consumer<Night> closed) throws SQLException {
        try {
            night.sealLog();
        } finally {
            closed.accept(night);
        }
    }

    private void launch() {
        JobParameters parameters = new JobParametersBuilder()
                .addLong("run", night.run().id())
                .addLong("epoch", (long) night.run().epoch())
                .toJobParameters();
        try {
            JobExecution execution = operator.start(job, parameters);
            night.rethrow();
            for (Throwable failure : execution.getAllFailureExceptions()) {
                throw failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
            }
        } catch (org.springframework.batch.core.job.JobExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
