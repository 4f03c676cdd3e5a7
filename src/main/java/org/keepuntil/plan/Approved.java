package org.keepuntil.plan;

import java.time.Instant;
import java.util.Optional;
import org.keepuntil.schedule.Disposal;

/** What is approved of what is due. */
@FunctionalInterface
public interface Approved {
    /** Whatever is due, approved or not: what a plan shows and an approver looks at. */
    Approved EVERYTHING = (recordClass, rule) -> Optional.of(Instant.MAX);

    /** When somebody approved what the rule does; empty where nobody has, or not any more. */
    Optional<Instant> since(String recordClass, String rule);

    /**
     * Whether an act on a record is approved, or needs no approval.
     *
     * @param released when the last hold on the record was released: what was approved before that does not cover it
     */
    default boolean covers(String recordClass, String rule, Disposal act, Optional<Instant> released) {
        return !isNeeded(act)
                || since(recordClass, rule)
                        .filter(at -> released.filter(day -> !day.isBefore(at)).isEmpty())
                        .isPresent();
    }

    /** Whether the act takes something away that cannot be brought back. What is handed over somebody has accepted, which is as good. */
    static boolean isNeeded(Disposal act) {
        return switch (act) {
            case DESTROY, REDACT, ANONYMISE -> true;
            case FLAG, REVIEW, TRANSFER -> false;
        };
    }
}
