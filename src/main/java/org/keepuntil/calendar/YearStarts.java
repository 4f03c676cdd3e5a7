package org.keepuntil.calendar;

import java.time.MonthDay;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The day on which each kind of year starts. The calendar year starts on 1 January, always. */
public record YearStarts(Map<YearKind, MonthDay> starts) {
    /** England: the financial year from 1 April, the tax year from 6 April, the academic year from 1 September. */
    public static final YearStarts DEFAULTS = new YearStarts(Map.of(
            YearKind.CALENDAR, MonthDay.of(1, 1),
            YearKind.FINANCIAL, MonthDay.of(4, 1),
            YearKind.TAX, MonthDay.of(4, 6),
            YearKind.ACADEMIC, MonthDay.of(9, 1)));

    public YearStarts {
        starts = Map.copyOf(starts);
        if (starts.size() != YearKind.values().length) {
            throw new IllegalArgumentException("each kind of year needs a start");
        }
        if (!MonthDay.of(1, 1).equals(starts.get(YearKind.CALENDAR))) {
            throw new IllegalArgumentException("the calendar year starts on 1 January");
        }
    }

    public MonthDay of(YearKind kind) {
        return Objects.requireNonNull(starts.get(kind));
    }

    public YearStarts with(YearKind kind, MonthDay start) {
        Map<YearKind, MonthDay> changed = new EnumMap<>(starts);
        changed.put(kind, start);
        return new YearStarts(changed);
    }
}
