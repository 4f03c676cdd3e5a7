package org.keepuntil.examples;

import java.time.LocalDate;
import java.util.List;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Truth;

/** Which rules mark a record. */
public final class Marks {
    private Marks() {}

    /** The ids of the rules that mark the record as of the day of the decision, in the order of the schedule. */
    public static List<String> of(Decision decision, LocalDate asOf) {
        return decision.flags().stream()
                .filter(flag ->
                        flag.applies() == Truth.TRUE && flag.interval().latest().isOnOrBefore(asOf))
                .map(flag -> flag.rule().id())
                .toList();
    }
}
