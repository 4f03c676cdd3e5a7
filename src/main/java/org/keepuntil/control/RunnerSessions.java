package org.keepuntil.control;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The open transactions of whoever works on a run. Each has announced itself with an advisory lock that it shares with others and that
 * nobody waits for; PostgreSQL shows who has it.
 */
final class RunnerSessions {
    /** The advisory lock of the run that is named {@code :run}. */
    static final String KEY = "hashtextextended('keepuntil transaction of run ' || :run, 0)";

    private static final String OPEN = """
            from pg_catalog.pg_locks l
            join pg_catalog.pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'advisory' and l.granted and l.objsubid = 1 and l.pid <> pg_backend_pid()
                and l.database = (select oid from pg_catalog.pg_database where datname = current_database())
                and ((l.classid::bigint << 32) | l.objid::bigint) =\s""" + KEY;

    private static final int MILLIS_TO_DIE = 5000;

    private final JdbcTemplate jdbc;
    private final JdbcClient database;
    private final TransactionTemplate transaction;

    RunnerSessions(DataSource operator) {
        this.jdbc = new JdbcTemplate(operator);
        this.database = JdbcClient.create(operator);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(operator));
    }

    /** The server's processes that have such a transaction open. */
    List<Integer> open(long run) {
        return database.sql("select a.pid " + OPEN + " order by a.pid")
                .param("run", run)
                .query(Integer.class)
                .list();
    }

    /**
     * Ends those that the login itself may end, which are its own and not those of other logins: PostgreSQL asks for no special right
     * there. The others end when the server finds them silent.
     */
    void end(long run) {
        try {
            transaction.executeWithoutResult(status -> {
                // a role that a login works as may not end the login's sessions; the login may
                jdbc.execute("set local role none");
                database.sql("select pg_terminate_backend(a.pid, " + MILLIS_TO_DIE + ") " + OPEN
                                + " and pg_has_role(session_user, a.usesysid, 'usage')")
                        .param("run", run)
                        .query()
                        .listOfRows();
            });
        } catch (DataAccessException e) {
            if (e.getMostSpecificCause() instanceof java.sql.SQLException sql && "42501".equals(sql.getSQLState())) {
                return;
            }
            throw e;
        }
    }
}
