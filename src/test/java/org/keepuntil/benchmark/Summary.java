package org.keepuntil.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The measured figures as a table, in Markdown, which people can read as it is. */
final class Summary {
    private Summary() {}

    static String of(Results results) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(headings(results));
        for (String name : results.names()) {
            if (results.has(name)) {
                rows.add(row(results, name));
            }
        }
        StringBuilder text = new StringBuilder("\n");
        for (int i = 0; i < rows.size(); i++) {
            text.append(markdown(rows, i));
            if (i == 0) {
                text.append("|---")
                        .append("|---:".repeat(rows.get(0).size() - 1))
                        .append("|\n");
            }
        }
        return text.toString();
    }

    private static List<String> headings(Results results) {
        List<String> headings = new ArrayList<>(List.of(results.suite().title(), "work s", "whole s"));
        results.suite()
                .baselines()
                .forEach(b -> headings.add("× " + results.title(b).replaceFirst("^by hand, ", "")));
        headings.addAll(List.of("WAL MB", "Java MB", "server MB"));
        if (results.suite().client()) {
            headings.addAll(List.of("p50 ms", "p95 ms", "p99 ms", "most ms", "waits"));
        }
        return headings;
    }

    private static List<String> row(Results results, String name) {
        List<String> row = new ArrayList<>(List.of(
                results.title(name),
                spread(results.spread(name, Results.Measured::work)),
                spread(results.spread(name, Results.Measured::whole))));
        results.suite()
                .baselines()
                .forEach(b -> row.add(
                        results.has(b) && !name.equals("nobody")
                                ? spread(results.ratio(name, b, Results.Measured::work))
                                : ""));
        row.add(text("%,.0f", results.spread(name, m -> m.wal() / 1048576.0).median()));
        row.add(text(
                "%,.0f", results.spread(name, m -> m.took().peak() / 1024.0).most()));
        row.add(text("%,.0f", results.spread(name, m -> m.server() / 1024.0).most()));
        if (results.suite().client()) {
            row.add(felt(results, name, Client.Felt::p50));
            row.add(felt(results, name, Client.Felt::p95));
            row.add(felt(results, name, Client.Felt::p99));
            row.add(felt(results, name, Client.Felt::most));
            row.add(felt(results, name, Client.Felt::waits));
        }
        return row;
    }

    private interface Figure {
        double of(Client.Felt felt);
    }

    private static String felt(Results results, String name, Figure figure) {
        return text(
                "%,.1f",
                results.spread(name, m -> m.felt() == null ? 0 : figure.of(m.felt()))
                        .median());
    }

    private static String markdown(List<List<String>> rows, int row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < rows.get(row).size(); column++) {
            int at = column;
            int width = rows.stream().mapToInt(r -> r.get(at).length()).max().orElse(0);
            line.append(text(
                    column == 0 ? "| %-" + width + "s " : "| %" + width + "s ",
                    rows.get(row).get(column)));
        }
        return line.append("|\n").toString();
    }

    private static String spread(Results.Spread spread) {
        return spread.least() == spread.most()
                ? text("%.2f", spread.median())
                : text("%.2f (%.2f–%.2f)", spread.median(), spread.least(), spread.most());
    }

    /** One measurement, as it comes. */
    static String line(Results.Measured m) {
        StringBuilder text = new StringBuilder(text(
                "%7.2f s, all of it %7.2f s, %,d MB of WAL, %d + %d MB",
                m.work(), m.whole(), m.wal() >> 20, m.took().peak() >> 10, m.server() >> 10));
        m.took().parts().forEach((part, seconds) -> {
            if (seconds >= 0.05) {
                text.append(text(" %s %.2f", part, seconds));
            }
        });
        if (m.felt() != null) {
            text.append(" ").append(m.felt());
        }
        return text.toString();
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
