package org.keepuntil.decide;

import org.keepuntil.calendar.Interval;
import org.keepuntil.schedule.Rule;

/** What one rule says of a record. The interval is that of the rule's last stage. */
public record RuleOutcome(Rule rule, Truth applies, Derivation derivation) {
    public Interval interval() {
        return derivation.interval();
    }
}
