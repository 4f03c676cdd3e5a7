package org.keepuntil.calendar;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.YearMonth;

/**
 * How a period is counted: the rulings of statute and courts, each as a function from a civil date to the first day on
 * which a record is eligible. All of them are monotone: a later date never gives an earlier result.
 */
public final class Rulings {
    private Rulings() {}

    /**
     * The day at whose start a person attains an age: the anniversary of birth (Family Law Reform Act 1969 s.9). Born on
     * 29 February: in a common year 1 March, the later reading, so that nothing goes a day early.
     */
    public static LocalDate attains(LocalDate birth, int age) {
        return corresponding(birth, new Span(12 * age, 0));
    }

    /**
     * A period after an event excludes the event's day and ends at the end of the corresponding date or, where the month
     * has no such day, of the month's last (Dodds v Walker [1981] 1 WLR 1027). Eligible the next day.
     */
    public static LocalDate after(LocalDate event, Span span) {
        return event.plusMonths(span.months()).plusDays(span.days()).plusDays(1);
    }

    /**
     * A period beginning with an event includes the event's day: eligible on the corresponding date itself and, where
     * there is no such day, on the first of the next month. Periods after an age or a year's end are counted like this
     * too, because these fall at midnight (Matthew v Sedman [2021] UKSC 19).
     */
    public static LocalDate beginningWith(LocalDate event, Span span) {
        return corresponding(event, span);
    }

    /** The first day of the year after the one that holds the date, for years that start on the given day. */
    public static LocalDate endOfYear(LocalDate date, MonthDay start) {
        LocalDate thisYear = startIn(date.getYear(), start);
        return date.isBefore(thisYear) ? thisYear : startIn(date.getYear() + 1, start);
    }

    private static LocalDate startIn(int year, MonthDay start) {
        return start.isValidYear(year) ? start.atYear(year) : LocalDate.of(year, 3, 1);
    }

    /** The corresponding date, months before days, added once; where the month has no such day, the first of the next. */
    private static LocalDate corresponding(LocalDate date, Span span) {
        YearMonth month = YearMonth.from(date).plusMonths(span.months());
        LocalDate day = month.isValidDay(date.getDayOfMonth())
                ? month.atDay(date.getDayOfMonth())
                : month.plusMonths(1).atDay(1);
        return day.plusDays(span.days());
    }

    /** Whether a date lies in the years that Keepuntil reckons with; others are read as unknown. */
    public static boolean isPlausible(LocalDate date) {
        return !date.isBefore(FIRST) && !date.isAfter(LAST);
    }

    /** The first day that a date in a record can be; earlier ones are read as unknown. */
    public static final LocalDate FIRST = LocalDate.of(1800, 1, 1);

    /** The last day that a date in a record can be; later ones are read as unknown. */
    public static final LocalDate LAST = LocalDate.of(2999, 12, 31);
}
