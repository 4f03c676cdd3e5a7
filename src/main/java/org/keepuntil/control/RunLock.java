package org.keepuntil.control;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * What keeps two runs of one database apart: an advisory lock that a connection of its own holds for the whole run. PostgreSQL releases
 * it when the process or its machine is gone. It is a lease: the connection asks something again and again, and one that has been silent
 * for {@link #LEASE} is ended by the server, because its process is stopped or its network cut. Whoever loses it without knowing is
 * stopped by the epoch of the run.
 */
public final class RunLock implements AutoCloseable {
    /** Longer than {@link Runs#LONGEST_SILENCE}: when the lock is free, so are the rows that its last holder had locked. */
    static final Duration LEASE = Duration.ofSeconds(90);

    static final String KEY = "hashtextextended('keepuntil run ' || current_database(), 0)";
    private static final int SECONDS_TO_ANSWER = 5;

    private final DataSource operator;
    private final Duration lease;
    private final boolean upgrading;
    private final ScheduledExecutorService heartbeat;
    private final ScheduledFuture<?> beating;

    private Connection connection;

    private RunLock(DataSource operator, Duration lease, boolean upgrading) throws SQLException {
        this.operator = operator;
        this.lease = lease;
        this.upgrading = upgrading;
        this.connection = lock(operator, lease, upgrading);
        this.heartbeat = Executors.newSingleThreadScheduledExecutor(runnable -> {
            Thread thread = new Thread(runnable, "keepuntil run lock");
            thread.setDaemon(true);
            return thread;
        });
        long beat = lease.toMillis() / 6;
        this.beating = heartbeat.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
    }

    /**
     * Takes the lock, without waiting.
     *
     * @throws RunLockedException if another run has it
     * @throws ControlSchemaException if another program has upgraded the control schema in the meantime
     */
    public static RunLock take(DataSource operator) throws SQLException {
        return take(operator, LEASE);
    }

    /**
     * @param lease after what silence the server gives the lock away
     */
    static RunLock take(DataSource operator, Duration lease) throws SQLException {
        return new RunLock(operator, lease, false);
    }

    /**
     * Takes the lock so that no run is under way while the control schema changes.
     *
     * @throws RunLockedException if one is
     */
    static RunLock forUpgrade(DataSource privileged) throws SQLException {
        return new RunLock(privileged, LEASE, true);
    }

    private static Connection lock(DataSource operator, Duration lease, boolean upgrading) throws SQLException {
        Connection connection = operator.getConnection();
        try {
            connection.setAutoCommit(true);
            if (!answer(connection, "select pg_try_advisory_lock(" + KEY + ")")) {
                throw new RunLockedException();
            }
            if (!upgrading) {
                requireVersion(connection);
            }
            execute(connection, "set idle_session_timeout = " + lease.toMillis());
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Whoever has the lock is alone, so the version stays what it is; before, another program may have changed it. */
    private static void requireVersion(Connection connection) throws SQLException {
        try {
            ControlSchema.require(connection);
        } catch (ControlSchemaException e) {
            answer(connection, "select pg_advisory_unlock(" + KEY + ")");
            throw e;
        }
    }

    /** Whether anybody has the lock of that database now. */
    public static boolean isTaken(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return answer(connection, """
                    select exists (select from pg_locks
                        where locktype = 'advisory' and granted and objsubid = 1
                          and database = (select oid from pg_database where datname = current_database())
                          and (classid::bigint << 32 | objid::bigint) =\s""" + KEY + ")");
        }
    }

    /** Whether the connection that holds the lock is still there. */
    public synchronized boolean held() throws SQLException {
        return connection.isValid(SECONDS_TO_ANSWER);
    }

    /**
     * Sees to it that the lock is held before something new is begun: takes it again if it was lost.
     *
     * @throws RunLockedException if another run has it by now
     * @throws ControlSchemaException if another program has upgraded the control schema in the meantime
     */
    public synchronized void renew() throws SQLException {
        if (!held()) {
            connection.close();
            connection = lock(operator, lease, upgrading);
        }
    }

    /** Asking is what tells the server that we are there. What is lost is found by whoever renews the lock. */
    private void beat() {
        try {
            held();
        } catch (SQLException e) {
            heartbeat.shutdown();
        }
    }

    /** Gives the lock back. One that was lost is nobody's failure: what was done under it is committed. */
    @Override
    public synchronized void close() throws SQLException {
        beating.cancel(false);
        heartbeat.shutdownNow();
        try (Connection last = connection) {
            if (held()) {
                execute(last, "reset idle_session_timeout");
                answer(last, "select pg_advisory_unlock(" + KEY + ")");
            }
        }
    }

    private static boolean answer(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getBoolean(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
