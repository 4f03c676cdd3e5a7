package org.keepuntil.job;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sql.DataSource;
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
    private final BooleanSupplier stop;

    public NightShift(DataSource database, JobOperator operator, Job job, Night night, BooleanSupplier stop) {
        this.database = database;
        this.operator = operator;
        this.job = job;
        this.night = night;
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
            List<Run> left = Runs.of(JdbcClient.create(database)).unfinished();
            for (Run run : left) {
                if (stop.getAsBoolean()) {
                    return;
                }
                lock.renew();
                night.takeUp(run);
                finish(closed);
            }
            if (!stop.getAsBoolean()) {
                lock.renew();
                night.begin(asOf);
                launch();
                closed.accept(night);
            }
        }
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

    private void finish(Consumer<Night> closed) {
        if (night.run().digests().isEmpty()) {
            night.giveUpPlanning();
            return;
        }
        if (night.fits()) {
            launch();
        } else {
            // what was planned under another schedule, binding or catalog is not acted on; what is due still will be
            // planned anew
            night.close(RunState.FAILED);
        }
        closed.accept(night);
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
