package org.keepuntil.plan;

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
import org.keepuntil.sql.Workload;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/** {@link RecordKeys} in the record's own table. */
final class JdbcRecordKeys implements RecordKeys {
    private final JdbcTemplate jdbc;
    private final Workload.Work work;

    JdbcRecordKeys(DataSource database, Workload.Work work) {
        this.jdbc = new JdbcTemplate(database);
        this.work = work;
    }

    @Override
    public Optional<RecordKey> asWritten(RecordKey given) {
        List<Column> columns = work.layout().key();
        if (given.parts().size() != columns.size()) {
            return Optional.empty();
        }
        ClassSql sql = sql();
        String casts =
                columns.stream().map(column -> "?::" + column.type() + "::text").collect(Collectors.joining(", "));
        String[] parts = given.parts().toArray(String[]::new);
        List<Object> values = new ArrayList<>(given.parts());
        values.add(parts);
        try {
            // 1.5 is the record 1.50, if that is what its row says
            return jdbc
                    .query(
                            "select coalesce((select " + sql.key().text() + " from "
                                    + Identifier.of(work.layout().root()) + " r where "
                                    + sql.keyIs("k.parts").text() + " limit 1), array[" + casts
                                    + "]) from (select ?::text[] as parts) k",
                            (row, n) -> JdbcPlanner.key(row, 1),
                            values.toArray())
                    .stream()
                    .findFirst();
        } catch (DataIntegrityViolationException notOfTheKeysType) {
            return Optional.empty();
        }
    }

    @Override
    public boolean exists(RecordKey key) {
        ClassSql sql = sql();
        Sql query = Sql.concat(
                "select 1 from ",
                Identifier.of(work.layout().root()),
                " r where ",
                Sql.and(Sql.of(sql.keyIs("k.parts").text()), sql.ofClass()));
        List<Object> values = new ArrayList<>();
        values.add(key.parts().toArray(String[]::new));
        values.addAll(query.values());
        return !jdbc.queryForList(
                        "select 1 from (select ?::text[] as parts) k where exists (" + query.text() + ")",
                        Integer.class,
                        values.toArray())
                .isEmpty();
    }

    /** The key does not depend on the day. */
    private ClassSql sql() {
        return work.sql(LocalDate.EPOCH);
    }
}
