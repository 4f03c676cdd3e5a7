package org.keepuntil.benchmark;

import java.util.Locale;

/** Seconds of each contender as bars, with a line from the least to the most. */
final class BarChart {
    private static final int LEFT = 340;
    private static final int WIDTH = 900;
    private static final int ROW = 30;

    private BarChart() {}

    static String of(Results results) {
        double most = results.names().stream()
                .filter(results::has)
                .mapToDouble(
                        name -> results.spread(name, Results.Measured::work).most())
                .max()
                .orElse(1);
        double scale = (WIDTH - LEFT - 70) / most;
        StringBuilder bars = new StringBuilder();
        int y = 44;
        for (String name : results.names()) {
            if (results.has(name)) {
                bars.append(bar(results, name, y, scale));
                y += ROW;
            }
        }
        return text("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="13">
                <rect width="100%%" height="100%%" fill="#fff"/>
                <text x="12" y="24" font-size="15" font-weight="bold">%3$s: seconds, first batch to last commit</text>
                %4$s</svg>
                """, WIDTH, y + 8, results.suite().title(), bars);
    }

    private static String bar(Results results, String name, int y, double scale) {
        Results.Spread seconds = results.spread(name, Results.Measured::work);
        boolean ours = name.startsWith("keepuntil");
        int middle = y + ROW / 2 - 2;
        return text(
                """
                <text x="%d" y="%d" text-anchor="end">%s</text>
                <rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/>
                <path d="M%.1f %dH%.1f" stroke="#000" stroke-width="2"/>
                <text x="%.1f" y="%d">%.1f</text>
                """,
                LEFT - 10,
                middle + 5,
                results.title(name),
                LEFT,
                y + 3,
                seconds.median() * scale,
                ROW - 10,
                ours ? "#1d6fa5" : "#b8c4cc",
                LEFT + seconds.least() * scale,
                middle,
                LEFT + seconds.most() * scale,
                LEFT + seconds.most() * scale + 8,
                middle + 5,
                seconds.median());
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
