package org.keepuntil.audit.seal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keepuntil.audit.Bundle;
import org.keepuntil.audit.KeyAdded;

/**
 * A public key of the log, as the database has it.
 *
 * @param key as verifiers are given it
 * @param entry where the log says so
 * @param retired empty for the key in force
 */
public record LogKey(String key, long entry, Instant added, Optional<Instant> retired) {
    /** All of them, the oldest first. */
    public static List<LogKey> all(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select vkey, added_entry, added_at, retired_at from keepuntil.log_key order by added_entry")) {
            List<LogKey> keys = new ArrayList<>();
            while (rows.next()) {
                keys.add(new LogKey(
                        rows.getString(1),
                        rows.getLong(2),
                        rows.getObject(3, OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(rows.getObject(4, OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)));
            }
            return keys;
        }
    }

    /** The key that signs now; empty where no key was made yet. */
    public static Optional<String> inForce(Connection database) throws SQLException {
        return all(database).stream()
                .filter(key -> key.retired().isEmpty())
                .map(LogKey::key)
                .findFirst();
    }

    /** Writes down that a key signs from now on, in the log too; as the approver or the owner. */
    public static void add(Connection database, KeyAdded added) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement("select keepuntil.log_key(?, ?)")) {
            statement.setString(1, added.key());
            statement.setBytes(2, Bundle.encode(List.of(added)));
            statement.execute();
        }
    }
}
