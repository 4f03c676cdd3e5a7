package org.keepuntil.report;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What became of the records of a class that were planned.
 *
 * @param counts how many had each outcome; one that is not given counts 0
 */
public record Outcomes(long planned, Map<Outcome, Long> counts) {
    public Outcomes {
        Map<Outcome, Long> all = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            all.put(outcome, counts.getOrDefault(outcome, 0L));
        }
        counts = Collections.unmodifiableMap(all);
    }

    public long count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    public long done() {
        return count(Outcome.DONE);
    }

    /** Everything but what was done, added up. */
    public long notDone() {
        return counts.values().stream().mapToLong(Long::longValue).sum() - done();
    }
}
