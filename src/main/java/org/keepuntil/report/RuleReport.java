package org.keepuntil.report;

import java.util.Optional;
import org.keepuntil.schedule.Disposal;

/**
 * A rule as the report quotes it, or a stage of one: a stage has a period, an act and a count of its own.
 *
 * @param stage from 1; empty where the rule has one alone
 * @param phrase the period in the schedule's own words; may have several lines
 * @param act what happens at the end of the period; empty where the period never ends
 * @param authority what the schedule says the rule rests on
 * @param due records that the plan listed under this rule; for a rule that flags, those that the plan found eligible for its mark
 */
public record RuleReport(
        String id,
        Optional<Integer> stage,
        String phrase,
        Optional<Disposal> act,
        Optional<String> authority,
        long due) {
    RuleReport(String id, String phrase, Optional<Disposal> act, Optional<String> authority, long due) {
        this(id, Optional.empty(), phrase, act, authority, due);
    }

    boolean flags() {
        return act.filter(a -> a == Disposal.FLAG).isPresent();
    }

    boolean reviews() {
        return act.filter(a -> a == Disposal.REVIEW).isPresent();
    }

    /** What a reader calls it. */
    String title() {
        return id + stage.map(number -> ", stage " + number).orElse("");
    }
}
