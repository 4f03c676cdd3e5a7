package org.keepuntil.report;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keepuntil.plan.Scale;

/**
 * Columns for the months of a period in which records went, and the table below them; quarters or years where there are too many months.
 *
 * @param id unique on the page
 * @param title of the class; of all together
 * @param kind month, quarter or year
 * @param description every number in it, for those who hear it
 * @param half the label of the line half-way up, and {@code full} of the one at the top
 */
record PeriodChart(
        String id,
        String title,
        String kind,
        String total,
        String description,
        String half,
        String full,
        List<Drawn> columns) {
    /** Classes that have a chart of their own. */
    private static final int MOST = 6;

    private static final String ALL = "All classes together";

    record Drawn(
            String name,
            String letter,
            String year,
            String records,
            String x,
            String width,
            String middle,
            String y,
            String height) {}

    /** The charts of a period: of all classes together where there are several, and of those of which the most went. */
    static List<PeriodChart> of(Period period, Went went) {
        List<Span> spans = spans(period, went);
        Map<String, Long> classes = went.classes();
        List<PeriodChart> charts = new ArrayList<>();
        if (spans.size() < 2) {
            return charts;
        }
        if (classes.size() > 1) {
            charts.add(of("went-all", ALL, spans, counts(spans, went, classes.keySet())));
        }
        for (String title : classes.keySet().stream().limit(MOST).toList()) {
            charts.add(of("went-" + (charts.size() + 1), title, spans, counts(spans, went, List.of(title))));
        }
        return charts;
    }

    /** What is said of the classes that have none. */
    static String others(Went went) {
        int more = went.classes().size() - MOST;
        return more <= 0
                ? ""
                : "These are the %s of which the most records went; %s in the table above."
                        .formatted(
                                Words.count(MOST, "class", "classes"),
                                more == 1 ? "one more is" : Words.number(more) + " more are");
    }

    /** All of the period; of a long one the part in which anything went. */
    private static List<Span> spans(Period period, Went went) {
        if (went.months().isEmpty()) {
            return List.of();
        }
        List<Span> asked = Span.between(period.since(), period.until());
        if (Span.kind(asked).equals("month")) {
            return asked;
        }
        YearMonth first = went.months().firstKey();
        LocalDate last = went.months().lastKey().atEndOfMonth();
        return Span.between(first.atDay(1), last);
    }

    private static List<Long> counts(List<Span> spans, Went went, Iterable<String> titles) {
        List<Long> counts = new ArrayList<>();
        for (Span span : spans) {
            long count = 0;
            for (Map.Entry<YearMonth, Map<String, Long>> month : went.months().entrySet()) {
                for (String title : titles) {
                    count += span.contains(month.getKey()) ? month.getValue().getOrDefault(title, 0L) : 0;
                }
            }
            counts.add(count);
        }
        return counts;
    }

    private static PeriodChart of(String id, String title, List<Span> spans, List<Long> counts) {
        long full = Scale.upTo(counts.stream().mapToLong(Long::longValue).max().orElse(0));
        List<Drawn> bars = new ArrayList<>();
        StringBuilder words = new StringBuilder("A column for each " + Span.kind(spans) + ". ");
        for (int i = 0; i < spans.size(); i++) {
            Span span = spans.get(i);
            Column column = Column.of(i, spans.size(), counts.get(i), full);
            String records = Words.number(counts.get(i));
            bars.add(new Drawn(
                    span.name(),
                    span.letter(),
                    span.year(),
                    records,
                    column.x(),
                    column.width(),
                    column.middle(),
                    column.y(),
                    column.height()));
            words.append(span.name()).append(": ").append(records).append(". ");
        }
        return new PeriodChart(
                id,
                title,
                Span.kind(spans),
                Words.records(counts.stream().mapToLong(Long::longValue).sum()),
                words.toString().strip(),
                Words.number(full / 2),
                Words.number(full),
                bars);
    }
}
