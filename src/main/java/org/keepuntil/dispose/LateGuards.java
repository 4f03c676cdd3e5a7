package org.keepuntil.dispose;

import java.util.List;
import org.keepuntil.binding.BoundClass;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Step;
import org.keepuntil.control.Run;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;

/** What keeps rows that came late, as it would have kept them with their record. */
final class LateGuards {
    private final JdbcTemplate jdbc;
    private final Run run;
    private final Workload.Work work;
    private final List<Workload.Work> others;

    LateGuards(JdbcTemplate jdbc, Run run, Workload.Work work, Workload workload) {
        this.jdbc = jdbc;
        this.run = run;
        this.work = work;
        this.others = workload.classes().stream()
                .filter(other -> !other.name().equals(work.name()))
                .toList();
    }

    /** Whether a hold covers the whole class, so that nothing of it goes. */
    boolean classIsHeld() {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select 1 from keepuntil.hold where class = ? and key is null and released_at is null)",
                Boolean.class,
                work.name()));
    }

    /** Puts off what a row that stays refers to, and what is a record of its own that a hold covers. */
    void keep(Whole whole, Locker locker) {
        Layout layout = work.layout();
        for (Layout.Edge edge : layout.edges()) {
            if (edge.fate() == BoundClass.Fate.KEEP) {
                Step step = new Step(edge.key(), Step.Direction.TO_CHILDREN, edge.to(), edge.from());
                Places found = locker.lock(whole.rows(edge.to()), step, Locker.Strength.NONE);
                found.rows().forEach(place -> found.owners(place).forEach(locker::putOff));
            }
        }
        for (Workload.Work other : others) {
            if (layout.owns(other.layout().root())) {
                putOffHeld(other.sql(run.asOf()), whole.rows(other.layout().root()), locker);
            }
        }
    }

    private void putOffHeld(ClassSql sql, Places rows, Locker locker) {
        if (rows.isEmpty()) {
            return;
        }
        Sql query = Sql.concat(
                "select r.tableoid::bigint, r.ctid::text from ",
                sql.from(),
                " where ",
                Sql.and(sql.ofClass(), sql.held()),
                " and ",
                rows.isIn("r"));
        jdbc.query(
                query.text(),
                row -> {
                    rows.owners(new RowPlace(row.getLong(1), row.getString(2))).forEach(locker::putOff);
                },
                query.values().toArray());
    }
}
