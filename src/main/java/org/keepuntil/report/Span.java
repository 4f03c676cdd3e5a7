package org.keepuntil.report;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A month, a quarter or a year of a chart: the shortest of them of which a chart has room for all.
 *
 * @param name in full
 * @param letter what stands below its column
 * @param year where it is the first that is shown of its year, else empty
 * @param first its first month, and {@code last} its last
 */
record Span(String name, String letter, String year, YearMonth first, YearMonth last) {
    private static final int MOST = 24;
    private static final DateTimeFormatter LONG = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter LETTER = DateTimeFormatter.ofPattern("MMMMM", Locale.UK);

    boolean contains(YearMonth month) {
        return !month.isBefore(first) && !month.isAfter(last);
    }

    /** What one of them is called. */
    static String kind(List<Span> spans) {
        return switch (spans.isEmpty() ? 1 : months(spans.get(0))) {
            case 1 -> "month";
            case 3 -> "quarter";
            default -> "year";
        };
    }

    private static int months(Span span) {
        return (int) span.first().until(span.last(), ChronoUnit.MONTHS) + 1;
    }

    /** Those from one day to another, which may begin and end within one. */
    static List<Span> between(LocalDate since, LocalDate until) {
        YearMonth from = YearMonth.from(since);
        YearMonth to = YearMonth.from(until);
        long months = from.until(to, ChronoUnit.MONTHS) + 1;
        if (months <= MOST) {
            return every(1, from, to);
        }
        return every(months <= 3 * MOST - 3 ? 3 : 12, from, to);
    }

    private static List<Span> every(int length, YearMonth from, YearMonth to) {
        List<Span> spans = new ArrayList<>();
        boolean room = from.until(to, ChronoUnit.MONTHS) < 6L * length;
        YearMonth first = from.minusMonths((from.getMonthValue() - 1) % length);
        for (YearMonth at = first; !at.isAfter(to); at = at.plusMonths(length)) {
            spans.add(of(at, length, spans.isEmpty(), room));
        }
        return spans;
    }

    private static Span of(YearMonth at, int length, boolean isFirst, boolean room) {
        int quarter = (at.getMonthValue() + 2) / 3;
        String year = Integer.toString(at.getYear());
        YearMonth last = at.plusMonths(length - 1L);
        return switch (length) {
            // the year stands below January; below the first month too, unless the next would be written over it
            case 1 ->
                new Span(
                        LONG.format(at),
                        LETTER.format(at),
                        at.getMonthValue() == 1 || (isFirst && (room || at.getMonthValue() < 10)) ? year : "",
                        at,
                        last);
            case 3 ->
                new Span(
                        LONG.format(at) + " to " + LONG.format(last),
                        "Q" + quarter,
                        quarter == 1 || (isFirst && (room || quarter < 4)) ? year : "",
                        at,
                        last);
            default -> new Span(year, year, "", at, last);
        };
    }
}
