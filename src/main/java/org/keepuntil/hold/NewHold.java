package org.keepuntil.hold;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A hold to be placed.
 *
 * @param key the parts of the record's key in their order; empty for every record of the class
 * @param authority who decided it
 * @param reference where the decision is filed
 * @param reviewOn when somebody should look at it again; a hold never lapses by itself
 */
public record NewHold(
        String recordClass,
        Optional<List<String>> key,
        HoldKind kind,
        String authority,
        Optional<String> reference,
        String reason,
        Optional<LocalDate> reviewOn) {
    public NewHold {
        key = key.map(List::copyOf);
    }
}
