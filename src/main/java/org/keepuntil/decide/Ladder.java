package org.keepuntil.decide;

import java.util.ArrayList;
import java.util.List;
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
        List<Derivation> parts = steps.stream().map(Step::derivation).toList();
        return new PeriodOutcome(
                says(steps), new Derivation(PeriodWords.of(ladder), interval, waiting, because(steps, may), parts));
    }

    private List<Step> walk(List<Alternative> alternatives) {
        List<Step> steps = new ArrayList<>();
        for (Alternative alternative : alternatives) {
            Truth applies = alternative.when().map(conditions::test).orElse(Truth.TRUE);
            steps.add(new Step(PeriodWords.when(alternative), applies, periods.evaluate(alternative.keep())));
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

    private static String because(List<Step> steps, List<Derivation> may) {
        if (may.isEmpty()) {
            return "none of the alternatives applies, so the period says nothing";
        }
        Step last = steps.get(steps.size() - 1);
        if (may.size() == 1 && last.applies() == Truth.TRUE) {
            return "the first that applies: " + last.words();
        }
        return "it is not known which applies: what is given spans all that may";
    }

    /** An alternative that the walk has reached. */
    private record Step(String words, Truth applies, PeriodOutcome outcome) {
        boolean mayApply() {
            return applies != Truth.FALSE && outcome.says() != Truth.FALSE;
        }

        Truth says(Truth below) {
            return switch (applies) {
                case TRUE -> outcome.says();
                case FALSE -> below;
                case UNKNOWN -> outcome.says() == below ? below : Truth.UNKNOWN;
            };
        }

        Derivation derivation() {
            Derivation keep = outcome.derivation();
            String verdict = switch (applies) {
                case TRUE -> "applies";
                case UNKNOWN -> "may apply: its condition is not known";
                case FALSE -> "does not apply";
            };
            return new Derivation(words, keep.interval(), keep.waiting(), verdict, List.of(keep));
        }
    }
}
