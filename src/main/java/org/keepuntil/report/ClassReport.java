package org.keepuntil.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.decide.Status;

/**
 * What became of one class of records.
 *
 * @param name the word of the schedule
 * @param total records in the class when the plan was made
 * @param statuses how many records the plan found in each status; one that is not given counts 0
 * @param rules the rules of the class, in the order of the schedule
 * @param components what went from other tables with the records, a table each
 * @param flags marks set and removed by the run, a rule each
 * @param waiting what is on the review list, a rule each; none where the list is no longer that of the run
 * @param statistics what rules counted before they let records go, a rule each
 * @param anonymity where the class is anonymised under a test
 */
public record ClassReport(
        String name,
        String title,
        long total,
        Map<Status, Long> statuses,
        List<RuleReport> rules,
        Outcomes outcomes,
        List<ComponentCount> components,
        List<FlagCount> flags,
        List<Waiting> waiting,
        List<Statistic> statistics,
        Optional<AnonymityTest> anonymity) {
    public ClassReport(
            String name,
            String title,
            long total,
            Map<Status, Long> statuses,
            List<RuleReport> rules,
            Outcomes outcomes,
            List<ComponentCount> components,
            List<FlagCount> flags,
            List<Waiting> waiting) {
        this(name, title, total, statuses, rules, outcomes, components, flags, waiting, List.of(), Optional.empty());
    }

    public ClassReport {
        Map<Status, Long> all = new EnumMap<>(Status.class);
        for (Status status : Status.values()) {
            all.put(status, statuses.getOrDefault(status, 0L));
        }
        statuses = Collections.unmodifiableMap(all);
        rules = List.copyOf(rules);
        components = List.copyOf(components);
        flags = List.copyOf(flags);
        waiting = List.copyOf(waiting);
        statistics = List.copyOf(statistics);
    }

    /** Marks that a rule set and removed. */
    public record FlagCount(String rule, long added, long removed) {}

    public long count(Status status) {
        return statuses.getOrDefault(status, 0L);
    }

    List<Check> checks() {
        List<Check> checks = new ArrayList<>();
        long together = statuses.values().stream().mapToLong(Long::longValue).sum();
        long byRule = rules.stream()
                .filter(rule -> !rule.flags())
                .mapToLong(RuleReport::due)
                .sum();
        checks.add(new Check(title, "records in the class", total, "all statuses together", together));
        checks.add(new Check(
                title, "records planned", outcomes.planned(), "records with the status due", count(Status.DUE)));
        checks.add(new Check(title, "records planned", outcomes.planned(), "due by all rules together", byRule));
        checks.add(new Check(
                title,
                "records planned",
                outcomes.planned(),
                "all outcomes together",
                outcomes.done() + outcomes.notDone()));
        Check.ofNone(title, "counts below zero", belowZero()).ifPresent(checks::add);
        return checks;
    }

    private long belowZero() {
        List<Long> all = new ArrayList<>(statuses.values());
        all.addAll(outcomes.counts().values());
        all.add(total);
        all.add(outcomes.planned());
        rules.forEach(rule -> all.add(rule.due()));
        components.forEach(
                component -> Collections.addAll(all, component.removed(), component.unlinked(), component.changed()));
        flags.forEach(flag -> Collections.addAll(all, flag.added(), flag.removed()));
        return all.stream().filter(count -> count < 0).count();
    }
}
