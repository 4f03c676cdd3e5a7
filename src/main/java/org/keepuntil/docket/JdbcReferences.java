package org.keepuntil.docket;

import java.time.Clock;
import javax.sql.DataSource;
import org.keepuntil.control.Run;
import org.keepuntil.control.Runs;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Three statements a class, however many records. */
final class JdbcReferences implements References {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Runs runs;
    private final Workload workload;
    private final Clock clock;

    JdbcReferences(DataSource database, Workload workload, Clock clock) {
        this.jdbc = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.runs = Runs.of(JdbcClient.create(database));
        this.workload = workload;
        this.clock = clock;
    }

    @Override
    public void record(Run run) {
        for (Workload.Work work : workload.classes()) {
            ClassSql sql = work.sql(run.asOf());
            if (sql.waitsForReferences()) {
                transaction.executeWithoutResult(status -> {
                    runs.enter(run);
                    record(run, work, sql);
                    runs.hold(run);
                });
            }
        }
    }

    private void record(Run run, Workload.Work work, ClassSql sql) {
        Sql ofClass = Sql.of("?", work.name());
        Sql referred = Sql.concat(
                "select ", sql.key(), " as key from ", sql.from(), " where ", Sql.and(sql.ofClass(), sql.referredTo()));
        Sql records = Sql.concat("select ", sql.key(), " as key from ", sql.from(), " where ", sql.ofClass());
        // a record to which something refers, for the first time or again
        update(Sql.concat(
                "insert into keepuntil.reference as r (class, key) select ",
                ofClass,
                ", e.key from (",
                referred,
                ") e on conflict (class, key) do update set gone_on = null where r.gone_on is not null"));
        update(Sql.concat(
                "update keepuntil.reference r set gone_on = ",
                Sql.of("?", Recorded.on(run, work, clock)),
                " where r.class = ",
                ofClass,
                " and r.gone_on is null and not exists (select 1 from (",
                referred,
                ") e where e.key = r.key)"));
        update(Sql.concat(
                "delete from keepuntil.reference r where r.class = ",
                ofClass,
                " and not exists (select 1 from (",
                records,
                ") e where e.key = r.key)"));
    }

    private void update(Sql sql) {
        jdbc.update(sql.text(), sql.values().toArray());
    }
}
