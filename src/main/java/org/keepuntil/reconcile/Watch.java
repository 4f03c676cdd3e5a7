package org.keepuntil.reconcile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Returned;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.control.RowSet;
import org.keepuntil.control.Run;
import org.keepuntil.control.Runs;
import org.keepuntil.sql.Workload;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks in every run whether a record is there again of which the log says that it is gone, for a bounded time: the next run goes on. */
public final class Watch {
    private static final int ENTRIES_IN_A_BUNDLE = 5000;

    private final DataSource database;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Workload workload;
    private final TokenKey key;

    public Watch(DataSource database, Workload workload, TokenKey key) {
        this.database = database;
        this.jdbc = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        this.workload = workload;
        this.key = key;
    }

    /**
     * What came of it in a class.
     *
     * @param found how many records are there again
     * @param whole whether the end of the class was reached
     */
    public record Watched(String recordClass, long looked, long found, boolean whole) {}

    /**
     * Looks, and writes down what was found.
     *
     * @param most how long it may take for all classes together
     */
    public List<Watched> look(Run run, Duration most, BooleanSupplier stop) {
        long end = System.nanoTime() + most.toNanos();
        BooleanSupplier enough = () -> stop.getAsBoolean() || System.nanoTime() - end > 0;
        List<Watched> watched = new ArrayList<>();
        try {
            Search search = Search.in(database, key, new OwnLog(database));
            for (Workload.Work work : workload.classes()) {
                if (search.concerns(work) && !enough.getAsBoolean()) {
                    Search.Found found = search.look(work, reached(run, work), enough);
                    write(run, work, found);
                    watched.add(new Watched(
                            work.name(),
                            found.looked(),
                            found.records().size(),
                            found.reached().isEmpty()));
                }
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the records that are there could not be read", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return watched;
    }

    /** Where the last run stopped that looked; empty where it had come to the end. */
    private Optional<RecordKey> reached(Run run, Workload.Work work) {
        return jdbc
                .query(
                        "select reached from keepuntil.watch where class = ? and run < ? order by run desc limit 1",
                        (row, n) -> Optional.ofNullable(row.getArray(1)),
                        work.name(),
                        run.id())
                .stream()
                .flatMap(Optional::stream)
                .map(Watch::key)
                .findFirst();
    }

    private static RecordKey key(Array parts) {
        try {
            return new RecordKey(List.of((String[]) parts.getArray()));
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("a key could not be read", e);
        }
    }

    /** What an earlier run has found already is not said once more. */
    private void write(Run run, Workload.Work work, Search.Found found) {
        Runs runs = Runs.of(JdbcClient.create(database));
        AuditLog log = AuditLog.of(JdbcClient.create(database));
        transaction.executeWithoutResult(status -> {
            runs.enter(run);
            jdbc.update(
                    """
                    insert into keepuntil.watch (run, class, looked, found, reached) values (?, ?, ?, ?, ?)
                    on conflict do nothing""",
                    run.id(),
                    work.name(),
                    found.looked(),
                    found.records().size(),
                    found.reached()
                            .map(reached -> reached.parts().toArray(String[]::new))
                            .orElse(null));
            List<Returned> news = note(found.records(), Optional.of(run.id()), jdbc).stream()
                    .map(each ->
                            new Returned(run.id(), work.name(), each.disposal().reference(), each.entry()))
                    .toList();
            runs.hold(run);
            for (int from = 0; from < news.size(); from += ENTRIES_IN_A_BUNDLE) {
                log.append(run.id(), news.subList(from, Math.min(news.size(), from + ENTRIES_IN_A_BUNDLE)));
            }
        });
    }

    /** Writes down that records are there again; returns those of which it is news. */
    static List<Comeback> note(List<Comeback> found, Optional<Long> run, JdbcTemplate jdbc) {
        RowSet rows = RowSet.of("class text", "reference text", "entry bigint", "run bigint");
        found.forEach(each ->
                rows.add(each.disposal().recordClass(), each.disposal().reference(), each.entry(), run.orElse(null)));
        // a log from before a restore has other entries under the same numbers
        Set<String> known = new HashSet<>(jdbc.queryForList(
                "select entry || ' ' || reference from keepuntil.returned where entry = any (?)", String.class, (Object)
                        found.stream().map(Comeback::entry).toArray(Long[]::new)));
        rows.update(jdbc, """
                insert into keepuntil.returned (class, reference, entry, run)
                select class, reference, entry, run from {rows} r on conflict do nothing""");
        return found.stream()
                .filter(each ->
                        !known.contains(each.entry() + " " + each.disposal().reference()))
                .toList();
    }
}
