package org.keepuntil.decide;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.keepuntil.calendar.Interval;
import org.keepuntil.schedule.Condition;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Period;
import org.keepuntil.schedule.Rule;

/**
 * Why a record has no certain day: what a person has to mend, and what has yet to happen. Only what matters is named: rules that
 * apply or may, and of their periods those that are not over by the as-of date whatever the gap hides.
 *
 * @param missing one clause for each date, fact or condition that is not known, or not well enough
 * @param awaited the events, in the words of the schedule, that have not happened
 */
public record Gaps(List<String> missing, List<String> awaited) {
    public Gaps {
        missing = List.copyOf(missing);
        awaited = List.copyOf(awaited);
    }

    public static Gaps of(Decision decision, Facts facts, LocalDate asOf) {
        Search search = new Search(facts, asOf);
        for (RuleOutcome outcome : decision.rules()) {
            if (outcome.applies() != Truth.FALSE) {
                search.rule(outcome);
            }
        }
        return new Gaps(new ArrayList<>(search.missing), new ArrayList<>(search.awaited));
    }

    /** Walks a rule beside its derivation. */
    private static final class Search {
        private final Set<String> missing = new LinkedHashSet<>();
        private final Set<String> awaited = new LinkedHashSet<>();
        private final EventDays days;
        private final ConditionNotes notes;
        private final LocalDate asOf;

        /** Of the rule at hand: where it is unknown, a ladder that may say nothing matters even if all its periods are over. */
        private Truth applies = Truth.UNKNOWN;

        Search(Facts facts, LocalDate asOf) {
            this.days = new EventDays(facts);
            this.notes = new ConditionNotes(facts);
            this.asOf = asOf;
        }

        void rule(RuleOutcome outcome) {
            Rule rule = outcome.rule();
            rule.when().ifPresent(this::condition);
            for (StageOutcome stage : outcome.before()) {
                if (!stage.done()) {
                    applies = outcome.applies().and(stage.says());
                    period(stage.stage().keep(), stage.derivation());
                }
            }
            applies = outcome.applies();
            period(rule.lastStage().keep(), outcome.derivation());
        }

        private void condition(Condition condition) {
            missing.addAll(notes.unknown(condition));
        }

        private void period(Period period, Derivation derivation) {
            boolean over = derivation.interval().latest().isOnOrBefore(asOf);
            if (over && (applies == Truth.TRUE || period instanceof Period.Counted)) {
                return;
            }
            if (period instanceof Period.Counted counted) {
                event(counted.event());
            } else if (period instanceof Period.LongestOf longest) {
                members(longest.members(), derivation);
            } else if (period instanceof Period.ShortestOf shortest) {
                members(shortest.members(), derivation);
            } else if (period instanceof Period.FirstThatApplies ladder) {
                steps(ladder, derivation);
            } else if (period instanceof Period.UntilUnreferenced) {
                awaited.add("the last reference to the record goes");
            }
        }

        private void members(List<Period> members, Derivation derivation) {
            for (int i = 0; i < members.size(); i++) {
                period(members.get(i), derivation.parts().get(i));
            }
        }

        /** The derivation has a part for each step that applies or may. */
        private void steps(Period.FirstThatApplies ladder, Derivation derivation) {
            Iterator<Derivation> parts = derivation.parts().iterator();
            for (Period.Alternative step : ladder.alternatives()) {
                Truth applies = step.when().map(notes::truth).orElse(Truth.TRUE);
                if (applies != Truth.FALSE && parts.hasNext()) {
                    step.when().ifPresent(this::condition);
                    period(step.keep(), parts.next());
                }
            }
        }

        private void event(Event event) {
            List<DateValue> values = days.values(event);
            if (values.stream().anyMatch(DateValue.NotYet.class::isInstance)) {
                awaited.add(event.phrase());
            }
            values.stream()
                    .filter(DateValue.Unknown.class::isInstance)
                    .map(DateValue.Unknown.class::cast)
                    .forEach(value -> missing.add(event.phrase() + ": " + days.why(event, value)));
            Interval day = days.comparable(event);
            if (!day.isExact() && values.stream().allMatch(DateValue.Known.class::isInstance)) {
                missing.add(event.phrase() + ": known only as " + DateWords.within(day));
            }
        }
    }
}
