package org.keepuntil.report;

import java.util.Optional;
import org.keepuntil.schedule.Disposal;

/**
 * A rule as the report quotes it.
 *
 * @param phrase the period in the schedule's own words; may have several lines
 * @param act what happens at the end of the period; empty where the period never ends
 * @param authority what the schedule says the rule rests on
 * @param due records that the plan listed under this rule; for a rule that flags, those that the plan found eligible for its mark
 */
public record RuleReport(String id, String phrase, Optional<Disposal> act, Optional<String> authority, long due) {
    boolean flags() {
        return act.filter(a -> a == Disposal.FLAG).isPresent();
    }
}
