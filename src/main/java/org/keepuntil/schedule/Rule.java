package org.keepuntil.schedule;

import java.util.List;
import java.util.Optional;
import org.keepuntil.source.Place;

/**
 * A rule of a schedule for one class of records.
 *
 * @param when where the rule applies; empty for everywhere
 * @param stages at least one, in the order of the file; a rule without {@code stages:} has one
 * @param noLongerThan a maximum, where the rule sets one
 * @param notice days for which a record is listed before the act
 * @param sendCopy for transfer: the record is kept
 * @param authority the words or the statute that the rule rests on
 */
public record Rule(
        String id,
        String records,
        Optional<Condition> when,
        List<Stage> stages,
        Optional<Period> noLongerThan,
        Optional<String> noLongerThanPhrase,
        Optional<Basis> basis,
        Optional<String> authority,
        Optional<Integer> notice,
        Optional<Integer> decideWithin,
        List<String> statistics,
        boolean sendCopy,
        Place place) {
    /** The days within which a review is to be decided, where the rule does not say. */
    public static final int DECIDE_WITHIN_DAYS = 90;

    public Rule {
        stages = List.copyOf(stages);
        statistics = List.copyOf(statistics);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("a rule has a stage");
        }
    }

    /** Why the law lets the record be kept. */
    public enum Basis {
        STATUTE,
        CLAIMS,
        NEED,
        CONSENT
    }

    /**
     * A period and what happens at its end.
     *
     * @param phrase the period in the words of the file, on one line
     */
    public record Stage(Period keep, String phrase, Disposal then, Place place) {}

    /** The stage by which rules are compared. */
    public Stage lastStage() {
        return stages.get(stages.size() - 1);
    }

    /** Whether the rule only marks records, and so never governs. */
    public boolean onlyFlags() {
        return lastStage().then() == Disposal.FLAG;
    }
}
