package org.keepuntil.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * What bindings relied on in the catalog when it was last looked at.
 *
 * @param by the account that a run was of, or that accepted what had changed
 */
public record CatalogSeen(Instant at, String by, List<String> lines) {
    public CatalogSeen {
        lines = List.copyOf(lines);
    }

    /** The last state; empty before the first run, and where the account may not look. */
    public static Optional<CatalogSeen> last(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row =
                    statement.executeQuery("select has_table_privilege('keepuntil.catalog_seen', 'select')")) {
                row.next();
                if (!row.getBoolean(1)) {
                    return Optional.empty();
                }
            }
            try (ResultSet row = statement.executeQuery(
                    "select seen_at, seen_by, lines from keepuntil.catalog_seen order by id desc limit 1")) {
                return row.next()
                        ? Optional.of(new CatalogSeen(
                                row.getObject(1, OffsetDateTime.class).toInstant(), row.getString(2), List.of((String[])
                                        row.getArray(3).getArray())))
                        : Optional.empty();
            }
        }
    }

    /** Writes down, as the operator, a state to which nothing has changed. The database refuses any other. */
    public static void see(Connection connection, List<String> lines) throws SQLException {
        write(connection, "select keepuntil.see_catalog(?)", lines);
    }

    /** Writes down, as the approver, a state that a person has looked at. */
    public static void accept(Connection connection, List<String> lines) throws SQLException {
        write(connection, "select keepuntil.accept_catalog(?)", lines);
    }

    private static void write(Connection connection, String query, List<String> lines) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setArray(1, connection.createArrayOf("text", lines.toArray()));
            statement.execute();
        }
    }
}
