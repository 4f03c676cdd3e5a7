package org.keepuntil.report;

import java.util.Locale;

/** How a run ended. */
public enum RunState {
    FINISHED("The run came to the end of its list."),
    INTERRUPTED(
            "The run stopped before the end of its list. What it had committed stays done; the rest was not touched."),
    REFUSED("The run was refused before the first record. Nothing was changed."),
    FAILED("Something unexpected stopped the run. What it had committed stays done; the rest was not touched.");

    private final String meaning;

    RunState(String meaning) {
        this.meaning = meaning;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A sentence or two for a person. */
    public String meaning() {
        return meaning;
    }
}
