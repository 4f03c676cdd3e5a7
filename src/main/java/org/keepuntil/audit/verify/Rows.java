package org.keepuntil.audit.verify;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Values of rows that may have been tampered with: whatever they are, they can be read and compared. */
public final class Rows {
    private static final int AT_A_TIME = 2000;

    private Rows() {}

    /** Takes one row after the other. */
    @FunctionalInterface
    public interface Reader {
        void row(ResultSet row) throws SQLException;
    }

    /** Reads rows, a few at a time, in the transaction of the connection. */
    public static void read(Connection database, String query, Reader reader) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.setFetchSize(AT_A_TIME);
            try (ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                    reader.row(row);
                }
            }
        }
    }

    /** A text; empty for null. */
    public static String text(ResultSet row, String column) throws SQLException {
        return written(row, column).orElse("");
    }

    /** A text, if there is one. */
    public static Optional<String> written(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    /** A number, if there is one. */
    public static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }

    /** A moment to the second, as entries have it, if there is one. */
    public static Optional<Instant> second(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(at -> at.toInstant().truncatedTo(ChronoUnit.SECONDS));
    }

    /** The texts of an array; none for null. */
    public static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null
                ? List.of()
                : Arrays.stream((Object[]) array.getArray())
                        .map(each -> Objects.toString(each, ""))
                        .toList();
    }
}
