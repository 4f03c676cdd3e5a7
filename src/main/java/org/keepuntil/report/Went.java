package org.keepuntil.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When records went: by month, and by class within it. A month is as near as a birthday lets it be told; it is that in which the run ended, as a
 * run belongs to the period in which it did.
 *
 * @param months to classes, by their titles, to records; a month in which none went is not in it
 */
record Went(SortedMap<YearMonth, Map<String, Long>> months) {
    static Went of(Certifying of) {
        SortedMap<YearMonth, Map<String, Long>> months = new TreeMap<>();
        for (Evidence run : of.runs()) {
            YearMonth month = YearMonth.from(day(run.report()));
            run.tally().acts().forEach((act, n) -> {
                if (of.covers().test(act.recordClass(), act.rule())) {
                    months.computeIfAbsent(month, m -> new LinkedHashMap<>())
                            .merge(run.report().title(act.recordClass()), n, Long::sum);
                }
            });
        }
        return new Went(months);
    }

    private static LocalDate day(RunReport report) {
        Instant ended = report.run().finished().orElse(report.run().started());
        return LocalDate.ofInstant(ended, report.schedule().zone());
    }

    /** How many of each class went in all, the most first. */
    Map<String, Long> classes() {
        Map<String, Long> all = new LinkedHashMap<>();
        months.values().forEach(classes -> classes.forEach((title, n) -> all.merge(title, n, Long::sum)));
        Map<String, Long> sorted = new LinkedHashMap<>();
        all.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(e -> sorted.put(e.getKey(), e.getValue()));
        return sorted;
    }
}
