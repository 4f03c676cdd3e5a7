package org.keepuntil.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.keepuntil.schedule.Disposal;

/**
 * What is counted while the rows of a report go by: enough to hold them against the report's numbers, and the first few rows to show.
 * Its size depends on classes, rules and tables, never on the number of rows.
 */
final class Tally {
    static final int REGISTER_ROWS_SHOWN = 50;
    static final int EXCEPTIONS_SHOWN_OF_EACH_KIND = 20;

    private static final int REASONS_COUNTED_OF_EACH_KIND = 20;
    private static final String OTHER_REASONS = "other reasons";

    /** Rows of the register by what was done to them. */
    record Act(String recordClass, String rule, Disposal action, String result) {}

    private record Kind(String recordClass, Outcome outcome) {}

    private record Table(String recordClass, String name) {}

    private final RunReport report;
    private final Set<String> classes = new HashSet<>();
    private final Map<Act, Long> acts = new LinkedHashMap<>();
    private final Map<Table, ComponentCount> components = new LinkedHashMap<>();
    private final Map<Kind, Long> exceptions = new LinkedHashMap<>();
    private final Map<Kind, Map<String, Long>> reasons = new LinkedHashMap<>();
    private final Map<Outcome, List<ExceptionRow>> shownExceptions = new EnumMap<>(Outcome.class);
    private final List<RegisterRow> shownRows = new ArrayList<>();
    private long lastIndex = -1;
    private long outOfOrder;
    private long outsideTheRun;
    private long ofNoClass;

    Tally(RunReport report) {
        this.report = report;
        report.classes().forEach(c -> classes.add(c.name()));
    }

    void add(RegisterRow row) {
        acts.merge(new Act(row.recordClass(), row.rule(), row.action(), row.result()), 1L, Long::sum);
        row.components()
                .forEach(c -> components.merge(new Table(row.recordClass(), c.table()), c, ComponentCount::plus));
        checkIndex(row.logIndex());
        ofNoClass += classes.contains(row.recordClass()) ? 0 : 1;
        if (shownRows.size() < REGISTER_ROWS_SHOWN) {
            shownRows.add(row);
        }
    }

    private void checkIndex(long index) {
        outOfOrder += index > lastIndex ? 0 : 1;
        lastIndex = Math.max(lastIndex, index);
        boolean ofTheRun = report.run().log().filter(log -> log.contains(index)).isPresent();
        outsideTheRun += ofTheRun ? 0 : 1;
    }

    void add(ExceptionRow row) {
        Kind kind = new Kind(row.recordClass(), row.outcome());
        exceptions.merge(kind, 1L, Long::sum);
        Map<String, Long> counted = reasons.computeIfAbsent(kind, k -> new LinkedHashMap<>());
        boolean told = counted.size() < REASONS_COUNTED_OF_EACH_KIND || counted.containsKey(row.reason());
        counted.merge(told ? row.reason() : OTHER_REASONS, 1L, Long::sum);
        ofNoClass += classes.contains(row.recordClass()) ? 0 : 1;
        List<ExceptionRow> shown = shownExceptions.computeIfAbsent(row.outcome(), o -> new ArrayList<>());
        if (shown.size() < EXCEPTIONS_SHOWN_OF_EACH_KIND) {
            shown.add(row);
        }
    }

    /** How many rows of the register are of that rule; of several stages or decided acts, those with its act, because the log names no stages. */
    long done(String recordClass, RuleReport rule) {
        boolean alone = rule.stage().isEmpty()
                && report.classes().stream()
                                .filter(c -> c.name().equals(recordClass))
                                .flatMap(c -> c.rules().stream())
                                .filter(other -> other.id().equals(rule.id()))
                                .count()
                        == 1;
        return done(
                recordClass,
                rule.id(),
                act -> alone || rule.act().filter(act::equals).isPresent());
    }

    private long done(String recordClass, String rule, Predicate<Disposal> action) {
        return acts.entrySet().stream()
                .filter(e -> e.getKey().recordClass().equals(recordClass)
                        && e.getKey().rule().equals(rule)
                        && action.test(e.getKey().action()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Why records of a class have that outcome, with how many for each reason; a reason may be empty. */
    Map<String, Long> reasons(String recordClass, Outcome outcome) {
        return Collections.unmodifiableMap(reasons.getOrDefault(new Kind(recordClass, outcome), Map.of()));
    }

    /** Every kind of act in the register with its number of rows, in the order in which they first came. */
    Map<Act, Long> acts() {
        return Collections.unmodifiableMap(acts);
    }

    /** How many rows of the register say that the record was disposed of in that way. */
    long done(Disposal action) {
        return acts.entrySet().stream()
                .filter(e -> e.getKey().action() == action)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    List<RegisterRow> shownRows() {
        return List.copyOf(shownRows);
    }

    /** The first exceptions of each kind. */
    List<ExceptionRow> shownExceptions(Outcome outcome) {
        return List.copyOf(shownExceptions.getOrDefault(outcome, List.of()));
    }

    /** The report's numbers held against the rows. */
    List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        report.classes().forEach(c -> addChecks(checks, c));
        String register = RegisterCsv.NAME;
        checks.add(new Check(
                register,
                "rows out of the log’s order, expected",
                0,
                "rows out of the log’s order, found",
                outOfOrder));
        Check.ofNone(register, "rows outside the run’s part of the log", outsideTheRun)
                .ifPresent(checks::add);
        Check.ofNone("Both lists", "rows of a class that the report does not have", ofNoClass)
                .ifPresent(checks::add);
        return checks;
    }

    private void addChecks(List<Check> checks, ClassReport c) {
        long rows = acts.entrySet().stream()
                .filter(e -> e.getKey().recordClass().equals(c.name()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        checks.add(new Check(c.title(), "records done", c.outcomes().done(), "rows in " + RegisterCsv.NAME, rows));
        Map<String, Long> due = new LinkedHashMap<>();
        c.rules().forEach(rule -> due.merge(rule.id(), rule.due(), Long::sum));
        due.forEach((rule, planned) -> {
            long beyond = Math.max(0, done(c.name(), rule, act -> true) - planned);
            Check.ofNone(c.title(), "records of rule " + rule + " done and never planned", beyond)
                    .ifPresent(checks::add);
        });
        for (Outcome outcome : Outcome.values()) {
            addCheck(checks, c, outcome);
        }
        addComponentChecks(checks, c);
    }

    private void addCheck(List<Check> checks, ClassReport c, Outcome outcome) {
        long told = c.outcomes().count(outcome);
        long listed = exceptions.getOrDefault(new Kind(c.name(), outcome), 0L);
        if (outcome != Outcome.DONE && (told != 0 || listed != 0)) {
            checks.add(
                    new Check(c.title(), "records " + outcome.word(), told, "rows in " + ExceptionsCsv.NAME, listed));
        }
    }

    private void addComponentChecks(List<Check> checks, ClassReport c) {
        Map<String, ComponentCount> listed = new LinkedHashMap<>();
        c.components().forEach(component -> listed.put(component.table(), new ComponentCount(component.table(), 0, 0)));
        components.forEach((table, count) -> {
            if (table.recordClass().equals(c.name())) {
                listed.put(table.name(), count);
            }
        });
        listed.forEach((table, rows) -> {
            ComponentCount told = c.components().stream()
                    .filter(component -> component.table().equals(table))
                    .findFirst()
                    .orElse(new ComponentCount(table, 0, 0));
            String in = "the same in " + RegisterCsv.NAME;
            checks.add(new Check(c.title(), "rows removed from " + table, told.removed(), in, rows.removed()));
            if (told.changed() != 0 || rows.changed() != 0) {
                checks.add(new Check(c.title(), "rows changed in " + table, told.changed(), in, rows.changed()));
            }
            if (told.unlinked() != 0 || rows.unlinked() != 0) {
                checks.add(new Check(c.title(), "links removed in " + table, told.unlinked(), in, rows.unlinked()));
            }
        });
    }
}
