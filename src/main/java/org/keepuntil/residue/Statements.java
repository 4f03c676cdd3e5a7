package org.keepuntil.residue;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Runs what can't be undone half: each statement by itself, and none longer than the window. The server's own words may quote a row. */
final class Statements {
    static final String NO_RIGHT = "42501";

    private static final Set<String> LOCKED = Set.of("55P03", "40P01");
    private static final int ATTEMPTS = 5;
    private static final String CANCELLED = "57014";

    private final JdbcTemplate jdbc;
    private final Hours hours;

    Statements(JdbcTemplate jdbc, Hours hours) {
        this.jdbc = jdbc;
        this.hours = hours;
    }

    /** Why it did not work, as an SQLSTATE; empty where it did. */
    Optional<String> attempt(String sql) {
        for (int attempt = 1; ; attempt++) {
            try {
                long millis = Math.max(1000, hours.left().toMillis());
                jdbc.execute("set statement_timeout = " + millis);
                jdbc.execute("set lock_timeout = " + Math.min(millis, 3000));
                jdbc.execute(sql);
                return Optional.empty();
            } catch (DataAccessException e) {
                String state = state(e);
                if (state.isEmpty() || state.startsWith("08")) {
                    throw e;
                }
                if (!LOCKED.contains(state)
                        || attempt == ATTEMPTS
                        || hours.stop().getAsBoolean()) {
                    return Optional.of(state);
                }
            } finally {
                reset();
            }
        }
    }

    private void reset() {
        jdbc.execute("reset statement_timeout");
        jdbc.execute("reset lock_timeout");
    }

    /** The SQLSTATE in words. */
    static String words(String state) {
        if (LOCKED.contains(state)) {
            return "others have it locked";
        }
        return switch (state) {
            case NO_RIGHT -> "the maintainer lacks a right";
            case CANCELLED -> "the window ended before it was done";
            default -> "the server refused it with SQLSTATE " + state;
        };
    }

    static String state(DataAccessException e) {
        Throwable cause = e.getMostSpecificCause();
        return cause instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
    }
}
