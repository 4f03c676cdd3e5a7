package org.keepuntil.cli;

import java.nio.charset.CharacterCodingException;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.List;

/**
 * A stack trace without what people's records could have put into it. The message of an exception that comes from the database,
 * wraps one, or quotes the value that it could not read is left out; its class, its SQLSTATE and its frames stay.
 */
final class SafeTrace {
    private static final int FRAMES = 60;

    private SafeTrace() {}

    static String of(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        List<Throwable> chain = Failures.chainOf(thrown);
        for (int i = 0; i < chain.size(); i++) {
            text.append(i == 0 ? "" : "Caused by: ").append(headline(chain.get(i)));
            appendFrames(text, chain.get(i).getStackTrace());
        }
        return text.toString();
    }

    /** The class and, where it can hold nothing of a record, the message. */
    static String headline(Throwable thrown) {
        String name = thrown.getClass().getName();
        if (thrown instanceof SQLException sql) {
            return name + " (SQLSTATE " + sql.getSQLState() + ")";
        }
        return thrown.getMessage() == null || quotesValues(thrown)
                ? name
                : name + ": " + Passwords.hide(thrown.getMessage());
    }

    private static boolean quotesValues(Throwable thrown) {
        return Failures.chainOf(thrown).stream()
                .anyMatch(at -> at instanceof SQLException
                        || at instanceof DateTimeException
                        || at instanceof NumberFormatException
                        || at instanceof CharacterCodingException);
    }

    private static void appendFrames(StringBuilder text, StackTraceElement[] frames) {
        text.append(System.lineSeparator());
        for (int i = 0; i < Math.min(FRAMES, frames.length); i++) {
            text.append("\tat ").append(frames[i]).append(System.lineSeparator());
        }
        if (frames.length > FRAMES) {
            text.append("\t… ").append(frames.length - FRAMES).append(" more").append(System.lineSeparator());
        }
    }
}
