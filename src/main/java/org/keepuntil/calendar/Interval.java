package org.keepuntil.calendar;

import java.time.LocalDate;
import java.util.function.UnaryOperator;

/**
 * What a date can be: from the earliest to the latest day, both included. Nothing happens before the latest
 * (language manual, "Every date is what it can be").
 */
public record Interval(Day earliest, Day latest) {
    /** Nothing is known: from ever to never. */
    public static final Interval UNKNOWN = new Interval(Day.EVER, Day.NEVER);

    /** What never comes. */
    public static final Interval NEVER = new Interval(Day.NEVER, Day.NEVER);

    public Interval {
        if (earliest.compareTo(latest) > 0) {
            throw new IllegalArgumentException("earliest " + earliest + " is after latest " + latest);
        }
    }

    public static Interval on(LocalDate date) {
        return new Interval(Day.of(date), Day.of(date));
    }

    public static Interval between(LocalDate first, LocalDate last) {
        return new Interval(Day.of(first), Day.of(last));
    }

    /** The member-wise maximum: {@code longest of}. */
    public Interval longest(Interval other) {
        return new Interval(Day.later(earliest, other.earliest), Day.later(latest, other.latest));
    }

    /** The member-wise minimum: {@code shortest of}. */
    public Interval shortest(Interval other) {
        return new Interval(Day.earlier(earliest, other.earliest), Day.earlier(latest, other.latest));
    }

    /** The least earliest to the greatest latest of both: what either of the two may be. */
    public Interval span(Interval other) {
        return new Interval(Day.earlier(earliest, other.earliest), Day.later(latest, other.latest));
    }

    /** Both ends through a monotone function of dates; ever and never stay what they are. */
    public Interval map(UnaryOperator<LocalDate> function) {
        return new Interval(earliest.map(function), latest.map(function));
    }

    public boolean isExact() {
        return earliest.equals(latest);
    }
}
