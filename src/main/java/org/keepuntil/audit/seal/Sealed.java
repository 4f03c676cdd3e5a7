package org.keepuntil.audit.seal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A checkpoint as the database has it; nothing of it was looked at.
 *
 * @param root in hexadecimal digits
 * @param note what was signed
 * @param run after which it was sealed; empty where it was not after a run
 */
public record Sealed(long size, String root, String note, OptionalLong run, Instant at) {
    /** The newest; empty where the log was never sealed. */
    public static Optional<Sealed> newest(Connection database) throws SQLException {
        return read(database, "order by size desc limit 1").stream().findFirst();
    }

    /** All of them, the oldest first. */
    public static List<Sealed> all(Connection database) throws SQLException {
        return read(database, "order by size");
    }

    private static List<Sealed> read(Connection database, String which) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select size, encode(root, 'hex'), note, run, sealed_at from keepuntil.checkpoint " + which)) {
            List<Sealed> found = new ArrayList<>();
            while (rows.next()) {
                long run = rows.getLong(4);
                boolean none = rows.wasNull();
                found.add(new Sealed(
                        rows.getLong(1),
                        rows.getString(2),
                        rows.getString(3),
                        none ? OptionalLong.empty() : OptionalLong.of(run),
                        rows.getObject(5, OffsetDateTime.class).toInstant()));
            }
            return found;
        }
    }
}
