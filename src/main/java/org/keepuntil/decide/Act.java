package org.keepuntil.decide;

import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Rule;

/**
 * What a rule does next to a record.
 *
 * @param stage the number of the rule's stage, from 1
 */
public record Act(Rule rule, int stage) {
    /** Whether it is the last that the rule asks. */
    public boolean isLast() {
        return stage == rule.stages().size();
    }

    public Disposal then() {
        return rule.stages().get(stage - 1).then();
    }

    /** The period, in the words of the schedule. */
    public String phrase() {
        return rule.stages().get(stage - 1).phrase();
    }
}
