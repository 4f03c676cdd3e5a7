package org.keepuntil.decide;

import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Rule;

/**
 * What a stage before the last says of a record.
 *
 * @param number from 1
 * @param says whether the stage says anything: a ladder of which no alternative applies does not
 * @param done whether its act was done
 */
public record StageOutcome(int number, Rule.Stage stage, Truth says, Derivation derivation, boolean done) {
    /** Whether nothing that comes later may happen before this: a person's decision or an acceptance can't be skipped. */
    boolean blocks() {
        return !done && says != Truth.FALSE && isAwaited(stage.then());
    }

    /** The same for a record of which it is not certain that it comes to this stage. */
    StageOutcome as(Truth acts) {
        return new StageOutcome(number, stage, acts, derivation, done);
    }

    private static boolean isAwaited(Disposal then) {
        return then == Disposal.REVIEW || then == Disposal.TRANSFER;
    }
}
