package org.keepuntil.decide;

import java.util.Optional;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Rule;

/**
 * What a rule does next to a record.
 *
 * @param stage the number of the rule's stage, from 1
 * @param decided what a person decided is done instead, where somebody did
 */
public record Act(Rule rule, int stage, Optional<Disposal> decided) {
    /** As the schedule has it. */
    public Act(Rule rule, int stage) {
        this(rule, stage, Optional.empty());
    }

    /** Whether it is the last that the rule asks. */
    public boolean isLast() {
        return stage == rule.stages().size();
    }

    public Disposal then() {
        return decided.orElseGet(() -> rule.stages().get(stage - 1).then());
    }

    /** Whether it hands the record over, which goes once somebody has accepted it. */
    public boolean handsOver() {
        return decided.map(Disposal.TRANSFER::equals).orElseGet(() -> rule.handsOver(stage));
    }

    /** Whether it sends a copy of the record, which stays. */
    public boolean sendsCopy() {
        return decided.isEmpty() && rule.sendsCopy(stage);
    }

    /** The period, in the words of the schedule. */
    public String phrase() {
        return rule.stages().get(stage - 1).phrase();
    }
}
