package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.keepuntil.decide.Status;

/**
 * What was found as of a day.
 *
 * @param digest SHA-256 over schedules, bindings, catalog, database, as-of day, counts, and each due record with its rule
 */
public record Plan(LocalDate asOf, Digests digests, String digest, List<ClassPlan> classes) {
    public Plan {
        classes = List.copyOf(classes);
    }

    /** What a plan rests on, each as SHA-256 in hex. */
    public record Digests(String schedule, String binding, String catalog) {}

    /**
     * The records of a class.
     *
     * @param statuses every status with its count; they add up to the total
     */
    public record ClassPlan(String name, String title, long total, Map<Status, Long> statuses, List<RulePlan> rules) {
        public ClassPlan {
            rules = List.copyOf(rules);
            long sum = statuses.values().stream().mapToLong(Long::longValue).sum();
            if (sum != total) {
                throw new IllegalStateException("the statuses of " + name + " add up to " + sum + ", not to " + total);
            }
        }

        public long due() {
            return statuses.getOrDefault(Status.DUE, 0L);
        }
    }

    /**
     * A rule and the records that it governs and that are due; for a rule that only marks, the records to be marked.
     *
     * @param phrase the period in the words of the schedule, and its condition where it has one
     */
    public record RulePlan(String id, String phrase, String act, String authority, long due) {}

    public long due() {
        return classes.stream().mapToLong(ClassPlan::due).sum();
    }
}
