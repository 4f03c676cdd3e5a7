package org.keepuntil.benchmark;

import java.util.Locale;

/** The measured figures as a table for people. */
final class Summary {
    private static final String BARE = "bare";
    private static final String LOCKING = "locking";

    private Summary() {}

    static String of(Results results) {
        StringBuilder text = new StringBuilder();
        text.append(line(
                "%n%-46s %24s %9s %18s %18s %8s %8s %8s",
                "", "first batch to last", "whole", "x bare", "x locking", "WAL MB", "Java MB", "PG MB"));
        for (String name : results.names()) {
            if (results.has(name)) {
                Results.Spread work = results.spread(name, Results.Measured::work);
                text.append(line(
                        "%-46s %7.2f (%6.2f – %6.2f) %9.2f %18s %18s %8.0f %8.0f %8.0f",
                        results.title(name),
                        work.median(),
                        work.least(),
                        work.most(),
                        results.spread(name, Results.Measured::whole).median(),
                        ratio(results, name, BARE),
                        ratio(results, name, LOCKING),
                        results.spread(name, m -> m.wal() / 1048576.0).median(),
                        results.spread(name, m -> m.took().peak() / 1024.0).most(),
                        results.spread(name, m -> m.server() / 1024.0).most()));
            }
        }
        return text.toString();
    }

    private static String ratio(Results results, String name, String to) {
        if (!results.has(to)) {
            return "";
        }
        Results.Spread ratio = results.ratio(name, to, Results.Measured::work);
        return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", ratio.median(), ratio.least(), ratio.most());
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format + "%n", values);
    }
}
