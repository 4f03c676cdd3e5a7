package org.keepuntil.decide;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.keepuntil.calendar.Day;
import org.keepuntil.calendar.Interval;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Person;

/** Dates in words: those of a record as ISO dates, those that were worked out spelled out. */
final class DateWords {
    /** English in whatever locale the program runs. */
    private static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");

    private DateWords() {}

    /** {@code 1 March 2029}. */
    static String spelled(LocalDate date) {
        return date.getDayOfMonth() + " " + MONTHS.get(date.getMonthValue() - 1) + " " + date.getYear();
    }

    /** {@code 1 March 2029}, or {@code never}. */
    static String spelled(Day day) {
        return day.isDate() ? spelled(day.date()) : day.toString();
    }

    /** {@code 30 February does not exist in 2026}, where the month reached has no such day; else empty. */
    static String missingDay(LocalDate from, int months) {
        YearMonth month = YearMonth.from(from).plusMonths(months);
        return month.isValidDay(from.getDayOfMonth())
                ? ""
                : from.getDayOfMonth() + " " + MONTHS.get(month.getMonthValue() - 1) + " does not exist in "
                        + month.getYear();
    }

    /** What is known of the day of an event: {@code born 2004-02-29}. */
    static String known(Event event, EventDays days, Interval day) {
        List<DateValue> values = days.values(event);
        if (EventDays.which(event) != Person.Which.ONLY && values.size() > 1) {
            return several(event, values, day);
        }
        DateValue value = values.get(0);
        if (value instanceof DateValue.NotYet) {
            return event instanceof Event.Death ? "no death is recorded" : event.phrase() + " has not happened yet";
        }
        return value instanceof DateValue.Unknown unknown
                ? event.phrase() + " is not known: " + days.why(event, unknown)
                : subject(event) + within(day);
    }

    private static String several(Event event, List<DateValue> values, Interval day) {
        long notYet = values.stream().filter(DateValue.NotYet.class::isInstance).count();
        long unknown =
                values.stream().filter(DateValue.Unknown.class::isInstance).count();
        return "of " + values.size() + " people"
                + (unknown == 0 ? "" : ", for " + unknown + " of whom the date is not known")
                + (notYet == 0 ? "" : ", for " + notYet + " of whom it has not happened yet")
                + ": " + subject(event) + (day.equals(Interval.UNKNOWN) ? "on a day that is not known" : within(day));
    }

    private static String subject(Event event) {
        if (event instanceof Event.Birth birth) {
            return group(birth.person()) + "born ";
        }
        return event instanceof Event.Death death ? group(death.person()) + "died " : event.phrase() + " on ";
    }

    private static String group(Person person) {
        return person.which() == Person.Which.ONLY ? "" : "the " + person.phrase() + " ";
    }

    /** {@code 2004-02-29}, {@code between … and …}, {@code … or later}. */
    static String within(Interval day) {
        if (day.isExact()) {
            return day.latest().toString();
        }
        if (!day.latest().isDate()) {
            return day.earliest().isDate() ? day.earliest() + " or later" : "a day that is not known";
        }
        return day.earliest().isDate()
                ? "between " + day.earliest() + " and " + day.latest()
                : day.latest() + " or earlier";
    }

    /** When a record is eligible. */
    static String eligible(Interval interval) {
        Day earliest = interval.earliest();
        Day latest = interval.latest();
        if (interval.isExact()) {
            return latest.isDate() ? "eligible on " + latest : "never eligible";
        }
        if (latest.isDate()) {
            return earliest.isDate()
                    ? "eligible on some day from " + earliest + " to " + latest
                    : "eligible on " + latest + " at the latest; the earliest day is not known";
        }
        return earliest.isDate()
                ? "not eligible before " + earliest + "; the latest day is not known"
                : "no day can be given";
    }
}
