package org.keepuntil.decide;

/**
 * What is known of a record beside its own facts.
 *
 * @param held whether a hold covers the record
 * @param referredTo whether a record that stays refers to it
 * @param docket what Keepuntil has recorded of it
 */
public record Standing(boolean held, boolean referredTo, Docket docket) {
    /** Nothing stands in the way. */
    public static final Standing CLEAR = new Standing(false, false);

    public Standing(boolean held, boolean referredTo) {
        this(held, referredTo, Docket.EMPTY);
    }
}
