package org.keepuntil.docket;

import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Flagged;
import org.keepuntil.control.Run;
import org.keepuntil.control.Runs;
import org.keepuntil.schedule.Rule;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Two statements a rule, however many records. */
final class JdbcFlags implements Flags {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Runs runs;
    private final AuditLog log;
    private final Workload workload;

    JdbcFlags(DataSource database, Workload workload) {
        this.jdbc = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.runs = Runs.of(JdbcClient.create(database));
        this.log = AuditLog.of(JdbcClient.create(database));
        this.workload = workload;
    }

    @Override
    public List<Flagged> apply(Run run) {
        List<Flagged> changes = new ArrayList<>();
        for (Workload.Work work : workload.classes()) {
            for (Rule rule : work.rules()) {
                if (rule.onlyFlags()) {
                    changes.add(transaction.execute(status -> apply(run, work, rule)));
                }
            }
        }
        return changes;
    }

    private Flagged apply(Run run, Workload.Work work, Rule rule) {
        runs.enter(run);
        ClassSql sql = work.sql(run.asOf());
        Sql eligible = Sql.concat(
                "select ",
                sql.key(),
                " as key from ",
                sql.from(),
                " where ",
                Sql.and(sql.ofClass(), sql.flagged(rule)));
        Sql remove = Sql.concat(
                "delete from keepuntil.flag f where f.class = ",
                Sql.of("?", work.name()),
                " and f.rule = ",
                Sql.of("?", rule.id()),
                " and not exists (select 1 from (",
                eligible,
                ") e where e.key = f.key)");
        long removed = jdbc.update(remove.text(), remove.values().toArray());
        Sql add = Sql.concat(
                "insert into keepuntil.flag (class, key, rule, since) select ",
                Sql.of("?, ", work.name()),
                "e.key, ",
                Sql.of("?, ?", rule.id(), run.asOf()),
                " from (",
                eligible,
                ") e on conflict do nothing");
        long added = jdbc.update(add.text(), add.values().toArray());
        Flagged change = new Flagged(run.id(), work.name(), rule.id(), added, removed);
        runs.hold(run);
        if (added + removed > 0) {
            log.append(run.id(), List.of(change));
        }
        return change;
    }
}
