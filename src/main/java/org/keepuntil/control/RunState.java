package org.keepuntil.control;

import java.util.Locale;

/** How far a run has come. */
public enum RunState {
    PLANNING,
    /** Stored, and waits for an approver. */
    PLANNED,
    RUNNING,
    /** Did what it could, with or without records that it had to leave. */
    FINISHED,
    /** Stopped before its end; the next run takes it up. */
    INTERRUPTED,
    /** Could not go on, and is not taken up again. */
    FAILED,
    /** Was not allowed to touch a row. */
    REFUSED;

    /** Whether nothing about the run changes any more. */
    public boolean closed() {
        return this == FINISHED || this == FAILED || this == REFUSED;
    }

    /** The word of the tables and of the log. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RunState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
