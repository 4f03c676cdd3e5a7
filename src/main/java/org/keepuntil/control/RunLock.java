package org.keepuntil.control;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * What keeps two runs of one database apart: an advisory lock that a connection of its own holds for the whole run. PostgreSQL releases
 * it when the process or its machine is gone. Whoever loses it without knowing is stopped by the epoch of the run.
 */
public final class RunLock implements AutoCloseable {
    private static final String KEY = "hashtextextended('keepuntil run ' || current_database(), 0)";
    private static final int SECONDS_TO_ANSWER = 5;

    private final Connection connection;

    private RunLock(Connection connection) {
        this.connection = connection;
    }

    /**
     * Takes the lock, without waiting.
     *
     * @throws RunLockedException if another run has it
     */
    public static RunLock take(DataSource operator) throws SQLException {
        Connection connection = operator.getConnection();
        try {
            connection.setAutoCommit(true);
            if (!answer(connection, "select pg_try_advisory_lock(" + KEY + ")")) {
                throw new RunLockedException();
            }
            // The connection has nothing to do until the run ends, which a server may take for a reason to cut it.
            execute(connection, "set idle_session_timeout = 0");
            return new RunLock(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
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
    public boolean held() throws SQLException {
        return connection.isValid(SECONDS_TO_ANSWER);
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            execute(connection, "reset idle_session_timeout");
            answer(connection, "select pg_advisory_unlock(" + KEY + ")");
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
