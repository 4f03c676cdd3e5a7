package org.keepuntil.decide;

import org.keepuntil.schedule.Rule;

/**
 * What a stage before the last says of a record.
 *
 * @param number from 1
 * @param says whether the stage says anything: a ladder of which no alternative applies does not
 * @param done whether its act was done
 * @param awaited whether what follows can't happen before it
 */
public record StageOutcome(
        int number, Rule.Stage stage, Truth says, Derivation derivation, boolean done, boolean awaited) {
    /** Whether nothing that comes later may happen before this. */
    boolean blocks() {
        return awaited && !done && says != Truth.FALSE;
    }

    /** The same for a record of which it is not certain that it comes to this stage. */
    StageOutcome as(Truth acts) {
        return new StageOutcome(number, stage, acts, derivation, done, awaited);
    }
}
