package org.keepuntil.calendar;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Random;

/** Random operands of the calendar, with more of the ends of months than chance would give. */
final class RandomDates {
    private RandomDates() {}

    static LocalDate plausible(Random random) {
        LocalDate date = Rulings.FIRST.plusDays(random.nextInt(DAYS));
        return random.nextInt(4) == 0 ? date.withDayOfMonth(date.lengthOfMonth()) : date;
    }

    static Span span(Random random) {
        return new Span(
                random.nextInt(3) == 0 ? 0 : random.nextInt(1300), random.nextInt(2) == 0 ? 0 : random.nextInt(400));
    }

    static MonthDay startOfYear(Random random) {
        LocalDate inALeapYear = LocalDate.ofYearDay(2024, 1 + random.nextInt(366));
        return MonthDay.from(random.nextInt(5) == 0 ? LocalDate.of(2024, 2, 29) : inALeapYear);
    }

    private static final int DAYS = (int) (Rulings.LAST.toEpochDay() - Rulings.FIRST.toEpochDay()) + 1;
}
