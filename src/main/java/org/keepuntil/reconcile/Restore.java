package org.keepuntil.reconcile;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Restored;
import org.keepuntil.audit.tlog.Checkpoint;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes down what somebody found who looked after a backup was restored. */
public record Restore(DataSource database, Clock clock) {
    /**
     * A log that was exported, and goes on otherwise than the one of the database.
     *
     * @param common how many entries both have
     * @param checkpoint the newest of the exported log
     */
    public record Fork(long common, Checkpoint checkpoint) {}

    /** Notes the records, and in the log that it goes on otherwise than another; what was noted before is not noted again. */
    public void note(List<Comeback> found, Optional<Fork> fork) {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        AuditLog log = AuditLog.of(JdbcClient.create(database));
        new TransactionTemplate(new JdbcTransactionManager(database)).executeWithoutResult(status -> {
            Watch.note(found, Optional.empty(), jdbc);
            fork.map(other -> entry(other, found.size()))
                    .filter(entry -> isNews(entry, log))
                    .ifPresent(log::appendRestored);
        });
    }

    private Restored entry(Fork fork, int records) {
        return new Restored(
                fork.common(),
                clock.instant(),
                fork.checkpoint().size(),
                fork.checkpoint().root().toString(),
                records);
    }

    private static boolean isNews(Restored entry, AuditLog log) {
        boolean[] known = {false};
        log.searchActs(
                entry.root(),
                (index, other) -> known[0] |= other instanceof Restored restored
                        && restored.root().equals(entry.root())
                        && restored.common() == entry.common()
                        && restored.records() == entry.records());
        return !known[0];
    }
}
