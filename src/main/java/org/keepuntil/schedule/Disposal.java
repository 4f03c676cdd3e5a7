package org.keepuntil.schedule;

import java.util.List;
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

    /** Whether this act leaves nothing for an earlier one to do: who destroys has redacted too. */
    public boolean covers(Disposal earlier) {
        List<Disposal> harsher = List.of(REDACT, ANONYMISE, DESTROY);
        return harsher.contains(earlier) && harsher.indexOf(this) >= harsher.indexOf(earlier);
    }

    /** The word of the schedule. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
