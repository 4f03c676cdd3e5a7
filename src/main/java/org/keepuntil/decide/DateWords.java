package org.keepuntil.decide;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.keepuntil.calendar.Day;
import org.keepuntil.calendar.Interval;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Person;

/** Dates in words: those of a record as ISO dates, those that were worked out spelled out. */
final class DateWords {
    private static final DateTimeFormatter SPELLED = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM", Locale.ENGLISH);

    private DateWords() {}

    /** {@code 1 March 2029}. */
    static String spelled(LocalDate date) {
        return SPELLED.format(date);
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
                : from.getDayOfMonth() + " " + MONTH.format(month) + " does not exist in " + month.getYear();
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
        if (interval.isExact()) {
            return interval.latest().isDate() ? "eligible on " + interval.latest() : "never eligible";
        }
        String certain = interval.latest().isDate()
                ? "certainly from " + interval.latest()
                : "with no day from which that is certain";
        return interval.earliest().isDate()
                ? "not eligible before " + interval.earliest() + ", " + certain
                : "perhaps eligible, " + certain;
    }
}
