package org.keepuntil.approval;

import java.util.List;
import java.util.Optional;
import org.keepuntil.plan.Plan;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a new plan must pass before anything is done by it. A plan that an approver has approved itself need not. */
public final class Guards {
    private Guards() {}

    /**
     * Looks at how much is due.
     *
     * @param plan whose due records are those that would go
     * @param jdbc as the operator, the auditor or the approver
     * @return why nothing of it may be done; empty where all of it may
     */
    public static Optional<Refusal> check(Plan plan, Workload workload, JdbcTemplate jdbc) {
        List<Refusal> overCap = Caps.check(plan, workload, jdbc);
        List<Refusal> refusals = overCap.isEmpty() ? Jump.check(plan, jdbc) : overCap;
        return refusals.stream().reduce(Refusal::and);
    }
}
