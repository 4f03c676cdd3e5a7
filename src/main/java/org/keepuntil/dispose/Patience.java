package org.keepuntil.dispose;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.keepuntil.control.RunTakenOverException;
import org.keepuntil.sql.DisagreementException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * What is done about a batch that fails: one that met a lock is tried again; one that a row makes impossible is halved until that row is
 * found and set aside; a right that is missing stops the class; all else ends the run where it is.
 */
final class Patience {
    private static final int ATTEMPTS = 20;
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1000;

    static final String LOCKED = "55P03";

    /** Lock not available, deadlock, serialization failure. */
    private static final Set<String> PASSING = Set.of(LOCKED, "40P01", "40001");

    /** Connection, resources, operator's intervention, system, configuration, internal: nothing that a row is to blame for. */
    private static final Set<String> SERVER = Set.of("08", "53", "57", "58", "F0", "XX", "25", "28");

    private static final Set<String> PRIVILEGES = Set.of("42501");

    /** A transaction over a few of the things that are to be done. */
    interface Work {
        void run(List<Long> numbers);

        /** Leaves one that can't be done, and says why. */
        void setAside(Long number, String reason);
    }

    private final Work work;

    Patience(Work work) {
        this.work = work;
    }

    void run(List<Long> numbers) {
        for (int attempt = 1; ; attempt++) {
            try {
                work.run(numbers);
                return;
            } catch (RunTakenOverException | DisagreementException | UnexpectedRowsException | TransactionException e) {
                throw e;
            } catch (DataAccessException e) {
                String state = sqlState(e);
                if (PASSING.contains(state) && attempt < ATTEMPTS) {
                    pause(Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS * attempt));
                } else if (PRIVILEGES.contains(state)) {
                    throw new MissingPrivilegeException();
                } else if (PASSING.contains(state) || isServers(state)) {
                    throw e;
                } else {
                    setAside(numbers, state);
                    return;
                }
            }
        }
    }

    private void setAside(List<Long> numbers, String state) {
        if (numbers.size() == 1) {
            work.setAside(numbers.get(0), "the database refused it with SQLSTATE " + state);
            return;
        }
        int half = numbers.size() / 2;
        run(numbers.subList(0, half));
        run(numbers.subList(half, numbers.size()));
    }

    /** Whether it is not for a row to blame; whether the transaction was committed is not known then. */
    static boolean isServers(String state) {
        return state.isEmpty() || SERVER.contains(state.substring(0, 2));
    }

    static String sqlState(DataAccessException e) {
        Throwable cause = e.getMostSpecificCause();
        return cause instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", e);
        }
    }
}
