package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.keepuntil.binding.Layout;
import org.keepuntil.catalog.Column;
import org.keepuntil.decide.Decider;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Standing;
import org.keepuntil.plan.Difference.ClassDifference;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload;
import org.keepuntil.sql.Workload.Work;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * {@link Differences}: one pass over a class, which reads the facts of each record twice, once as each binding has them, and decides it by
 * both schedules.
 */
final class JdbcDifferences implements Differences {
    private static final int FETCH = 2000;

    /** The key, what stands in the way and the place in the order come before the facts. */
    private static final int FIRST_FACT = 5;

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
            for (Work work : classes()) {
                found.add(compare(before.work(work.name()), work, asOf, samples, watched));
            }
        });
        watched.end();
        return new Difference(asOf, found);
    }

    private ClassDifference compare(Work old, Work now, LocalDate asOf, int samples, Watched watched) {
        DifferenceCounter counter = new DifferenceCounter(now, asOf, samples);
        ClassSql oldSql = old.sql(asOf);
        ClassSql nowSql = now.sql(asOf);
        Decider oldDecider = old.decider();
        Decider nowDecider = now.decider();
        int oldFacts = FIRST_FACT + nowSql.factColumns().size() + 1;
        Sql query = query(oldSql, nowSql);
        jdbc.query(
                query.text(),
                row -> {
                    Standing standing = new Standing(row.getBoolean(2), row.getBoolean(3));
                    Decision by = nowDecider.decide(nowSql.readFacts(row, FIRST_FACT), standing, asOf);
                    Decision was = oldDecider.decide(oldSql.readFacts(row, oldFacts), standing, asOf);
                    counter.add(JdbcPlanner.key(row, 1), standing, was, by);
                    watched.saw(now);
                },
                query.values().toArray());
        return counter.result();
    }

    /** Both sides name the record's table r, so the old one stands in a subquery of its own, found by the key. */
    private static Sql query(ClassSql old, ClassSql now) {
        return Sql.concat(
                "select fresh.*, former.* from (select ",
                now.key(),
                " as key, ",
                now.held(),
                " as held, ",
                now.referredTo(),
                " as referred_to, row_number() over (order by ",
                now.keyOrder(),
                ") as n",
                columns(now, "fresh_"),
                " from ",
                now.from(),
                " where ",
                now.ofClass(),
                ") fresh cross join lateral (select 1 as found",
                columns(old, "former_"),
                " from ",
                old.from(),
                " where ",
                Sql.and(old.keyIs("fresh.key"), old.ofClass()),
                ") former order by fresh.n");
    }

    private static Sql columns(ClassSql sql, String alias) {
        Sql columns = Sql.of("");
        int number = 0;
        for (Sql column : sql.factColumns()) {
            columns = Sql.concat(columns, ", ", column, " as " + alias + ++number);
        }
        return columns;
    }
}
