package org.keepuntil.approval;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keepuntil.control.PlanDigests;
import org.keepuntil.control.Run;
import org.keepuntil.schedule.Disposal;

/**
 * A plan that is stored and waits.
 *
 * @param run its run, which has not begun
 * @param rules what it would do
 * @param approval the approval in force, if there is one
 */
public record StoredPlan(Run run, List<PlannedRule> rules, Optional<Given> approval) {
    /** How long a plan waits to be approved, or an approved one to be acted on. */
    public static final Duration LASTS = Duration.ofDays(30);

    private static final int NAME = 12;

    public StoredPlan {
        rules = List.copyOf(rules);
    }

    /**
     * What a plan would do by a stage of a rule.
     *
     * @param records how many are due
     * @param total how many records the class has
     */
    public record PlannedRule(
            String recordClass, String rule, Disposal act, String phrase, String authority, long records, long total) {}

    /** An approval, as far as a plan that has it goes. */
    public record Given(long id, String by, Instant at, Instant expires) {}

    /** What it is called: the beginning of its digest. */
    public String name() {
        return name(digests().plan());
    }

    /** What a plan with that digest is called. */
    public static String name(String digest) {
        return digest.substring(0, NAME);
    }

    public PlanDigests digests() {
        return run.digests().orElseThrow();
    }

    /** How many records it would dispose of. */
    public long records() {
        return rules.stream().mapToLong(PlannedRule::records).sum();
    }

    /** When it is too old to be approved, or to be acted on. */
    public Instant expires() {
        return approval.map(Given::expires).orElseGet(() -> run.startedAt().plus(LASTS));
    }
}
