package org.keepuntil.plan;

import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A transaction in which every question sees the same moment. */
final class Snapshot {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    Snapshot(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    <T> T in(Function<JdbcTemplate, T> work) {
        T result = transaction.execute(status -> work.apply(jdbc));
        if (result == null) {
            throw new IllegalStateException("no result");
        }
        return result;
    }
}
