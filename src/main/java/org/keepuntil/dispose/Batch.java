package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.keepuntil.approval.Approvals;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Entry;
import org.keepuntil.control.Run;
import org.keepuntil.control.Runs;
import org.keepuntil.schedule.Disposal;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** One disposal transaction (architecture, "One disposal transaction"): wholly done and recorded, or not begun. */
final class Batch {
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

    /** Disposes of those of the candidates that are still due. */
    private void run(ClassRun run, List<Long> numbers) {
        transaction.executeWithoutResult(status -> dispose(run, numbers));
    }

    /** The work that is done in batches of a class. */
    Patience.Work of(ClassRun run) {
        return new Patience.Work() {
            @Override
            public void run(List<Long> numbers) {
                Batch.this.run(run, numbers);
            }

            @Override
            public void setAside(Long number, String reason) {
                fail(run, number, reason);
            }
        };
    }

    /** Sets one candidate aside. */
    private void fail(ClassRun run, Long number, String reason) {
        transaction.executeWithoutResult(status -> {
            begin(run);
            Candidates candidates = Candidates.lock(run, List.of(number), jdbc);
            progress.clearDeferred(run, List.of(number));
            OutcomeRows outcomes = new OutcomeRows(run, candidates);
            outcomes.add(number, Outcome.FAILED, reason);
            outcomes.write(jdbc);
            progress.advance(run, number, 0);
            runs.hold(run.run());
        });
    }

    /** What was put off again and again is given up for this run. */
    void giveUpDeferred(ClassRun run) {
        transaction.executeWithoutResult(status -> {
            begin(run);
            progress.giveUpDeferred(run);
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

    private void dispose(ClassRun planned, List<Long> numbers) {
        begin(planned);
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
        Whole whole = new Whole(run.work().layout(), jdbc, candidates.roots());
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
        sorting.outcomes().write(jdbc);
        // 6. Those that refer first, each count checked; then what the server counted.
        List<Entry> entries = new ArrayList<>();
        Done.Meant meant = Done.Meant.nothing();
        String path = SearchPath.ofApplication(jdbc);
        for (Going going : groups) {
            if (!packed.areCopies(going.numbers())) {
                new Statistics(run, jdbc).count(going.numbers(), verdicts);
            }
            Done done = deed(going, packed).perform(going);
            progress.touched(run, done.rows());
            meant.add(done.meant());
            entries.addAll(done.entries());
        }
        jdbc.execute("set constraints all immediate");
        SearchPath.set(path, jdbc);
        TouchedRows.read(jdbc).check(before, meant);
        // 8. before 7., because the locks on the run and on the log's head are held to the commit.
        long done = groups.stream().mapToLong(g -> g.numbers().size()).sum();
        progress.advance(run, numbers.get(numbers.size() - 1), done);
        // 7. Whoever takes the run over need not have waited for all of this: now nobody takes it over before the
        // commit.
        runs.hold(run.run());
        if (!entries.isEmpty()) {
            log.append(run.run().id(), entries);
        }
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
