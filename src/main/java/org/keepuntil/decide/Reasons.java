package org.keepuntil.decide;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.keepuntil.calendar.Interval;
import org.keepuntil.calendar.Span;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.schedule.Moment;
import org.keepuntil.schedule.Period;

/** Says in plain words how the day was reached that a period gives. */
final class Reasons {
    private static final String AGE_ACT = "Family Law Reform Act 1969 s.9";

    private final YearStarts years;

    Reasons(YearStarts years) {
        this.years = years;
    }

    /** The value that was used, and the ruling that was applied to it. */
    String because(Period.Counted period, EventDays days, Interval day, Interval eligible) {
        String known = DateWords.known(period.event(), days, day);
        if (day.isExact() && day.latest().isDate()) {
            return known + "; " + ruling(period, day.latest().date());
        }
        return known + "; " + range(eligible, days.values(period.event()));
    }

    private static String range(Interval eligible, List<DateValue> values) {
        boolean notYet = values.stream().anyMatch(DateValue.NotYet.class::isInstance);
        if (eligible.latest().isDate()) {
            return (eligible.earliest().isDate()
                            ? "at the earliest " + DateWords.spelled(eligible.earliest()) + ", "
                            : "")
                    + "at the latest " + DateWords.spelled(eligible.latest());
        }
        if (!eligible.earliest().isDate()) {
            return "so there is no day that can be relied on";
        }
        return "so not before " + DateWords.spelled(eligible.earliest())
                + (notYet ? ", and not until it has happened" : ", and there is no latest day that can be relied on");
    }

    private String ruling(Period.Counted period, LocalDate day) {
        if (period instanceof Period.BeginningWith beginning) {
            return "that day counts as the first; " + over(beginning.spanPhrase(), beginning.span(), day, period, day);
        }
        if (period instanceof Period.After after) {
            return after(after, day);
        }
        Moment moment = ((Period.Until) period).moment();
        return moment instanceof Moment.Of
                ? "it has passed at the start of " + eligible(period, day)
                : midnight(moment, day);
    }

    private String after(Period.After period, LocalDate day) {
        if (period.moment() instanceof Moment.Of) {
            String missing = DateWords.missingDay(day, period.span().months());
            return "that day is not counted; the period of " + period.spanPhrase() + " ends with "
                    + DateWords.spelled(period.eligible(day, years).minusDays(1)) + " ("
                    + (missing.isEmpty() ? "" : missing + ", so the last day of the month counts; ")
                    + "Dodds v Walker 1981); eligible on " + eligible(period, day);
        }
        LocalDate origin = period.moment().passed(day, years);
        return midnight(period.moment(), day) + "; that whole day counts (Matthew v Sedman 2021); "
                + over(period.spanPhrase(), period.span(), origin, period, day);
    }

    /** A period that includes its first day. */
    private String over(String spanPhrase, Span span, LocalDate origin, Period.Counted period, LocalDate day) {
        String missing = DateWords.missingDay(origin, span.months());
        return "the period of " + spanPhrase + " is over at the start of " + eligible(period, day)
                + (missing.isEmpty() ? "" : " (" + missing + ")");
    }

    /** When an age is attained or a year ends: both fall at midnight. */
    private String midnight(Moment moment, LocalDate day) {
        if (moment instanceof Moment.Age age) {
            String missing = DateWords.missingDay(day, 12 * age.years());
            return "the age of " + age.years() + " is attained at the start of " + passed(age, day) + " ("
                    + (missing.isEmpty() ? "" : missing + "; ") + AGE_ACT + ")";
        }
        Moment.EndOfYear end = (Moment.EndOfYear) moment;
        String inner = end.of() instanceof Moment.Of ? "" : midnight(end.of(), day) + "; ";
        String kind = end.kind().name().toLowerCase(Locale.ROOT);
        return inner + "the " + kind + " year of that day is over at the start of " + passed(end, day);
    }

    private String passed(Moment moment, LocalDate day) {
        return DateWords.spelled(moment.passed(day, years));
    }

    private String eligible(Period.Counted period, LocalDate day) {
        return DateWords.spelled(period.eligible(day, years));
    }

    /** Which of several periods decides the latest day; where several give it, the one with the same earliest day too. */
    static String deciding(List<Derivation> members, Interval interval) {
        Comparator<Derivation> sameEarliest =
                Comparator.comparing(member -> member.interval().earliest().equals(interval.earliest()));
        Derivation decides = members.stream()
                .filter(member -> member.interval().latest().equals(interval.latest()))
                .reduce((first, later) -> sameEarliest.compare(later, first) > 0 ? later : first)
                .orElseThrow();
        return "“" + decides.phrase() + "” decides";
    }
}
