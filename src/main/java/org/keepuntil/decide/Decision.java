package org.keepuntil.decide;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.keepuntil.calendar.Interval;
import org.keepuntil.schedule.Rule;

/**
 * What is to be done with a record as of a day, and why.
 *
 * @param interval when the act falls due: from the earliest to the latest day that this can be
 * @param governing the rule that keeps longest among those that apply or may; empty where none does
 * @param act what is done next, under the governing rule unless the record waits for a stage of another; empty where no rule applies
 * @param rules every rule of the class that competes, in the order of the schedule, applying or not
 * @param flags every rule of the class that only marks, likewise
 * @param open whether the record is open by the binding's {@code open while}; unknown counts as open
 */
public record Decision(
        Status status,
        Interval interval,
        Optional<RuleOutcome> governing,
        Optional<Act> act,
        List<RuleOutcome> rules,
        List<RuleOutcome> flags,
        Truth open) {
    public Decision {
        rules = List.copyOf(rules);
        flags = List.copyOf(flags);
    }

    /** The same with its status. */
    Decision with(Status other) {
        return new Decision(other, interval, governing, act, rules, flags, open);
    }

    /** The same with its status and what is done, which a person may have decided. */
    Decision with(Status other, Act next) {
        return new Decision(other, interval, governing, Optional.of(next), rules, flags, open);
    }

    /** The same of a record that a person keeps. */
    Decision kept(Status other, Interval until) {
        return new Decision(other, until, governing, act, rules, flags, open);
    }

    /** The id of the rule that acts next; that is the governing rule, but for a stage that is awaited. */
    public Optional<String> ruleId() {
        return act.map(Act::rule).map(Rule::id);
    }

    /** The rules that set a maximum which has passed as of the day. */
    public List<RuleOutcome> overstayed(LocalDate asOf) {
        return rules.stream()
                .filter(rule -> rule.applies() == Truth.TRUE)
                .filter(rule -> rule.maximum()
                        .filter(m -> m.interval().latest().isOnOrBefore(asOf))
                        .isPresent())
                .toList();
    }
}
