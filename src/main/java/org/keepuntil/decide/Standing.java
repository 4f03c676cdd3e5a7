package org.keepuntil.decide;

import java.util.List;

/**
 * What is known of a record beside its own facts.
 *
 * @param held whether a hold covers the record
 * @param referredTo whether a record that stays refers to it
 * @param referredBy what keeps it so, as far as that is known: the names of tables and classes
 * @param docket what Keepuntil has recorded of it
 */
public record Standing(boolean held, boolean referredTo, List<String> referredBy, Docket docket) {
    /** Nothing stands in the way. */
    public static final Standing CLEAR = new Standing(false, false);

    public Standing {
        referredBy = List.copyOf(referredBy);
    }

    /** Where it is known what refers to the record. */
    public Standing(boolean held, List<String> referredBy, Docket docket) {
        this(held, !referredBy.isEmpty(), referredBy, docket);
    }

    /** Where it is only known whether anything refers to the record. */
    public Standing(boolean held, boolean referredTo, Docket docket) {
        this(held, referredTo, List.of(), docket);
    }

    public Standing(boolean held, boolean referredTo) {
        this(held, referredTo, Docket.EMPTY);
    }
}
