package org.keepuntil.plan;

import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A month or a year of the calendar, as far as it lies ahead.
 *
 * @param label {@code 2026-11} or {@code 2026}
 * @param first the first day that counts: of the one under way, tomorrow
 * @param last the last day, included; before {@code first} where the one under way is over today
 */
public record ForecastSpan(String label, LocalDate first, LocalDate last) {
    /** The month that is under way, from tomorrow on, and those after it. */
    public static List<ForecastSpan> months(LocalDate asOf, int months) {
        YearMonth now = YearMonth.from(asOf);
        return IntStream.range(0, months)
                .mapToObj(now::plusMonths)
                .map(month -> ahead(month.toString(), month.atDay(1), month.atEndOfMonth(), asOf))
                .toList();
    }

    /** The year that is under way, from tomorrow on, and those after it. */
    public static List<ForecastSpan> years(LocalDate asOf, int years) {
        Year now = Year.from(asOf);
        return IntStream.range(0, years)
                .mapToObj(now::plusYears)
                .map(year ->
                        ahead(year.toString(), year.atDay(1), year.atMonth(12).atEndOfMonth(), asOf))
                .toList();
    }

    private static ForecastSpan ahead(String label, LocalDate first, LocalDate last, LocalDate asOf) {
        return new ForecastSpan(label, first.isAfter(asOf) ? first : asOf.plusDays(1), last);
    }
}
