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

    void writeTo(Path page) throws IOException {
        String text = Files.readString(page);
        String tables = "\n" + surroundings.text() + ".\n"
                + results.stream().map(Summary::of).collect(Collectors.joining())
                + "\n";
        Matcher marked = MARKED.matcher(text);
        if (!marked.find()) {
            throw new IllegalStateException(page + " has no place for tables: <!-- measured --> and <!-- end -->");
        }
        Files.writeString(page, marked.replaceFirst(m -> Matcher.quoteReplacement(m.group(1) + tables + m.group(2))));
        for (Results each : results) {
            if (!each.suite().baselines().isEmpty() && !each.suite().client()) {
                Files.writeString(
                        page.resolveSibling("benchmark-" + each.suite().name() + ".svg"), BarChart.of(each));
            }
        }
    }
}
