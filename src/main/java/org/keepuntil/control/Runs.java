package org.keepuntil.control;

import java.time.Duration;
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
     * @param schedules the texts of the schedules, for a plan that waits; none for a run that goes on at once
     * @param next running, or planned where the plan waits
     * @throws RunTakenOverException if somebody has taken the run over
     */
    Run planned(Run run, PlanDigests digests, String report, List<String> schedules, RunState next);

    /**
     * Makes an unfinished run one's own: whoever still works on it can commit nothing more. Waits for a transaction that is past {@link
     * #hold}; {@link Takeover} does not wait for ever. Only the holder of the {@link RunLock} may call this.
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
     * How a transaction of the run's runner begins: it is announced, and refused if the run is another's. The run is not locked, so that it
     * can be taken over while the transaction is open; {@link #hold} is what keeps the transaction from committing then.
     *
     * @throws RunTakenOverException if somebody has taken the run over or closed it
     */
    default void enter(Run run) {
        enter(run, LONGEST_SILENCE);
    }

    /**
     * The same, for a transaction in which other things are done than asking the database.
     *
     * @param silence how long the client may have nothing to ask before the server ends the transaction
     */
    void enter(Run run, Duration silence);

    /**
     * Announces the transaction of the caller as one of the run's runner: whoever takes the run over finds it and may end it, and the server
     * ends it when its client falls silent, stopped or cut off, so that nobody waits for its locks.
     */
    void announce(long run, Duration silence);

    /**
     * The last thing that a transaction of the runner does before it writes to the log, or commits where it writes nothing there: holds the
     * run, so that nobody takes it over before the transaction ends. Rows are locked in this order everywhere: the gate, records, the run,
     * the head of the log.
     *
     * @throws RunTakenOverException if somebody has taken the run over or closed it
     */
    void hold(Run run);

    /** Within a batch the client only ever thinks for a moment. */
    Duration LONGEST_SILENCE = Duration.ofSeconds(60);

    /** Where files are read, written or removed in between. */
    Duration SILENCE_WITH_FILES = Duration.ofMinutes(30);

    /** From {@link #hold} to the commit the client has nothing more to do: one that is silent there hangs, and a takeover waits for it. */
    Duration SILENCE_BEFORE_COMMIT = Duration.ofSeconds(10);
}
