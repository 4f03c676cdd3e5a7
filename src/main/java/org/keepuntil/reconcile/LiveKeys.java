package org.keepuntil.reconcile;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.catalog.Column;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload.Work;

/** The keys of the records of a class that are there now, in their order; they are not kept in memory. */
record LiveKeys(DataSource database, Work work) {
    private static final int AT_A_TIME = 5000;

    /** Takes one after the other, and says whether it wants more. */
    @FunctionalInterface
    interface Reader {
        boolean key(RecordKey key);
    }

    /**
     * Reads them.
     *
     * @param after the key behind which to begin; empty for all
     * @return whether the end was reached
     */
    boolean read(Optional<RecordKey> after, Reader reader) throws SQLException {
        // neither the key nor the class depends on the day
        ClassSql sql = work.sql(LocalDate.EPOCH);
        List<Sql> wanted = new ArrayList<>(List.of(sql.ofClass()));
        after.ifPresent(key -> wanted.add(behind(key)));
        Sql query = Sql.concat(
                "select ",
                sql.key(),
                " from ",
                Identifier.of(work.layout().root()),
                " r where ",
                Sql.and(wanted),
                " order by ",
                sql.keyOrder());
        try (Connection connection = database.getConnection()) {
            boolean automatic = connection.getAutoCommit();
            // without a transaction the driver would take all rows at once
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(query.text())) {
                statement.setFetchSize(AT_A_TIME);
                for (int i = 0; i < query.values().size(); i++) {
                    statement.setObject(i + 1, query.values().get(i));
                }
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        String[] parts = (String[]) row.getArray(1).getArray();
                        if (!reader.key(new RecordKey(List.of(parts)))) {
                            return false;
                        }
                    }
                    return true;
                }
            } finally {
                connection.rollback();
                connection.setAutoCommit(automatic);
            }
        }
    }

    private Sql behind(RecordKey key) {
        List<Column> columns = work.layout().key();
        return new Sql(
                "("
                        + columns.stream().map(c -> Identifier.of("r", c)).collect(Collectors.joining(", "))
                        + ") > ("
                        + columns.stream().map(c -> "?::text::" + c.type()).collect(Collectors.joining(", "))
                        + ")",
                List.copyOf(key.parts()));
    }
}
