package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;
import org.keepuntil.approval.Approvals;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Step;
import org.keepuntil.catalog.Partition;
import org.keepuntil.catalog.Table;
import org.keepuntil.control.Runs;
import org.keepuntil.sql.Identifier;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One transaction that drops a partition with everything that hangs on its rows: what a batch does, in the order in which a batch does it,
 * over sets. Instead of a lock on each row the partition is locked so that it can only be read. The table itself is locked against everybody
 * for the moment of the DROP alone, which is the very last thing: the log, which a batch locks last, is written just before.
 */
final class PartitionDrop {
    private static final int CHUNK = 20_000;
    private static final int TRIES = 5;
    private static final long MILLIS_BETWEEN = 100;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Runs runs;
    private final AuditLog log;
    private final ProgressRows progress;
    private final DroppedRows dropped;
    private final GateHolds holds;

    PartitionDrop(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.runs = Runs.of(JdbcClient.create(database));
        this.log = AuditLog.of(JdbcClient.create(database));
        this.progress = new ProgressRows(jdbc);
        this.dropped = new DroppedRows(jdbc);
        this.holds = new GateHolds(jdbc);
    }

    /**
     * Drops it.
     *
     * @throws PartitionDecision.StaysException if it is not to be dropped: nothing has happened
     * @throws DataAccessException if the database would not: nothing has happened
     */
    void drop(ClassRun planned, Partition partition) {
        try (EntrySpool spool = EntrySpool.open()) {
            transaction.executeWithoutResult(status -> drop(planned, partition, spool));
        }
    }

    private void drop(ClassRun planned, Partition partition, EntrySpool spool) {
        // 0. to 2. as in any batch
        Batch.begin(planned.run(), jdbc, runs);
        ClassRun run = holds.pass(planned);
        Approvals.require(run.run(), jdbc);
        requireUntouched(run);
        TouchedRows before = TouchedRows.read(jdbc);
        // 3. Nobody writes to the partition, locks a row of it or refers to one, and whoever did has committed.
        PartitionRows rows = new PartitionRows(partition, jdbc);
        jdbc.execute("lock table " + rows.name() + " in exclusive mode nowait");
        requireTheSame(run, partition);
        probe(partition, run.work().layout());
        PartitionShape shape = PartitionShape.of(run.work().layout(), run.sql());
        shape.components().values().forEach(way -> rows.lock(way, true));
        shape.cuts().values().forEach(way -> rows.lock(way, true));
        shape.operands().forEach(rows::lock);
        // 4. and 5. Decided again in a new statement, by both evaluators.
        PartitionDecision decision = new PartitionDecision(run, shape, jdbc, spool::add);
        decision.decide(rows);
        // 6. Those that refer first, each count checked; then what the server counted.
        String path = SearchPath.ofApplication(jdbc);
        Done.Meant meant = remove(shape, rows, decision);
        jdbc.execute("set constraints all immediate");
        SearchPath.set(path, jdbc);
        TouchedRows.read(jdbc).check(before, meant);
        requireCount(rows, decision);
        forget(run, decision.numbers());
        progress.touched(run, decision.counts());
        ProgressRows.Position at = progress.position(run);
        BitSet gone = dropped.of(run.run().id(), run.name());
        gone.or(decision.numbers());
        dropped.write(run, partition, decision.numbers(), at.planned());
        // 8. and 7. as in any batch
        progress.advance(run, gone.nextClearBit(1) - 1L, decision.numbers().cardinality());
        runs.hold(run.run());
        spool.drain(entries -> log.append(run.run().id(), entries));
        drop(partition, rows);
        // what an event trigger may have done
        TouchedRows.read(jdbc).check(before, meant);
    }

    /** Nothing has been done of the list but what went with partitions: no record that has an outcome is counted twice. */
    private void requireUntouched(ClassRun run) {
        boolean outcomes = Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select from keepuntil.outcome where run = ? and class = ?)",
                Boolean.class,
                run.run().id(),
                run.name()));
        if (outcomes
                || progress.position(run).done()
                        != dropped.of(run.run().id(), run.name()).cardinality()) {
            throw new PartitionDecision.StaysException("some of the class have been disposed of one by one");
        }
    }

    /** What was looked at without a lock is so still: its bounds, its name, who may drop it, what stands in the way. */
    private void requireTheSame(ClassRun run, Partition partition) {
        Partition now = PastPartitions.of(run, jdbc).stream()
                .filter(each -> each.oid() == partition.oid())
                .findFirst()
                .orElseThrow(() -> new PartitionDecision.StaysException("it is not there any more"));
        if (!PartitionRows.name(now).equals(PartitionRows.name(partition)) || !PastPartitions.mayGo(now)) {
            throw new PartitionDecision.StaysException("it has changed");
        }
    }

    /**
     * Whether the DROP would have to wait for somebody now: then nothing is begun that would only be undone. What is locked here is free
     * again at once.
     */
    private void probe(Partition partition, Layout layout) {
        jdbc.execute("savepoint before_probe");
        jdbc.execute("lock table only " + PartitionRows.parent(partition) + " in access exclusive mode nowait");
        for (Table table : referring(layout)) {
            jdbc.execute("lock table " + Identifier.of(table) + " in share mode nowait");
        }
        jdbc.execute("rollback to savepoint before_probe");
    }

    /** The tables into which PostgreSQL lets nobody write while it looks whether a row still refers to the partition. */
    private static Set<Table> referring(Layout layout) {
        Set<Table> tables = new LinkedHashSet<>();
        layout.components().forEach(component -> tables.add(component.table()));
        layout.edges().forEach(edge -> tables.add(edge.from()));
        return tables;
    }

    private Done.Meant remove(PartitionShape shape, PartitionRows rows, PartitionDecision decision) {
        Done.Meant meant = Done.Meant.nothing();
        long cut = 0;
        for (Map.Entry<Layout.Edge, List<Step>> each : shape.cuts().entrySet()) {
            Map<Long, Long> touched = rows.unlink(each.getKey(), each.getValue());
            touched.forEach((table, n) -> meant.updated().merge(table, n, Long::sum));
            cut += sum(touched);
        }
        expect(cut, decision.unlinked(), "links were cut");
        List<Table> tables = new ArrayList<>(shape.components().keySet());
        Collections.reverse(tables);
        for (Table table : tables) {
            Map<Long, Long> touched =
                    rows.delete(Objects.requireNonNull(shape.components().get(table)));
            touched.forEach((leaf, n) -> meant.deleted().merge(leaf, n, Long::sum));
            expect(sum(touched), decision.removed(table), "rows were deleted from " + table);
        }
        return meant;
    }

    private static long sum(Map<Long, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void expect(long found, long wanted, String what) {
        if (found != wanted) {
            throw new UnexpectedRowsException(found + " " + what + ", where " + wanted
                    + " were counted. A trigger or a rule of the table did something else.");
        }
    }

    /** Once more, when all triggers of what hung on its rows have done their work. */
    private static void requireCount(PartitionRows rows, PartitionDecision decision) {
        expect(rows.count(), decision.numbers().cardinality(), "rows are in " + rows.partition());
    }

    /** What was recorded of records that are gone goes too. */
    private void forget(ClassRun run, BitSet numbers) {
        List<Long> some = new ArrayList<>();
        for (int n = numbers.nextSetBit(0); n >= 0; n = numbers.nextSetBit(n + 1)) {
            some.add((long) n);
            if (some.size() == CHUNK) {
                progress.forget(run, some);
                progress.answer(run, some);
                some.clear();
            }
        }
        if (!some.isEmpty()) {
            progress.forget(run, some);
            progress.answer(run, some);
        }
    }

    /** DROP is never told to cascade: what else depends on the partition stops it. */
    private void drop(Partition partition, PartitionRows rows) {
        String parent = PartitionRows.parent(partition);
        for (int attempt = 1; ; attempt++) {
            jdbc.execute("savepoint before_drop");
            try {
                jdbc.execute("lock table only " + parent + " in access exclusive mode");
                jdbc.execute("alter table " + parent + " detach partition " + rows.name());
                jdbc.execute("drop table " + rows.name() + " restrict");
                return;
            } catch (DataAccessException e) {
                if (!Patience.sqlState(e).equals(Patience.LOCKED)) {
                    throw e;
                }
                if (attempt == TRIES) {
                    throw new PartitionDecision.StaysException("the table is in use");
                }
                jdbc.execute("rollback to savepoint before_drop");
                Patience.pause(MILLIS_BETWEEN);
            }
        }
    }
}
