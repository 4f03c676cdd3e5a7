package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.keepuntil.decide.Explanation;
import org.keepuntil.decide.Status;
import org.keepuntil.schedule.Rule;

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
     * @param unapproved records that would be due if somebody had approved it, counted as awaiting approval
     */
    public record ClassPlan(
            String name, String title, long total, Map<Status, Long> statuses, long unapproved, List<RulePlan> rules) {
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
     * A stage of a rule and the records on which it acts; for a rule that only marks, the records to be marked.
     *
     * @param stage from 1
     * @param act what is done: what the stage says, or what a person decided of records in review
     * @param phrase the period in the words of the schedule, with its condition and its maximum where it has them
     */
    public record RulePlan(String id, int stage, String phrase, String act, String authority, long due) {
        static RulePlan of(Rule rule, int stage, String act, long due) {
            return new RulePlan(
                    rule.id(),
                    stage,
                    Explanation.ofStage(rule, stage) + maximum(rule, stage),
                    act,
                    rule.authority().orElse(""),
                    due);
        }

        /** Said with the last stage, unless it is all that the rule says. */
        private static String maximum(Rule rule, int stage) {
            boolean onlyMaximum =
                    rule.noLongerThan().filter(rule.lastStage().keep()::equals).isPresent();
            return stage < rule.stages().size() || onlyMaximum
                    ? ""
                    : rule.noLongerThanPhrase()
                            .map(phrase -> "; no longer than " + phrase)
                            .orElse("");
        }
    }

    public long due() {
        return classes.stream().mapToLong(ClassPlan::due).sum();
    }

    /** Records that would be due if somebody had approved it. */
    public long unapproved() {
        return classes.stream().mapToLong(ClassPlan::unapproved).sum();
    }
}
