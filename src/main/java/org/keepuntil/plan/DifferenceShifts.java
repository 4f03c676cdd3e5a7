package org.keepuntil.plan;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keepuntil.plan.Difference.Shift;

/** By how many days records move. It takes room for each distance, not for each record. */
final class DifferenceShifts {
    private final TreeMap<Long, Long> records = new TreeMap<>();

    void add(long days) {
        records.merge(days, 1L, Long::sum);
    }

    Optional<Shift> shift() {
        if (records.isEmpty()) {
            return Optional.empty();
        }
        long least = records.firstKey();
        long most = records.lastKey();
        return Optional.of(new Shift(median(), Math.abs(least) > Math.abs(most) ? least : most));
    }

    /** The lower one of two in the middle. */
    private long median() {
        long half = (records.values().stream().mapToLong(Long::longValue).sum() + 1) / 2;
        long seen = 0;
        for (Map.Entry<Long, Long> entry : records.entrySet()) {
            seen += entry.getValue();
            if (seen >= half) {
                return entry.getKey();
            }
        }
        throw new IllegalStateException("no shift");
    }
}
