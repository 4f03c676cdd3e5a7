package org.keepuntil.dispose;

import java.util.List;
import org.keepuntil.binding.BoundClass;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Step;
import org.keepuntil.control.Run;
import org.keepuntil.hold.HoldsNow;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What keeps rows that came late, as it would have kept them with their record. To be made behind the hold gate. Whether a condition would
 * have held for a record that is gone nobody knows, so it does.
 */
final class LateGuards {
    private final JdbcTemplate jdbc;
    private final Run run;
    private final Workload.Work work;
    private final ClassSql sql;
    private final List<Workload.Work> others;

    LateGuards(JdbcTemplate jdbc, Run run, Workload.Work work, Workload workload) {
        this.jdbc = jdbc;
        this.run = run;
        Workload now = workload.with(HoldsNow.read(jdbc, workload.holdGraceDays()));
        this.work = now.work(work.name());
        this.sql = this.work.sql(run.asOf());
        this.others = now.classes().stream()
                .filter(other -> !other.name().equals(work.name()))
                .toList();
    }

    /** Whether a hold covers the whole class, so that nothing of it goes. */
    boolean classIsHeld() {
        Sql query = Sql.concat("select ", sql.classHeld());
        return Boolean.TRUE.equals(
                jdbc.queryForObject(query.text(), Boolean.class, query.values().toArray()));
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
        layout.tables().forEach(table -> putOffFiguring(whole.rows(table), locker));
    }

    /** Rows that are a person on hold, or refer to one. */
    private void putOffFiguring(Places rows, Locker locker) {
        if (rows.isEmpty()) {
            return;
        }
        sql.rowsOfHeldPeople(rows.table(), "c", rows.isIn("c")).ifPresent(query -> putOff(query, rows, locker));
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
        putOff(query, rows, locker);
    }

    private void putOff(Sql query, Places rows, Locker locker) {
        jdbc.query(
                query.text(),
                row -> {
                    rows.owners(new RowPlace(row.getLong(1), row.getString(2))).forEach(locker::putOff);
                },
                query.values().toArray());
    }
}
