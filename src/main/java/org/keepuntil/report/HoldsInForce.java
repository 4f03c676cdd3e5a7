package org.keepuntil.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The holds of one kind that are in force.
 *
 * @param kind such as {@code inquiry} or {@code litigation}
 * @param count how many holds; not how many records they cover
 * @param references some or all of them, so that a person can find them
 */
public record HoldsInForce(String kind, long count, List<HoldReference> references) {
    public HoldsInForce {
        references = List.copyOf(references);
    }

    /** A hold's own reference, never a record's, and the day by which it should be looked at again. */
    public record HoldReference(String reference, Optional<LocalDate> reviewBy) {
        boolean reviewPassed(LocalDate asOf) {
            return reviewBy.filter(asOf::isAfter).isPresent();
        }
    }

    List<Check> checks() {
        return Check.ofNone("Holds: " + kind, "references beyond the count", Math.max(0, references.size() - count))
                .stream()
                .toList();
    }
}
