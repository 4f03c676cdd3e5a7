package org.keepuntil.approval;

import java.time.LocalDate;
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
        if (refusals.isEmpty()) {
            refusals = new MissingIndexes(plan, jdbc, MissingIndexes.MOST_BYTES).check(workload);
        }
        return refusals.stream().reduce(Refusal::and);
    }

    /**
     * Looks at the day of a new plan.
     *
     * @param workload of whose classes it is
     * @param jdbc as the operator, the auditor or the approver
     * @return why there may be none as of that day; empty where there may
     */
    public static Optional<Refusal> asOf(LocalDate day, Workload workload, JdbcTemplate jdbc) {
        return jdbc
                .query(
                        """
                        select r.as_of, r.id from keepuntil.run r
                        where r.plan_digest is not null and r.state <> 'refused' and r.as_of > ?
                            and exists (select from keepuntil.plan_class c where c.run = r.id and c.class = any (?))
                        order by r.as_of desc, r.id desc limit 1""",
                        (row, n) ->
                                Refusal.Kind.BACKWARDS.with(day, row.getObject(1, LocalDate.class), row.getString(2)),
                        day,
                        workload.classes().stream().map(Workload.Work::name).toArray(String[]::new))
                .stream()
                .findFirst();
    }

    /**
     * Looks at what approvers last said of the schedules.
     *
     * @param jdbc as the operator, the auditor or the approver
     * @return why an approver has to look at them again first; empty where none has
     */
    public static Optional<Refusal> shorter(Workload workload, JdbcTemplate jdbc) {
        return new Shorter(jdbc).check(workload).stream().reduce(Refusal::and);
    }
}
