package org.keepuntil.audit.sums;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes to the log what the sums of the control tables are by now. */
public final class ControlSeal {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    /**
     * @param operator connections of the operator's
     */
    public ControlSeal(DataSource operator) {
        this.jdbc = new JdbcTemplate(operator);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(operator));
        // what others have committed while this one waited for its turn has to be seen
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    }

    /**
     * Adds up all changes that were made since the last time, whoever made them, and writes the sums' digests to the log. It reads the
     * changes, not the tables, and writes nothing where there are none.
     */
    public void seal() {
        transaction.executeWithoutResult(status -> jdbc.query("select keepuntil.seal_control()", row -> {}));
    }
}
