package org.keepuntil.hold;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A hold to be placed.
 *
 * @param authority who decided it
 * @param reference where the decision is filed
 * @param reviewOn when somebody should look at it again; a hold never lapses by itself
 * @param owner who looks after it
 */
public record NewHold(
        Scope scope,
        HoldKind kind,
        String authority,
        Optional<String> reference,
        String reason,
        Optional<LocalDate> reviewOn,
        Optional<String> owner) {
    /**
     * One on a record, or on every record of a class, that nobody looks after.
     *
     * @param key the parts of the record's key in their order; empty for every record of the class
     */
    public NewHold(
            String recordClass,
            Optional<List<String>> key,
            HoldKind kind,
            String authority,
            Optional<String> reference,
            String reason,
            Optional<LocalDate> reviewOn) {
        this(
                key.<Scope>map(parts -> new Scope.OfRecord(recordClass, parts)).orElse(new Scope.OfClass(recordClass)),
                kind,
                authority,
                reference,
                reason,
                reviewOn,
                Optional.empty());
    }
}
