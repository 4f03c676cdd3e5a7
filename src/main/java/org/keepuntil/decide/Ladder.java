package org.keepuntil.decide;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.keepuntil.calendar.Interval;
import org.keepuntil.schedule.Period;
import org.keepuntil.schedule.Period.Alternative;

/**
 * Walks down {@code first that applies}. The walk ends at the first alternative whose condition holds; those whose condition is
 * not known on the way there may apply too, and the interval spans all that may.
 */
final class Ladder {
    private final Periods periods;
    private final Conditions conditions;

    Ladder(Periods periods, Conditions conditions) {
        this.periods = periods;
        this.conditions = conditions;
    }

    PeriodOutcome evaluate(Period.FirstThatApplies ladder) {
        List<Step> steps = walk(ladder.alternatives());
        List<Derivation> may = steps.stream()
                .filter(Step::mayApply)
                .map(step -> step.outcome().derivation())
                .toList();
        Interval interval =
                may.stream().map(Derivation::interval).reduce(Interval::span).orElse(Interval.NEVER);
        boolean waiting = may.stream().anyMatch(Derivation::waiting);
        List<Derivation> parts =
                steps.stream().filter(Step::isReached).map(Step::derivation).toList();
        return new PeriodOutcome(
                says(steps),
                new Derivation(() -> PeriodWords.of(ladder), interval, waiting, () -> because(steps, may), parts));
    }

    private List<Step> walk(List<Alternative> alternatives) {
        List<Step> steps = new ArrayList<>();
        for (Alternative alternative : alternatives) {
            Truth applies = alternative.when().map(conditions::test).orElse(Truth.TRUE);
            steps.add(new Step(alternative, applies, periods.evaluate(alternative.keep())));
            if (applies == Truth.TRUE) {
                break;
            }
        }
        return steps;
    }

    /** Whether the ladder says anything: from the last step up, each either speaks for itself or leaves it to those below. */
    private static Truth says(List<Step> steps) {
        Truth below = Truth.FALSE;
        for (int i = steps.size() - 1; i >= 0; i--) {
            below = steps.get(i).says(below);
        }
        return below;
    }

    private String because(List<Step> steps, List<Derivation> may) {
        String tested = steps.stream()
                .flatMap(step -> step.alternative().when().stream())
                .map(when -> ConditionNotes.note(when, conditions.test(when)) + "; ")
                .collect(Collectors.joining());
        if (may.isEmpty()) {
            return tested + "no alternative applies, so the period says nothing";
        }
        return may.size() == 1 && says(steps) == Truth.TRUE
                ? tested + "so “" + may.get(0).phrase() + "” applies"
                : tested + "so it is not known which applies, and every one counts that may";
    }

    /** An alternative that the walk has reached. */
    private record Step(Alternative alternative, Truth applies, PeriodOutcome outcome) {
        boolean isReached() {
            return applies != Truth.FALSE;
        }

        boolean mayApply() {
            return isReached() && outcome.says() != Truth.FALSE;
        }

        Truth says(Truth below) {
            return switch (applies) {
                case TRUE -> outcome.says();
                case FALSE -> below;
                case UNKNOWN -> outcome.says() == below ? below : Truth.UNKNOWN;
            };
        }

        /** That of the period. Where it only may apply, it says so. */
        Derivation derivation() {
            Derivation keep = outcome.derivation();
            Supplier<String> because =
                    applies == Truth.TRUE ? keep.reason() : () -> "this may apply; " + keep.because();
            return new Derivation(keep.words(), keep.interval(), keep.waiting(), because, keep.parts());
        }
    }
}
