package org.keepuntil.decide;

/**
 * What stands between an eligible record and its disposal.
 *
 * @param held whether a hold covers the record
 * @param referredTo whether a record that stays refers to it
 */
public record Standing(boolean held, boolean referredTo) {
    /** Nothing stands in the way. */
    public static final Standing CLEAR = new Standing(false, false);
}
