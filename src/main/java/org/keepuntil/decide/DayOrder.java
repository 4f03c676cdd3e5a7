package org.keepuntil.decide;

import org.keepuntil.calendar.Interval;
import org.keepuntil.schedule.Condition.DateOrder;

/** Compares two days that are known within intervals: true or false only where it is so for every day that they can be. */
final class DayOrder {
    private DayOrder() {}

    static Truth test(Interval day, DateOrder order, Interval other) {
        return switch (order) {
            case ON -> on(day, other);
            case BEFORE -> after(other, day);
            case AFTER -> after(day, other);
            case ON_OR_BEFORE -> after(day, other).not();
            case ON_OR_AFTER -> after(other, day).not();
        };
    }

    private static Truth on(Interval day, Interval other) {
        boolean apart = isBefore(day, other) || isBefore(other, day);
        if (apart) {
            return Truth.FALSE;
        }
        return day.isExact() && other.isExact() ? Truth.TRUE : Truth.UNKNOWN;
    }

    private static Truth after(Interval day, Interval other) {
        if (isBefore(other, day)) {
            return Truth.TRUE;
        }
        return day.latest().compareTo(other.earliest()) <= 0 ? Truth.FALSE : Truth.UNKNOWN;
    }

    private static boolean isBefore(Interval first, Interval second) {
        return first.latest().compareTo(second.earliest()) < 0;
    }
}
