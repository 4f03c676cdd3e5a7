package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.List;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.hold.HoldsNow;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload.Work;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which holds cover a record, those too that were released and still keep it. */
public final class CoveringHolds {
    private CoveringHolds() {}

    /** Their numbers, in order; none where there is no such record. */
    public static List<Long> of(JdbcTemplate jdbc, Work work, RecordKey key, LocalDate asOf) {
        ClassSql sql =
                work.with(HoldsNow.read(jdbc, work.schedule().holdGraceDays())).sql(asOf);
        Sql query = Sql.concat(
                "select ",
                sql.holds(),
                " from (select ",
                Sql.of("?::text[]", (Object) key.parts().toArray(String[]::new)),
                " as parts) k join " + Identifier.of(work.layout().root()) + " r on ",
                Sql.and(sql.keyIs("k.parts"), sql.ofClass()));
        return jdbc
                .query(
                        query.text(),
                        (row, n) -> List.of((Long[]) row.getArray(1).getArray()),
                        query.values().toArray())
                .stream()
                .findFirst()
                .orElse(List.of());
    }
}
