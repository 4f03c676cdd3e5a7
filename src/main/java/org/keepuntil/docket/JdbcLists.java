package org.keepuntil.docket;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.keepuntil.calendar.Bounds;
import org.keepuntil.calendar.Rulings;
import org.keepuntil.calendar.Span;
import org.keepuntil.control.Run;
import org.keepuntil.control.Runs;
import org.keepuntil.hold.HoldsNow;
import org.keepuntil.schedule.Rule;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A few statements a class; only records of which the dates of several rules have to be compared are read one by one. */
final class JdbcLists implements Lists {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Runs runs;
    private final Workload workload;
    private final Clock clock;

    JdbcLists(DataSource database, Workload workload, Clock clock) {
        this.jdbc = new JdbcTemplate(database);
        jdbc.setFetchSize(ListRows.BATCH);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.runs = Runs.of(JdbcClient.create(database));
        this.workload = workload;
        this.clock = clock;
    }

    @Override
    public List<Listed> apply(Run run) {
        List<Listed> listed = new ArrayList<>();
        Workload now = workload.with(HoldsNow.read(jdbc, workload.holdGraceDays()));
        for (Workload.Work work : now.classes()) {
            ClassSql sql = work.sql(run.asOf());
            if (sql.hasLists()) {
                transaction.executeWithoutResult(status -> {
                    runs.enter(run);
                    if (sql.ruleHasLists() || isAnythingListed(work)) {
                        ListRows rows = new ListRows(jdbc, work, sql, run.asOf(), Recorded.on(run, work, clock));
                        rows.dropVoid();
                        rows.addClear();
                        rows.addUnclear();
                    }
                    listed.add(count(work, run.asOf()));
                    runs.hold(run);
                });
            }
        }
        return listed;
    }

    /** Without a rule that lists, only what has appeared since an anonymisation is listed, and only what is listed is taken off. */
    private boolean isAnythingListed(Workload.Work work) {
        return Boolean.TRUE.equals(jdbc.queryForObject("""
                select exists (select from keepuntil.stage where class = ? and appeared_on is not null)
                    or exists (select from keepuntil.review where class = ?)
                    or exists (select from keepuntil.notice where class = ?)""", Boolean.class, work.name(), work.name(), work.name()));
    }

    private Listed count(Workload.Work work, LocalDate asOf) {
        long overdue = 0;
        for (Rule rule : work.rules()) {
            int days = rule.decideWithin().orElse(Rule.DECIDE_WITHIN_DAYS);
            Optional<LocalDate> since = Bounds.latestDue(day -> Rulings.after(day, new Span(0, days)), asOf);
            overdue += since.map(day -> count(
                            "select count(*) from keepuntil.review where class = ? and rule = ? and since <= ?",
                            work.name(),
                            rule.id(),
                            day))
                    .orElse(0L);
        }
        return new Listed(
                work.name(),
                count("select count(*) from keepuntil.review where class = ?", work.name()),
                overdue,
                count("select count(*) from keepuntil.notice where class = ?", work.name()));
    }

    private long count(String sql, Object... values) {
        Long count = jdbc.queryForObject(sql, Long.class, values);
        return count == null ? 0 : count;
    }
}
