package org.keepuntil.decide;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.keepuntil.calendar.Day;
import org.keepuntil.calendar.Interval;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Period;

/** Works out the interval that a period gives for the facts of a record, with its derivation. */
final class Periods {
    private final EventDays days;
    private final Conditions conditions;
    private final YearStarts years;
    private final LocalDate asOf;
    private final Docket docket;
    private final Reasons reasons;

    Periods(Facts facts, Conditions conditions, YearStarts years, LocalDate asOf, Docket docket) {
        this.days = new EventDays(facts);
        this.conditions = conditions;
        this.years = years;
        this.asOf = asOf;
        this.docket = docket;
        this.reasons = new Reasons(years);
    }

    PeriodOutcome evaluate(Period period) {
        if (period instanceof Period.Counted counted) {
            return PeriodOutcome.of(counted(counted));
        }
        if (period instanceof Period.LongestOf longest) {
            return longest(period, evaluateAll(longest.members()));
        }
        if (period instanceof Period.ShortestOf shortest) {
            return shortest(period, evaluateAll(shortest.members()));
        }
        if (period instanceof Period.FirstThatApplies ladder) {
            return new Ladder(this, conditions).evaluate(ladder);
        }
        return PeriodOutcome.of(
                period instanceof Period.UntilUnreferenced ? unreferenced(period) : permanently(period));
    }

    private List<PeriodOutcome> evaluateAll(List<Period> members) {
        return members.stream().map(this::evaluate).toList();
    }

    private Derivation counted(Period.Counted period) {
        Event event = period.event();
        Interval day = days.merged(event, this::interval);
        Interval eligible = day.map(date -> period.eligible(date, years));
        boolean waiting = days.values(event).stream().anyMatch(DateValue.NotYet.class::isInstance);
        return new Derivation(
                period::phrase, eligible, waiting, () -> reasons.because(period, days, day, eligible), List.of());
    }

    private Interval interval(DateValue value) {
        if (value instanceof DateValue.Known known) {
            return known.interval();
        }
        return value instanceof DateValue.NotYet ? new Interval(Day.of(asOf.plusDays(1)), Day.NEVER) : Interval.UNKNOWN;
    }

    private static Derivation permanently(Period period) {
        return new Derivation(
                () -> PeriodWords.of(period),
                Interval.NEVER,
                false,
                () -> "a record that is kept permanently never goes",
                List.of());
    }

    private Derivation unreferenced(Period period) {
        Optional<LocalDate> since = docket.unreferenced();
        return new Derivation(
                () -> PeriodWords.of(period),
                since.map(Interval::on).orElseGet(() -> interval(new DateValue.NotYet())),
                since.isEmpty(),
                () -> since.map(day -> "the last reference to the record had gone when it was looked for on " + day)
                        .orElse("it is not recorded that the last reference to the record went"),
                List.of());
    }

    private static PeriodOutcome longest(Period period, List<PeriodOutcome> members) {
        Interval interval = merged(members, Interval::longest);
        return combined(period, members, interval, isAnyWaiting(members));
    }

    private static PeriodOutcome shortest(Period period, List<PeriodOutcome> members) {
        Interval interval = merged(members, Interval::shortest);
        return combined(period, members, interval, !isBounded(interval) && isAnyWaiting(members));
    }

    private static PeriodOutcome combined(
            Period period, List<PeriodOutcome> members, Interval interval, boolean waiting) {
        List<Derivation> parts = members.stream().map(PeriodOutcome::derivation).toList();
        Truth says = members.stream().map(PeriodOutcome::says).reduce(Truth.TRUE, Truth::and);
        return new PeriodOutcome(
                says,
                new Derivation(
                        () -> PeriodWords.of(period),
                        interval,
                        waiting,
                        () -> Reasons.deciding(parts, interval),
                        parts));
    }

    private static Interval merged(List<PeriodOutcome> members, BinaryOperator<Interval> merge) {
        return members.stream()
                .map(member -> member.derivation().interval())
                .reduce(merge)
                .orElseThrow();
    }

    private static boolean isAnyWaiting(List<PeriodOutcome> members) {
        return members.stream().anyMatch(member -> member.derivation().waiting());
    }

    private static boolean isBounded(Interval interval) {
        return !interval.latest().equals(Day.NEVER);
    }
}
