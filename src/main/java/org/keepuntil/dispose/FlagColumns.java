package org.keepuntil.dispose;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.Table;
import org.keepuntil.control.Run;
import org.keepuntil.control.Runs;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload;
import org.keepuntil.sql.Workload.Work;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the column that a binding names under {@code flag} equal to whether a rule marks the record. Only rows that differ are written; one
 * that somebody has locked is left to the next run. Triggers of the application may fire.
 */
public final class FlagColumns {
    private static final int BATCH = 500;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Runs runs;

    public FlagColumns(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.runs = Runs.of(JdbcClient.create(database));
    }

    /** Brings the columns of all classes up to date with the marks; returns how many rows were written, by class. */
    public Map<String, Long> apply(Run run, Workload workload) {
        Map<String, Long> written = new TreeMap<>();
        for (Work work : workload.classes()) {
            work.layout().treated().flag().ifPresent(flag -> {
                long all = 0;
                Integer some = BATCH;
                while (some != null && some > 0) {
                    some = transaction.execute(status -> write(run, work, flag));
                    all += some == null ? 0 : some;
                }
                written.put(work.name(), all);
            });
        }
        return written;
    }

    private int write(Run run, Work work, Column flag) {
        jdbc.execute("set local lock_timeout = '500ms'; set local row_security = off");
        runs.enter(run);
        Table root = work.layout().root();
        ClassSql sql = work.sql(run.asOf());
        Sql marked = Sql.concat(
                "exists (select 1 from keepuntil.flag f where f.class = ",
                Sql.of("?", work.name()),
                " and f.key = ",
                sql.key(),
                ")");
        String column = Identifier.of("r", flag);
        Sql differs = Sql.concat(
                "select r.tableoid::bigint, r.ctid::text from " + Identifier.of(root) + " r where ",
                Sql.and(sql.ofClass(), Sql.concat("coalesce(" + column + ", false) <> ", marked)),
                " limit " + BATCH + " for update of r skip locked");
        Places places = new Places(root);
        jdbc.query(
                differs.text(),
                row -> {
                    places.add(new RowPlace(row.getLong(1), row.getString(2)), Set.of(0L));
                },
                differs.values().toArray());
        if (places.isEmpty()) {
            return 0;
        }
        Sql update = Sql.concat(
                "update " + Identifier.of(root) + " r set " + Identifier.quote(flag.name()) + " = not coalesce("
                        + column + ", false) where ",
                places.isIn("r"));
        int found = jdbc.update(update.text(), update.values().toArray());
        if (found != places.size()) {
            throw new UnexpectedRowsException(found + " rows were marked in " + root + ", where " + places.size()
                    + " were locked. A trigger or a rule of the table did something else.");
        }
        runs.hold(run);
        return found;
    }
}
