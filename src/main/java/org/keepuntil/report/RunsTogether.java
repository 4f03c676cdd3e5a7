package org.keepuntil.report;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a paper about several runs says of each; of very many, what it says of a month of them, because {@code period.json} has them all. */
final class RunsTogether {
    /** Runs of which each has a line of its own. */
    static final int MOST = 60;

    private RunsTogether() {}

    static List<CertificateAnnex.Run> lines(Certifying of) {
        if (of.runs().size() <= MOST) {
            return of.runs().stream()
                    .map(run -> new CertificateAnnex.Run(
                            run.report().run().id(),
                            of.day(run),
                            run.report().run().state().word(),
                            Words.number(of.done(run))))
                    .toList();
        }
        Map<YearMonth, List<Evidence>> months = of.runs().stream()
                .collect(Collectors.groupingBy(
                        run -> YearMonth.from(run.report().run().asOf()), TreeMap::new, Collectors.toList()));
        List<CertificateAnnex.Run> lines = new ArrayList<>();
        months.forEach((month, runs) -> lines.add(new CertificateAnnex.Run(
                numbers(runs),
                Words.month(month.atDay(1)),
                states(runs),
                Words.number(runs.stream().mapToLong(of::done).sum()))));
        return lines;
    }

    private static String numbers(List<Evidence> runs) {
        String first = runs.get(0).report().run().id();
        String last = runs.get(runs.size() - 1).report().run().id();
        return runs.size() == 1 ? first : "%s to %s: %s".formatted(first, last, Words.number(runs.size()));
    }

    private static String states(List<Evidence> runs) {
        Map<String, Long> states = runs.stream()
                .collect(Collectors.groupingBy(
                        run -> run.report().run().state().word(), TreeMap::new, Collectors.counting()));
        return states.entrySet().stream()
                .map(state ->
                        states.size() == 1 ? state.getKey() : Words.number(state.getValue()) + " " + state.getKey())
                .collect(Collectors.joining(", "));
    }

    /** Of each document that the runs rest on, every version with the run that first had it; then the plans, the checkpoints and the lists. */
    static List<Page.Fact> digests(List<Evidence> runs) {
        List<Page.Fact> facts = new ArrayList<>();
        if (runs.isEmpty()) {
            return facts;
        }
        versions(facts, "The schedule: the policy", runs, digests -> digests.schedule());
        versions(facts, "The binding: where the records are", runs, digests -> digests.binding());
        versions(facts, "The catalog: how the database is built", runs, digests -> digests.catalog());
        if (runs.size() > MOST) {
            facts.add(new Page.Fact(
                    "Plans and checkpoints",
                    "Of %s: %s.json lists them.".formatted(Words.count(runs.size(), "run", "runs"), PeriodJson.KIND)));
        } else {
            runs.forEach(run -> facts.add(new Page.Fact(
                    "The plan of run " + run.report().run().id(),
                    run.report().digests().plan())));
            runs.forEach(run -> run.report().basis().sealed().ifPresent(seal -> facts.add(root(run, seal))));
        }
        runs.get(0).lists().forEach(file -> facts.add(Verify.digest(file)));
        return facts;
    }

    static Page.Fact root(Evidence run, SealedLog seal) {
        return new Page.Fact(
                "Root of the log at %s entries (run %s)"
                        .formatted(Words.number(seal.size()), run.report().run().id()),
                seal.root());
    }

    private static void versions(
            List<Page.Fact> facts, String what, List<Evidence> runs, Function<Digests, String> part) {
        Map<String, String> first = new LinkedHashMap<>();
        runs.forEach(run -> first.putIfAbsent(
                part.apply(run.report().digests()), run.report().run().id()));
        first.forEach((digest, run) ->
                facts.add(new Page.Fact(first.size() == 1 ? what : what + ", first in run " + run, digest)));
    }
}
