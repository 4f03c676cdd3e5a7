package org.keepuntil.control;

import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes a run one's own although its old runner may hang in the midst of a transaction: its process stopped, its machine paused, its
 * network cut. Until the old transaction is past {@link Runs#hold} there is nothing to wait for, and it can't commit afterwards. Past
 * that it has at most {@link Runs#SILENCE_BEFORE_COMMIT}; a session of the same login is ended sooner.
 */
public final class Takeover {
    private static final int ATTEMPTS = 10;
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Runs runs;
    private final RunnerSessions sessions;

    /**
     * @param operator connections of the operator's
     */
    public Takeover(DataSource operator) {
        this.jdbc = new JdbcTemplate(operator);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(operator));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.runs = Runs.of(JdbcClient.create(operator));
        this.sessions = new RunnerSessions(operator);
    }

    /**
     * Takes the run over and ends what the old runner has open, so that its locks stand in nobody's way. Only the holder of the {@link
     * RunLock} may call this.
     *
     * @throws RunTakenOverException if the run was closed or taken over since it was read
     * @throws RunBlockedException if a transaction of the old runner neither ends nor can be ended
     */
    public Run take(Run left) {
        for (int attempt = 1; ; attempt++) {
            try {
                Run taken = transaction.execute(status -> {
                    jdbc.execute("set local lock_timeout = '2s'");
                    return runs.takeOver(left);
                });
                sessions.end(left.id());
                return taken;
            } catch (DataAccessException e) {
                if (!(e.getMostSpecificCause() instanceof java.sql.SQLException sql)
                        || !LOCK_NOT_AVAILABLE.equals(sql.getSQLState())) {
                    throw e;
                }
                if (attempt == ATTEMPTS) {
                    throw new RunBlockedException(left.id(), sessions.open(left.id()));
                }
                sessions.end(left.id());
            }
        }
    }
}
