package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.keepuntil.approval.Approvals;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Entry;
import org.keepuntil.control.Run;
import org.keepuntil.control.Runs;
import org.keepuntil.schedule.Disposal;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** One disposal transaction (architecture, "One disposal transaction"): wholly done and recorded, or not begun. */
final class Batch {
    /** Whoever works on a row that is to go is hardly waited for: the careful way leaves his record for later. */
    private static final String QUICK_PATIENCE = "set local lock_timeout = '100ms'";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Runs runs;
    private final AuditLog log;
    private final ProgressRows progress;
    private final GateHolds holds;

    Batch(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        // said, not assumed: a role may default to REPEATABLE READ, which would not see a hold that has returned
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.runs = Runs.of(JdbcClient.create(database));
        this.log = AuditLog.of(JdbcClient.create(database));
        this.progress = new ProgressRows(jdbc);
        this.holds = new GateHolds(jdbc);
    }

    /**
     * Disposes of those of the candidates that are still due: the quick way where there is one and nothing is in its way, else the careful
     * one, which yields to each lock that somebody has, record by record.
     */
    private void run(ClassRun run, Slice slice, List<Long> numbers) {
        if (run.dependents().isEmpty() || !isDoneQuickly(run, slice, numbers)) {
            transaction.executeWithoutResult(status -> dispose(run.with(Dependents.NONE), slice, numbers));
        }
    }

    private boolean isDoneQuickly(ClassRun run, Slice slice, List<Long> numbers) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                boolean done = dispose(run, slice, numbers);
                if (!done) {
                    status.setRollbackOnly();
                }
                return done;
            }));
        } catch (UnexpectedRowsException e) {
            return false;
        } catch (DataAccessException e) {
            if (Patience.isServers(Patience.sqlState(e))) {
                throw e;
            }
            // what it was, the careful way finds out, and whose record it is
            return false;
        }
    }

    /** The work that is done in batches of a class. */
    Patience.Work of(ClassRun run, Slice slice) {
        return new Patience.Work() {
            @Override
            public void run(List<Long> numbers) {
                Batch.this.run(run, slice, numbers);
            }

            @Override
            public void setAside(Long number, String reason) {
                fail(run, slice, number, reason);
            }
        };
    }

    /** Sets one candidate aside. */
    private void fail(ClassRun run, Slice slice, Long number, String reason) {
        transaction.executeWithoutResult(status -> {
            begin(run);
            Candidates candidates = Candidates.lock(run, List.of(number), jdbc);
            progress.clearDeferred(run, List.of(number));
            OutcomeRows outcomes = new OutcomeRows(run, candidates);
            outcomes.add(number, Outcome.FAILED, reason);
            outcomes.write(jdbc);
            progress.advance(run, slice, number, 0);
            runs.hold(run.run());
        });
    }

    /** What was put off again and again is given up for this run. */
    void giveUpDeferred(ClassRun run) {
        note(run, () -> progress.giveUpDeferred(run));
    }

    /** Cuts the list into parts that may be worked on at once. */
    void cut(ClassRun run, int parts) {
        note(run, () -> progress.cut(run, parts));
    }

    /** Every part of the list was worked through. */
    void finish(ClassRun run, long planned) {
        note(run, () -> progress.advance(run, new Slice(Slice.WHOLE, 1, planned, planned), planned, 0));
    }

    private void note(ClassRun run, Runnable writing) {
        transaction.executeWithoutResult(status -> {
            begin(run);
            writing.run();
            runs.hold(run.run());
        });
    }

    private void begin(ClassRun run) {
        begin(run.run(), jdbc, runs);
    }

    /** How every transaction begins in which rows are changed. */
    static void begin(Run run, JdbcTemplate jdbc, Runs runs) {
        // 0. The batch yields to the application: with the batch's own time this stays below deadlock_timeout.
        jdbc.execute("set local lock_timeout = '500ms'; set local row_security = off");
        // 1. A runner that has lost its run does not begin; one that loses it now does not get past step 7.
        runs.enter(run);
    }

    /** Returns false where this is not for the quick way. */
    private boolean dispose(ClassRun planned, Slice slice, List<Long> numbers) {
        begin(planned);
        if (!planned.dependents().isEmpty()) {
            jdbc.execute(QUICK_PATIENCE);
        }
        // 2. No hold is placed while the batch is under way, and it sees all that were placed before.
        ClassRun run = holds.pass(planned);
        Approvals.require(run.run(), jdbc);
        TouchedRows before = TouchedRows.read(jdbc);
        // 3. What the decision rests on can't change any more.
        Candidates candidates = Candidates.lock(run, numbers, jdbc);
        Locker locker = new Locker(jdbc);
        candidates.putOff().forEach(locker::putOff);
        run.operands().lockTables(candidates.roots(), locker);
        run.parts().forEach(part -> part.operands().lockTables(candidates.roots(), locker));
        Whole whole = new Whole(run.looked(), jdbc, candidates.roots());
        whole.lock(locker);
        run.operands().lock(candidates.roots(), locker);
        Parts parts = new Parts(run, whole, jdbc);
        parts.lock(locker);
        NamedFiles files = NamedFiles.read(run, whole, jdbc);
        // 4. and 5. Decided again in a new statement, by both evaluators.
        Map<Long, Reevaluation.Verdict> verdicts =
                new Reevaluation(run.work(), run.sql(), run.run().asOf(), jdbc).decideByNumber(candidates.roots());
        parts.decide();
        progress.clearDeferred(run, numbers);
        PackedRecords packed = new PackedRecords(jdbc);
        Sorting sorting = new Sorting(run, candidates, whole, parts, files, packed, verdicts);
        List<Going> groups = sorting.groups(locker);
        if (!run.dependents().isEmpty() && groups.stream().anyMatch(g -> g.kind() != Disposal.DESTROY)) {
            return false;
        }
        sorting.outcomes().write(jdbc);
        // 6. Those that refer first, each count checked; then what the server counted.
        List<Entry> entries = new ArrayList<>();
        Done.Meant meant = Done.Meant.nothing();
        Map<String, Map<String, Long>> touched = new HashMap<>();
        String path = SearchPath.ofApplication(jdbc);
        for (Going going : groups) {
            Done done = deed(going, packed).perform(going);
            Done.add(done.rows(), touched);
            meant.add(done.meant());
            entries.addAll(done.entries());
        }
        jdbc.execute("set constraints all immediate");
        SearchPath.set(path, jdbc);
        TouchedRows.read(jdbc).check(before, meant);
        // Other workers wait for these rows: last of all.
        groups.stream()
                .filter(going -> !packed.areCopies(going.numbers()))
                .forEach(going -> new Statistics(run, jdbc).count(going.numbers(), verdicts));
        progress.touched(run, touched);
        // 8. before 7., because the locks on the run and on the log's head are held to the commit.
        long done = groups.stream().mapToLong(g -> g.numbers().size()).sum();
        progress.advance(run, slice, numbers.get(numbers.size() - 1), done);
        // 7. Whoever takes the run over need not have waited for all of this: now nobody takes it over before the
        // commit.
        runs.hold(run.run());
        if (!entries.isEmpty()) {
            log.append(run.run().id(), entries);
        }
        return true;
    }

    /** Who does an act. */
    private Deed deed(Going going, PackedRecords packed) {
        return switch (going.kind()) {
            case DESTROY -> new Destroy(jdbc, Disposal.DESTROY);
            case TRANSFER -> new Transfer(jdbc, packed);
            case REDACT, ANONYMISE -> new Alter(going.kind(), jdbc);
            case FLAG, REVIEW ->
                throw new IllegalStateException("no batch does " + going.kind().word());
        };
    }
}
