package org.keepuntil.control;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/**
 * One installation of the control schema.
 *
 * @param database the name that the database had then
 * @param tokenKeyId which key the record references of the log are made with; empty until a key was made
 */
public record Installation(UUID id, String database, Instant installedAt, Optional<String> tokenKeyId) {
    /** Reads the installation of a database whose control schema is ready. */
    public static Installation read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select id, database_name, installed_at, token_key_id from keepuntil.installation")) {
            row.next();
            return new Installation(
                    row.getObject(1, UUID.class),
                    row.getString(2),
                    row.getObject(3, OffsetDateTime.class).toInstant(),
                    Optional.ofNullable(row.getString(4)));
        }
    }
}
