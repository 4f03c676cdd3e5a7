package org.keepuntil.calendar;

import java.time.LocalDate;
import java.util.function.UnaryOperator;

/**
 * A civil day, or one of the two ends of time: {@link #EVER} comes before every day and {@link #NEVER} after every day.
 */
public record Day(LocalDate date) implements Comparable<Day> {
    /** Before every day: the earliest that an unknown date can be. */
    public static final Day EVER = new Day(LocalDate.MIN);

    /** After every day: what never comes. */
    public static final Day NEVER = new Day(LocalDate.MAX);

    public static Day of(LocalDate date) {
        return new Day(date);
    }

    public static Day earlier(Day a, Day b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    public static Day later(Day a, Day b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    /** Whether this is a day of the calendar, not an end of time. */
    public boolean isDate() {
        return !equals(EVER) && !equals(NEVER);
    }

    /** The day that the function gives; an end of time stays what it is. */
    public Day map(UnaryOperator<LocalDate> function) {
        return isDate() ? new Day(function.apply(date)) : this;
    }

    public boolean isOnOrBefore(LocalDate asOf) {
        return date.compareTo(asOf) <= 0;
    }

    @Override
    public int compareTo(Day other) {
        return date.compareTo(other.date);
    }

    /** {@code ever}, {@code never} or an ISO date. */
    @Override
    public String toString() {
        if (equals(EVER)) {
            return "ever";
        }
        return equals(NEVER) ? "never" : date.toString();
    }
}
