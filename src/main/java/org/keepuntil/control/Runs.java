package org.keepuntil.control;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The runs of a database. Each change takes part in the transaction of the caller, where there is one, and is refused to a runner that
 * has lost its run.
 */
public interface Runs {
    /** The runs of the database that the client is connected to, as the operator. */
    static Runs of(JdbcClient database) {
        return new JdbcRuns(database);
    }

    /** A new run, which is being planned. */
    Run begin(LocalDate asOf);

    /** The run of that number. */
    Optional<Run> find(long id);

    /** All runs, the latest first. */
    List<Run> all();

    /** Runs that have begun and not come to an end, the oldest first. */
    List<Run> unfinished();

    /** Plans that are stored and have not been begun, the oldest first. */
    List<Run> stored();

    /**
     * Writes down what was planned, which cannot change from now on.
     *
     * @param report JSON
     * @param next running, or planned where the plan waits
     * @throws RunTakenOverException if somebody has taken the run over
     */
    Run planned(Run run, PlanDigests digests, String report, RunState next);

    /**
     * Makes an unfinished run one's own: a runner that still works on it fails at its next batch. Waits for the batch that it has under
     * way. Only the holder of the {@link RunLock} may call this.
     *
     * @throws RunTakenOverException if the run was closed or taken over since it was read
     */
    Run takeOver(Run run);

    /**
     * Ends the run, or leaves it interrupted.
     *
     * @param message no personal data
     * @throws RunTakenOverException if somebody has taken the run over
     */
    Run end(Run run, RunState state, int exitCode, String message);

    /**
     * Holds the run for the transaction of the caller: nobody can take it over before that ends.
     *
     * @throws RunTakenOverException if somebody has
     */
    void hold(Run run);
}
