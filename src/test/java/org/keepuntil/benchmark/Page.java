package org.keepuntil.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables in a page of the manual, between marks, and a plot beside it. */
record Page(Surroundings surroundings, List<Results> results) {
    private static final Pattern MARKED = Pattern.compile("(?s)(<!-- measured -->\n).*?(<!-- end -->)");

    /** What was compared goes into the page, and curves of growth into the one beside it. */
    void writeTo(Path page) throws IOException {
        List<Results> compared =
                results.stream().filter(r -> !Growth.isOne(r.suite())).toList();
        if (!compared.isEmpty()) {
            put(page, compared.stream().map(Page::section).collect(Collectors.joining()));
        }
        for (Results each : compared) {
            if (hasPlot(each)) {
                Files.writeString(page.resolveSibling(plot(each)), BarChart.of(each));
            }
        }
        if (compared.size() < results.size()) {
            put(
                    page.resolveSibling("growth.md"),
                    "\n![Planning and disposing, as things grow](growth.svg)\n" + Growth.tables(results));
            Files.writeString(page.resolveSibling("growth.svg"), LineCharts.of(Growth.curves(results)));
        }
    }

    private static String section(Results of) {
        String plot = hasPlot(of) ? "\n![" + of.suite().title() + "](" + plot(of) + ")\n" : "";
        return plot + Summary.of(of);
    }

    private static boolean hasPlot(Results of) {
        return !of.suite().baselines().isEmpty() && !of.suite().client();
    }

    private static String plot(Results of) {
        return "benchmark-" + of.suite().name() + ".svg";
    }

    private void put(Path page, String tables) throws IOException {
        Matcher marked = MARKED.matcher(Files.readString(page));
        if (!marked.find()) {
            throw new IllegalStateException(page + " has no place for tables: <!-- measured --> and <!-- end -->");
        }
        String text = marked.group(1) + "\n" + surroundings.text() + ".\n" + tables + "\n" + marked.group(2);
        Files.writeString(page, marked.replaceFirst(Matcher.quoteReplacement(text)));
    }
}
