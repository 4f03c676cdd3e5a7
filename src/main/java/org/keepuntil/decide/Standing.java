package org.keepuntil.decide;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a record beside its own facts.
 *
 * @param held whether a hold covers the record
 * @param referredTo whether a record that stays refers to it
 * @param referredBy what keeps it so, as far as that is known: the names of tables and classes
 * @param docket what Keepuntil has recorded of it
 * @param released when the last of the holds was released that covered the record: what was approved before does not cover it
 */
public record Standing(
        boolean held, boolean referredTo, List<String> referredBy, Docket docket, Optional<Instant> released) {
    /** Nothing stands in the way. */
    public static final Standing CLEAR = new Standing(false, false);

    public Standing {
        referredBy = List.copyOf(referredBy);
    }

    /** Where it is known what refers to the record. */
    public Standing(boolean held, List<String> referredBy, Docket docket) {
        this(held, referredBy, docket, Optional.empty());
    }

    /** The same of a record on which there were holds. */
    public Standing(boolean held, List<String> referredBy, Docket docket, Optional<Instant> released) {
        this(held, !referredBy.isEmpty(), referredBy, docket, released);
    }

    /** Where it is only known whether anything refers to the record. */
    public Standing(boolean held, boolean referredTo, Docket docket) {
        this(held, referredTo, List.of(), docket, Optional.empty());
    }

    public Standing(boolean held, boolean referredTo) {
        this(held, referredTo, Docket.EMPTY);
    }
}
