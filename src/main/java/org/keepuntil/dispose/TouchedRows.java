package org.keepuntil.dispose;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What this transaction has done to the tables of the application, by the server's own count: a cascade or a trigger shows here however
 * quietly it works.
 */
record TouchedRows(Map<Long, Counts> tables) {
    /** Rows inserted, updated and deleted. */
    record Counts(String table, long inserted, long updated, long deleted) {
        Counts minus(Counts other) {
            return new Counts(table, inserted - other.inserted, updated - other.updated, deleted - other.deleted);
        }

        boolean isNothing() {
            return inserted == 0 && updated == 0 && deleted == 0;
        }
    }

    static TouchedRows read(JdbcTemplate jdbc) {
        Map<Long, Counts> tables = new HashMap<>();
        jdbc.query("""
                select relid::bigint, schemaname || '.' || relname, n_tup_ins, n_tup_upd, n_tup_del
                from pg_catalog.pg_stat_xact_user_tables
                where n_tup_ins + n_tup_upd + n_tup_del > 0 and schemaname <> 'keepuntil'""", row -> {
            tables.put(row.getLong(1), new Counts(row.getString(2), row.getLong(3), row.getLong(4), row.getLong(5)));
        });
        return new TouchedRows(tables);
    }

    /**
     * Compares what happened since the earlier reading with what was meant.
     *
     * @param meant what was meant, by table
     * @throws UnexpectedRowsException naming the first table that differs
     * @throws PessimisticLockingFailureException if a row of another transaction's was taken for one that a trigger wrote
     */
    void check(TouchedRows before, Done.Meant meant) {
        Map<Long, Long> deleted = meant.deleted();
        tables.forEach((table, now) -> {
            Counts since = now.minus(Objects.requireNonNullElse(before.tables.get(table), new Counts("", 0, 0, 0)));
            long wantDeleted = deleted.getOrDefault(table, 0L);
            long wantUpdated = meant.updated().getOrDefault(table, 0L);
            long wantInserted = meant.inserted().getOrDefault(table, 0L);
            if (since.inserted() < wantInserted) {
                throw new PessimisticLockingFailureException(
                        "rows came while others went", new SQLException("rows came while others went", "40001"));
            }
            if (since.inserted() != wantInserted || since.updated() != wantUpdated || since.deleted() != wantDeleted) {
                throw new UnexpectedRowsException("In table " + now.table() + " " + since.deleted()
                        + " rows were deleted, "
                        + since.updated() + " updated and " + since.inserted() + " inserted, where " + wantDeleted
                        + ", "
                        + wantUpdated + " and " + wantInserted
                        + " were meant. A trigger or a cascade did more than the binding knows.");
            }
        });
        deleted.forEach((table, count) -> {
            if (count > 0 && !tables.containsKey(table)) {
                throw new UnexpectedRowsException(
                        "The server counts no deleted rows; is track_counts off? Keepuntil can't work without it.");
            }
        });
    }
}
