package org.keepuntil.decide;

import java.util.List;
import java.util.Optional;
import org.keepuntil.calendar.Interval;
import org.keepuntil.schedule.Rule;

/**
 * What is to be done with a record as of a day, and why.
 *
 * @param interval when the record is eligible: from the earliest to the latest day that this can be
 * @param governing the rule that keeps longest among those that apply or may; empty where none does
 * @param rules every rule of the class that competes, in the order of the schedule, applying or not
 * @param flags every rule of the class that only marks, likewise
 * @param open whether the record is open by the binding's {@code open while}; unknown counts as open
 */
public record Decision(
        Status status,
        Interval interval,
        Optional<RuleOutcome> governing,
        List<RuleOutcome> rules,
        List<RuleOutcome> flags,
        Truth open) {
    public Decision {
        rules = List.copyOf(rules);
        flags = List.copyOf(flags);
    }

    /** The id of the governing rule. */
    public Optional<String> ruleId() {
        return governing.map(RuleOutcome::rule).map(Rule::id);
    }
}
