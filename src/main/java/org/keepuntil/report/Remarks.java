package org.keepuntil.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keepuntil.schedule.Disposal;

/** What a run did besides destroying, in sentences for whoever started it; small numbers are hidden here as in every output. */
final class Remarks {
    private static final int MOST_CELLS = 12;

    private Remarks() {}

    static List<String> of(Evidence evidence) {
        List<String> remarks = new ArrayList<>();
        for (ClassReport c : evidence.report().classes()) {
            evidence.tally().acts().entrySet().stream()
                    .filter(e -> e.getKey().recordClass().equals(c.name()))
                    .filter(e -> e.getKey().action() != Disposal.DESTROY)
                    .sorted(Map.Entry.comparingByKey(
                            Comparator.comparing(Tally.Act::rule).thenComparing(Tally.Act::result)))
                    .forEach(e -> remarks.add(c.title() + ": " + Words.records(e.getValue()) + " "
                            + e.getKey().result() + ", by rule " + e.getKey().rule() + "."));
            c.anonymity().ifPresent(test -> remarks.add(alike(c, test)));
            c.statistics().forEach(statistic -> remarks.addAll(counted(c, statistic)));
        }
        return remarks;
    }

    private static String alike(ClassReport c, AnonymityTest test) {
        String line = String.format(
                Locale.ROOT,
                "%s: of %s anonymised, the smallest group alike in %s had %s before and has %s now, where %s are asked.",
                c.title(),
                Words.records(test.records()),
                String.join(", ", test.columns()),
                Words.number(test.smallestBefore()),
                Words.number(test.smallestAfter()),
                Words.number(test.k()));
        return test.holds() ? line : line + " There are too few of them for the test to hold.";
    }

    private static List<String> counted(ClassReport c, Statistic statistic) {
        List<String> lines = new ArrayList<>();
        lines.add(c.title() + ": counted before they went, by " + String.join(", ", statistic.names())
                + " (a number below " + Statistic.THRESHOLD + " is hidden, and another where it would tell it):");
        statistic.cells().stream()
                .limit(MOST_CELLS)
                .forEach(cell -> lines.add("  " + String.join(", ", cell.values()) + ": " + cell.shown()));
        int more = statistic.cells().size() - MOST_CELLS;
        if (more > 0) {
            lines.add("  and " + more + " more; the report has them all.");
        }
        return lines;
    }
}
