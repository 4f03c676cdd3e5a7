package org.keepuntil.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a night costs as one thing grows and all else stays. */
final class Growth {
    /** What grows, in words. */
    enum Dimension {
        ROWS("Records, none of them due"),
        DUE("Records that are due, of as many"),
        COMPONENTS("Components of a record, beside the notes"),
        RULES("Rules for each record"),
        HOLDS("Holds, each on one record");

        private final String title;

        Dimension(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /**
     * One measured night.
     *
     * @param value how large the thing was that grows
     */
    record Point(long value, double plan, double dispose, double whole, double walMegabytes, double javaMegabytes) {}

    private static final String PREFIX = "growth-";

    private Growth() {}

    static boolean isOne(Suite suite) {
        return suite.name().startsWith(PREFIX);
    }

    static List<Suite> suites(Suites.Wanted wanted) {
        long n = wanted.growth();
        List<Suite> all = new ArrayList<>();
        for (long rows : List.of(n / 4, n / 2, n, 2 * n)) {
            all.add(suite(Dimension.ROWS, rows, new Case(rows, 0, false, "destroy", 0, 1, 0), wanted));
        }
        for (int oneIn : List.of(40, 20, 10, 5)) {
            all.add(suite(Dimension.DUE, n / oneIn, new Case(n, oneIn, false, "destroy", 0, 1, 0), wanted));
        }
        for (int components : List.of(0, 4, 8, 16)) {
            all.add(suite(
                    Dimension.COMPONENTS, components, new Case(n, 10, false, "destroy", components, 1, 0), wanted));
        }
        for (int rules : List.of(1, 8, 32, 128)) {
            all.add(suite(Dimension.RULES, rules, new Case(n, 10, false, "destroy", 0, rules, 0), wanted));
        }
        for (int holds : List.of(0, 1000, 10_000, 100_000)) {
            all.add(suite(Dimension.HOLDS, holds, new Case(n, 10, false, "destroy", 0, 1, holds), wanted));
        }
        return all;
    }

    private static Suite suite(Dimension dimension, long value, Case of, Suites.Wanted wanted) {
        return new Suite(
                PREFIX + dimension.name().toLowerCase(Locale.ROOT) + "-" + value,
                dimension.title() + ": " + String.format(Locale.ROOT, "%,d", value),
                of,
                List.of(Keepuntil.night(of, 1, wanted.folder(), wanted.heap())),
                List.of(),
                false,
                Suite.gone(of));
    }

    /** The measured nights, by what grew. */
    static Map<Dimension, List<Point>> curves(List<Results> results) {
        Map<Dimension, List<Point>> curves = new LinkedHashMap<>();
        for (Results each : results) {
            if (isOne(each.suite())) {
                String[] parts = each.suite().name().substring(PREFIX.length()).split("-", 2);
                curves.computeIfAbsent(Dimension.valueOf(parts[0].toUpperCase(Locale.ROOT)), d -> new ArrayList<>())
                        .add(point(Long.parseLong(parts[1]), each));
            }
        }
        return curves;
    }

    private static Point point(long value, Results of) {
        String night = of.names().get(0);
        return new Point(
                value,
                of.spread(night, m -> m.took().parts().getOrDefault("plan", 0.0))
                        .median(),
                of.spread(night, Results.Measured::work).median(),
                of.spread(night, Results.Measured::whole).median(),
                of.spread(night, m -> m.wal() / 1048576.0).median(),
                of.spread(night, m -> m.took().peak() / 1024.0).most());
    }

    static String tables(List<Results> results) {
        StringBuilder text = new StringBuilder();
        curves(results).forEach((dimension, points) -> {
            text.append("\n| ")
                    .append(dimension.title())
                    .append(" | plan s | dispose s | whole s | WAL MB | Java MB |\n|---:|---:|---:|---:|---:|---:|\n");
            points.forEach(p -> text.append(String.format(
                    Locale.ROOT,
                    "| %,d | %.2f | %.2f | %.1f | %,.0f | %.0f |%n",
                    p.value(),
                    p.plan(),
                    p.dispose(),
                    p.whole(),
                    p.walMegabytes(),
                    p.javaMegabytes())));
        });
        return text.toString();
    }
}
