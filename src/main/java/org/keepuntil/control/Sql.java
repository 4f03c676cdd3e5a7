package org.keepuntil.control;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Small things about SQL that cannot be bound. */
final class Sql {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private Sql() {}

    /** A name as an identifier. */
    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text as a constant; standard_conforming_strings is on wherever Keepuntil runs. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Whether PostgreSQL said "permission denied" somewhere down the line. */
    static boolean isDenied(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && INSUFFICIENT_PRIVILEGE.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
