package org.keepuntil.dispose;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.keepuntil.control.Run;
import org.keepuntil.control.Runs;
import org.keepuntil.plan.Orphans;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Batch after batch of the values that are kept, oldest first; again and again while older transactions live, for a while. */
final class JdbcLateLinks implements LateLinks {
    private static final int BATCH = 500;
    private static final long MILLIS_BETWEEN = 200;

    private final DataSource database;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Runs runs;
    private final Workload workload;

    JdbcLateLinks(DataSource database, Workload workload) {
        this.database = database;
        this.jdbc = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.runs = Runs.of(JdbcClient.create(database));
        this.workload = workload;
    }

    @Override
    public Map<String, RuntimeException> search(Run run, Duration patience, BooleanSupplier stop) {
        Map<String, RuntimeException> stopped = new HashMap<>();
        long began = System.nanoTime();
        boolean more = true;
        while (more && !stop.getAsBoolean()) {
            // asked before the search: what is free by now is searched for once more
            more = waiting() && System.nanoTime() - began < patience.toNanos();
            workload.classes().forEach(work -> search(run, work, stop, stopped));
            if (more) {
                Patience.pause(MILLIS_BETWEEN);
            }
        }
        transaction.executeWithoutResult(status -> {
            runs.hold(run);
            writeWaiting(run);
        });
        return stopped;
    }

    @Override
    public void countOrphans(Run run) {
        List<Orphans> orphans = Orphans.count(jdbc, workload);
        transaction.executeWithoutResult(status -> {
            runs.hold(run);
            for (Orphans found : orphans) {
                jdbc.update("""
                    insert into keepuntil.link_finding (run, class, link, orphans) values (?, ?, ?, ?)
                    on conflict (run, class, link) do update set orphans = excluded.orphans""", run.id(), found.recordClass(), found.link(), found.rows());
            }
        });
    }

    private void search(Run run, Workload.Work work, BooleanSupplier stop, Map<String, RuntimeException> stopped) {
        LateBatch batch = new LateBatch(database, run, work, workload);
        long after = 0;
        while (!stop.getAsBoolean() && !stopped.containsKey(work.name())) {
            List<Long> numbers = jdbc.queryForList("""
                    select id from keepuntil.gone_value
                    where class = ? and id > ? and gone_in < pg_snapshot_xmin(pg_current_snapshot())
                    order by id limit ?""", Long.class, work.name(), after, BATCH);
            if (numbers.isEmpty()) {
                return;
            }
            try {
                new Patience(batch).run(numbers);
            } catch (UnexpectedRowsException | MissingPrivilegeException e) {
                stopped.put(work.name(), e);
            }
            after = numbers.get(numbers.size() - 1);
        }
    }

    /** Whether an older transaction stands in the way of a search. */
    private boolean waiting() {
        return Boolean.TRUE.equals(jdbc.queryForObject("""
                select exists (select 1 from keepuntil.gone_value
                    where class = any(?) and gone_in >= pg_snapshot_xmin(pg_current_snapshot()))""", Boolean.class, (Object) classes()));
    }

    private String[] classes() {
        return workload.classes().stream().map(Workload.Work::name).toArray(String[]::new);
    }

    private void writeWaiting(Run run) {
        jdbc.update("update keepuntil.link_finding set waiting = 0 where run = ?", run.id());
        jdbc.update("""
                insert into keepuntil.link_finding (run, class, link, waiting)
                select ?, class, link, count(*) from keepuntil.gone_value where class = any(?) group by class, link
                on conflict (run, class, link) do update set waiting = excluded.waiting""", run.id(), classes());
    }
}
