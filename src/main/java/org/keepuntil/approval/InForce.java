package org.keepuntil.approval;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.plan.Approved;

/**
 * The approvals that are in force for a run.
 *
 * @param plan when the very plan of the run was approved: then all of it is, whatever a cap says
 * @param rules when the rules were approved that have a standing approval
 */
public record InForce(Optional<Instant> plan, Map<Covered, Instant> rules) implements Approved {
    /** A rule for a class of records. */
    public record Covered(String recordClass, String rule) {}

    public InForce {
        rules = Map.copyOf(rules);
    }

    @Override
    public Optional<Instant> since(String recordClass, String rule) {
        return plan.or(() -> Optional.ofNullable(rules.get(new Covered(recordClass, rule))));
    }

    /** Whether an approver has looked at the very list of records. */
    public boolean ofThePlan() {
        return plan.isPresent();
    }
}
