package org.keepuntil.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Tries a statement as an account, and takes it back. */
final class Attempt {
    private Attempt() {}

    static void allowed(DataSource account, String sql) throws SQLException {
        assertThat(stateOf(account, sql)).as(sql).isEqualTo("00000");
    }

    static void refused(DataSource account, String sql) throws SQLException {
        assertThat(stateOf(account, sql)).as(sql).isEqualTo("42501");
    }

    private static String stateOf(DataSource account, String sql) throws SQLException {
        try (Connection connection = account.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            try {
                statement.execute(sql);
                return "00000";
            } catch (SQLException e) {
                return String.valueOf(e.getSQLState());
            } finally {
                connection.rollback();
            }
        }
    }
}
