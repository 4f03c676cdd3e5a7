package org.keepuntil.report;

import java.util.Optional;
import java.util.regex.Pattern;
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
    private static final Pattern BIRTH =
            Pattern.compile("\\b(age|ages|aged|birth|birthday|born)\\b", Pattern.CASE_INSENSITIVE);

    RuleReport(String id, String phrase, Optional<Disposal> act, Optional<String> authority, long due) {
        this(id, Optional.empty(), phrase, act, authority, due);
    }

    boolean flags() {
        return act.filter(a -> a == Disposal.FLAG).isPresent();
    }

    boolean reviews() {
        return act.filter(a -> a == Disposal.REVIEW).isPresent();
    }

    /** Whether somebody must have approved what it did: something was due, and would be destroyed or changed. */
    boolean needsApproval() {
        return due > 0
                && act.filter(a -> a == Disposal.DESTROY || a == Disposal.REDACT || a == Disposal.ANONYMISE)
                        .isPresent();
    }

    /** Whether its period is counted from a birth. */
    boolean tellsBirth() {
        return BIRTH.matcher(phrase).find();
    }

    /** What a reader calls it. */
    String title() {
        return id + stage.map(number -> ", stage " + number).orElse("");
    }
}
