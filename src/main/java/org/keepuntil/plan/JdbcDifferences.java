package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.keepuntil.binding.Layout;
import org.keepuntil.catalog.Column;
import org.keepuntil.hold.HoldsNow;
import org.keepuntil.plan.Difference.ClassDifference;
import org.keepuntil.sql.BothEvaluators;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.HoldScopes;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload;
import org.keepuntil.sql.Workload.Work;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * {@link Differences}: one pass over a class, which reads each record twice, once as each binding has it, and has both evaluators decide it by
 * each schedule. So a new schedule on which they differ is found out before it is in force.
 */
final class JdbcDifferences implements Differences {
    private static final int FETCH = 2000;

    /** The first column of the new side: the key and the place in the order come before it. */
    private static final int FRESH = 3;

    private final DataSource database;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate snapshot;
    private final Workload before;
    private final Workload after;

    JdbcDifferences(DataSource database, Workload before, Workload after) {
        this.database = database;
        this.jdbc = new JdbcTemplate(database);
        jdbc.setFetchSize(FETCH);
        this.snapshot = new TransactionTemplate(new JdbcTransactionManager(database));
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
        this.before = before;
        this.after = after;
    }

    /** Where a class is, in words: two places with the same words hold the same rows. */
    static String place(Layout layout) {
        List<String> key = layout.key().stream().map(Column::name).toList();
        return "in " + layout.root() + " with the key " + String.join(", ", key)
                + (layout.where().isEmpty() ? "" : " where " + layout.where());
    }

    @Override
    public List<Work> classes() {
        return after.classes().stream()
                .filter(work -> before.recordClass(work.name()).isPresent())
                .toList();
    }

    @Override
    public Difference find(LocalDate asOf, int samples, Watch watch) {
        Watched watched = new Watched(database, classes(), watch);
        List<ClassDifference> found = new ArrayList<>();
        snapshot.executeWithoutResult(s -> {
            HoldScopes was = HoldsNow.read(jdbc, before.holdGraceDays());
            HoldScopes is = HoldsNow.read(jdbc, after.holdGraceDays());
            for (Work work : classes()) {
                found.add(compare(before.work(work.name()).with(was), work.with(is), asOf, samples, watched));
            }
        });
        watched.end();
        return new Difference(asOf, found);
    }

    private ClassDifference compare(Work old, Work now, LocalDate asOf, int samples, Watched watched) {
        DifferenceCounter counter = new DifferenceCounter(now, asOf, samples);
        ClassSql oldSql = old.sql(asOf);
        ClassSql nowSql = now.sql(asOf);
        BothEvaluators was = new BothEvaluators(old, oldSql, asOf);
        BothEvaluators by = new BothEvaluators(now, nowSql, asOf);
        int former = FRESH + by.width();
        Sql query = query(oldSql, was.columns(), nowSql, by.columns());
        jdbc.query(
                query.text(),
                row -> {
                    counter.add(JdbcPlanner.key(row, 1), was.read(row, former), by.read(row, FRESH));
                    watched.saw(now, 1);
                },
                query.values().toArray());
        return counter.result();
    }

    /** Both sides name the record's table r, so the old one stands in a subquery of its own, found by the key. */
    private static Sql query(ClassSql old, Sql oldColumns, ClassSql now, Sql nowColumns) {
        Sql fresh = Sql.concat(
                "select ",
                now.key(),
                " as key, row_number() over (order by ",
                now.keyOrder(),
                ") as n, ",
                nowColumns,
                " from ",
                now.from(),
                " where ",
                now.ofClass());
        Sql former = Sql.concat(
                "select ", oldColumns, " from ", old.from(), " where ", Sql.and(old.keyIs("fresh.key"), old.ofClass()));
        return Sql.concat(
                "select fresh.*, former.* from (",
                fresh,
                ") fresh cross join lateral (",
                former,
                ") former order by fresh.n");
    }
}
