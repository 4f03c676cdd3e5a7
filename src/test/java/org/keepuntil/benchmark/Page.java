package org.keepuntil.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables in a page of the manual, between marks, and a plot beside it. */
record Page(Surroundings surroundings, List<Results> results) {
    private static final String BEGIN = "<!-- measured -->";
    private static final String END = "<!-- end -->";
    private static final Pattern MARKED = Pattern.compile("(?s)(" + BEGIN + "\n).*?(" + END + ")");

    /** What was compared goes into the page, and curves of growth into the one beside it. */
    void writeTo(Path page) throws IOException {
        List<Results> compared =
                results.stream().filter(r -> !Growth.isOne(r.suite())).toList();
        for (Results each : compared) {
            putSuite(page, each);
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

    private String section(Results of) {
        String plot = hasPlot(of) ? "\n![" + of.suite().title() + "](" + plot(of) + ")\n" : "";
        return plot + Summary.of(of) + "\n" + surroundings.text() + ".\n";
    }

    /** In the place of what was measured of the suite before, or after all others; what is not measured now stays as it is. */
    private void putSuite(Path page, Results of) throws IOException {
        String begin = "<!-- suite " + of.suite().name() + " -->\n";
        String end = "<!-- end of " + of.suite().name() + " -->\n";
        String section = begin + section(of) + end;
        String text = Files.readString(page);
        int old = text.indexOf(begin);
        int place = old < 0 ? text.indexOf(END, text.indexOf(BEGIN)) : old;
        if (place < 0) {
            throw new IllegalStateException(page + " has no place for tables: " + BEGIN + " and " + END);
        }
        int rest = old < 0 ? place : text.indexOf(end, old) + end.length();
        Files.writeString(page, text.substring(0, place) + section + text.substring(rest));
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
            throw new IllegalStateException(page + " has no place for tables: " + BEGIN + " and " + END);
        }
        String text = marked.group(1) + "\n" + surroundings.text() + ".\n" + tables + "\n" + marked.group(2);
        Files.writeString(page, marked.replaceFirst(Matcher.quoteReplacement(text)));
    }
}
