package org.keepuntil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.keepuntil.dispose.LinkFinding;
import org.keepuntil.job.NightResult;
import org.keepuntil.report.Matter;

/** What needs a person after a night, a line each. */
final class Needs {
    private Needs() {}

    /** What a run has left for somebody to look at. */
    static List<String> of(RunSummary.Closed run) {
        List<String> lines = new ArrayList<>(run.open());
        run.links().stream().filter(Needs::asks).forEach(link -> lines.add(LinkWords.of(link)));
        run.counts()
                .left()
                .forEach(left -> lines.add(
                        left.recordClass() + ": " + Words.records(left.records()) + " left: " + left.reason()));
        if (!lines.isEmpty() || run.result() != NightResult.COMPLETE) {
            lines.add(
                    0,
                    "Run " + run.run().id() + ", as of " + run.run().asOf() + ": "
                            + run.run().state().word());
            lines.add("Report: " + run.report());
        }
        return lines;
    }

    private static boolean asks(LinkFinding link) {
        return link.kept() + link.dropped() + link.orphans().orElse(0) > 0;
    }

    /** What waits, but for kinds of which enough is said. */
    static List<String> of(List<Matter> waiting, Set<Matter.Kind> said) {
        return waiting.stream()
                .filter(matter -> !said.contains(matter.kind()))
                .map(Needs::sentence)
                .toList();
    }

    private static String sentence(Matter matter) {
        return words(matter) + ". For the " + matter.kind().who().word() + ": "
                + matter.kind().command();
    }

    /** How many of what, and how many too late. */
    static String words(Matter matter) {
        String many = Words.number(matter.count()) + " " + matter.kind().noun(matter.count());
        String late = matter.overdue() == 0 ? "" : ", " + Words.number(matter.overdue()) + " overdue";
        return (matter.what().isEmpty() ? "" : matter.what() + ": ") + many + late;
    }
}
