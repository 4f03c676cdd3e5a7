package org.keepuntil.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
 * @param approval how what the rule destroys or changes is approved
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
        Approval approval,
        Place place) {
    /** The days within which a review is to be decided, where the rule does not say. */
    public static final int DECIDE_WITHIN_DAYS = 90;

    /** How a statistic begins that counts by the year of an event. */
    public static final String YEAR_OF = "year of ";

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

    /** How an approver lets a rule destroy or change records. */
    public enum Approval {
        /** Each list of records by itself. */
        EACH_PLAN,
        /** Once, for as long as schedule, binding and tables stay as they are, a year at most. */
        STANDING;

        /** The words of the schedule. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
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

    /**
     * Whether what follows a stage can't happen before it: what a person decides or accepts, and an act that the next one would not make
     * up for.
     *
     * @param stage from 1, not the last
     */
    public boolean isAwaited(int stage) {
        return !stages.get(stage).then().covers(stages.get(stage - 1).then());
    }

    /**
     * Whether a stage hands the record over, which goes once somebody has accepted it.
     *
     * @param stage from 1
     */
    public boolean handsOver(int stage) {
        return stages.get(stage - 1).then() == Disposal.TRANSFER && !sendCopy;
    }

    /**
     * Whether a stage sends a copy of the record, which stays.
     *
     * @param stage from 1
     */
    public boolean sendsCopy(int stage) {
        return stages.get(stage - 1).then() == Disposal.TRANSFER && sendCopy;
    }

    /**
     * The stages any of which, once done, leaves nothing of a stage to do: itself, and those after it that make up for it.
     *
     * @param stage from 1
     */
    public List<Integer> coveredBy(int stage) {
        List<Integer> covering = new ArrayList<>(List.of(stage));
        for (int next = stage; next < stages.size() && !isAwaited(next); next++) {
            covering.add(next + 1);
        }
        return covering;
    }

    /**
     * What a stage asks, in words. What was recorded of it holds no longer than these: another act or another period is another stage,
     * whatever its number.
     *
     * @param stage from 1
     */
    public String asked(int stage) {
        Stage asked = stages.get(stage - 1);
        return asked.phrase() + ": " + (sendCopy ? "send copy, " : "")
                + asked.then().word();
    }

    /** The same, where a condition holds and none other. */
    Rule where(Condition condition) {
        return with(Optional.of(condition), stages);
    }

    /** The same with other stages. */
    public Rule with(List<Stage> others) {
        return with(when, others);
    }

    private Rule with(Optional<Condition> condition, List<Stage> others) {
        return new Rule(
                id,
                records,
                condition,
                others,
                noLongerThan,
                noLongerThanPhrase,
                basis,
                authority,
                notice,
                decideWithin,
                statistics,
                sendCopy,
                approval,
                place);
    }

    /** Whether the rule only marks records, and so never governs. */
    public boolean onlyFlags() {
        return lastStage().then() == Disposal.FLAG;
    }
}
