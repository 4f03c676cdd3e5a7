package org.keepuntil.schedule;

import java.util.Locale;

/** What happens to a record that is eligible, the mildest first: on a tie the milder act governs. */
public enum Disposal {
    /** Marked; never competes with another rule. */
    FLAG,
    REVIEW,
    TRANSFER,
    ANONYMISE,
    REDACT,
    DESTROY;

    /** The word of the schedule. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
