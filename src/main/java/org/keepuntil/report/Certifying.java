package org.keepuntil.report;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keepuntil.approval.Approval;
import org.keepuntil.residue.Level;
import org.keepuntil.schedule.Disposal;

/**
 * What a certificate is about: one run, or the runs of a period.
 *
 * @param covers the classes and rules that it is about
 * @param names of classes of which it is about a rule
 */
record Certifying(List<Evidence> runs, BiPredicate<String, String> covers, Set<String> names) {
    static Certifying run(Evidence evidence) {
        return of(List.of(evidence), (recordClass, rule) -> true);
    }

    static Certifying period(List<Evidence> runs, Period period) {
        return of(runs, period::covers);
    }

    private static Certifying of(List<Evidence> runs, BiPredicate<String, String> covers) {
        Set<String> names = runs.stream()
                .flatMap(run -> run.report().classes().stream())
                .filter(c -> c.rules().stream().anyMatch(rule -> covers.test(c.name(), rule.id())))
                .map(ClassReport::name)
                .collect(Collectors.toSet());
        return new Certifying(runs, covers, names);
    }

    /** What was done by one rule: the period and the authority in the schedule's words, and what the records are now. */
    record Sum(String title, String rule, String period, String authority, String result, long records) {
        Certificate.Line line() {
            return new Certificate.Line(
                    title, rule, period, authority, Words.capitalised(result), Words.number(records));
        }
    }

    /** Records that were due and stayed. */
    record Left(String title, String outcome, String reason, long records) {}

    /** What was done, merged over the runs, in the order of the schedule. */
    List<Sum> sums() {
        Map<List<String>, Long> counts = new LinkedHashMap<>();
        List<String> order = classes()
                .flatMap(c -> c.rules().stream().map(rule -> c.title() + "\0" + rule.id()))
                .distinct()
                .toList();
        for (Evidence run : runs) {
            run.tally().acts().forEach((act, n) -> {
                if (covers.test(act.recordClass(), act.rule())) {
                    RunReport report = run.report();
                    counts.merge(
                            List.of(
                                    report.title(act.recordClass()),
                                    act.rule(),
                                    act.result(),
                                    quoted(report, act, RuleReport::phrase),
                                    quoted(report, act, rule -> rule.authority().orElse(""))),
                            n,
                            Long::sum);
                }
            });
        }
        return counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<List<String>, Long> e) -> order.indexOf(
                                e.getKey().get(0) + "\0" + e.getKey().get(1)))
                        .thenComparing(e -> e.getKey().get(2)))
                .map(e -> new Sum(
                        e.getKey().get(0),
                        e.getKey().get(1),
                        e.getKey().get(3),
                        e.getKey().get(4),
                        e.getKey().get(2),
                        e.getValue()))
                .toList();
    }

    private static String quoted(RunReport report, Tally.Act act, Function<RuleReport, String> part) {
        return report.classes().stream()
                .filter(c -> c.name().equals(act.recordClass()))
                .flatMap(c -> c.rules().stream())
                .filter(rule -> rule.id().equals(act.rule()))
                .map(part)
                .map(words -> words.strip().replaceAll("\\s+", " "))
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /** Records that were disposed of. */
    long done() {
        return runs.stream().mapToLong(this::done).sum();
    }

    long done(Evidence run) {
        return run.tally().acts().entrySet().stream()
                .filter(e -> covers.test(e.getKey().recordClass(), e.getKey().rule()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** What was done in one word; nothing is called destroyed that was not. */
    String deed() {
        boolean destroyed = acts().allMatch(act -> act == Disposal.DESTROY);
        return destroyed ? "destroyed" : "disposed of";
    }

    /** What was done, in the words of the schedule. */
    Stream<Disposal> acts() {
        return runs.stream()
                .flatMap(run -> run.tally().acts().keySet().stream())
                .filter(act -> covers.test(act.recordClass(), act.rule()))
                .map(Tally.Act::action);
    }

    boolean addsUp() {
        return runs.stream().allMatch(Evidence::addsUp);
    }

    /** The classes that it is about, in all runs. */
    Stream<ClassReport> classes() {
        return runs.stream().flatMap(run -> run.report().classes().stream()).filter(c -> names.contains(c.name()));
    }

    /** Rows of other tables, by table. Counted by class, not by rule. */
    List<ComponentCount> components() {
        Map<String, ComponentCount> all = new TreeMap<>();
        classes().flatMap(c -> c.components().stream()).forEach(c -> all.merge(c.table(), c, ComponentCount::plus));
        return all.values().stream()
                .filter(c -> c.removed() + c.unlinked() + c.changed() != 0)
                .toList();
    }

    /** Each once, the first first. */
    List<Approval> approvals() {
        Map<Long, Approval> all = new TreeMap<>();
        runs.forEach(run -> run.report().basis().approvals().forEach(a -> all.put(a.id(), a)));
        return List.copyOf(all.values());
    }

    /** The level that every run with something to measure has reached. */
    Optional<Level> level() {
        List<Evidence> measured = runs.stream().filter(run -> done(run) > 0).toList();
        return measured.stream().allMatch(run -> run.reached().isPresent())
                ? measured.stream().flatMap(run -> run.reached().stream()).min(Comparator.naturalOrder())
                : Optional.empty();
    }

    /** Records that were due and stayed, by class, outcome and reason. */
    List<Left> kept() {
        Map<List<String>, Long> counts =
                new TreeMap<>(Comparator.comparing((List<String> key) -> String.join("\0", key)));
        for (Evidence run : runs) {
            for (ClassReport c : run.report().classes()) {
                if (names.contains(c.name())) {
                    kept(run, c, counts);
                }
            }
        }
        return counts.entrySet().stream()
                .map(e -> new Left(
                        e.getKey().get(0), e.getKey().get(1), e.getKey().get(2), e.getValue()))
                .toList();
    }

    private static void kept(Evidence run, ClassReport c, Map<List<String>, Long> counts) {
        for (Outcome outcome : Outcome.values()) {
            long left = outcome == Outcome.DONE ? 0 : c.outcomes().count(outcome);
            for (Map.Entry<String, Long> reason :
                    run.tally().reasons(c.name(), outcome).entrySet()) {
                if (left > 0 && !reason.getKey().isEmpty()) {
                    counts.merge(List.of(c.title(), outcome.word(), reason.getKey()), reason.getValue(), Long::sum);
                    left -= reason.getValue();
                }
            }
            if (left > 0) {
                counts.merge(List.of(c.title(), outcome.word(), outcome.meaning()), left, Long::sum);
            }
        }
    }

    long left() {
        return classes().mapToLong(c -> c.outcomes().notDone()).sum();
    }

    /** Different words of the runs, in their order. */
    <T> List<T> distinct(Function<RunReport, Stream<T>> part) {
        Set<T> all = new LinkedHashSet<>();
        runs.forEach(run -> part.apply(run.report()).forEach(all::add));
        return List.copyOf(all);
    }

    /** Whether the day of a run would tell when somebody was born, of whom the register says no more. */
    boolean tellsBirth(Evidence run) {
        return run.tally().acts().keySet().stream()
                .filter(act -> covers.test(act.recordClass(), act.rule()))
                .anyMatch(act -> run.report().tellsBirth(act.recordClass(), act.rule()));
    }

    /** The day of a run, as a month where the day would tell a birth. */
    String day(Evidence run) {
        LocalDate day = run.report().run().asOf();
        return tellsBirth(run) ? Words.month(day) : Words.day(day);
    }
}
