package org.keepuntil.approval;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.control.PlanDigests;
import org.keepuntil.control.Run;
import org.keepuntil.plan.Plan;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;

/** What approvers have said, and what waits for them. The database keeps them apart from those who plan and run. */
public interface Approvals {
    /** Those of that database, to be given as the approver and read as anybody. */
    static Approvals of(DataSource account) {
        return new JdbcApprovals(account);
    }

    /**
     * Returns if all that a run would do is approved. Past the hold gate nobody can take an approval back before the transaction ends.
     *
     * @throws NotApprovedException otherwise
     */
    static void require(Run run, JdbcTemplate operator) {
        if (Boolean.TRUE.equals(operator.queryForObject(
                "select exists (select from keepuntil.unapproved(?))", Boolean.class, run.id()))) {
            throw new NotApprovedException(run.id());
        }
    }

    /** The standing approvals in force for what a plan rests on. */
    InForce standing(Plan.Digests digests);

    /** All approvals in force for what a run does. */
    InForce inForce(Run run);

    /** The plans that wait, approved or not, the oldest first. */
    List<StoredPlan> stored();

    /** The stored plan in whose list a record is; the newest, or the approved one where there is one. */
    Optional<StoredPlan> listing(String recordClass, RecordKey key);

    /** The approvals that were given, the latest first; rejections are among them. */
    List<Approval> all();

    /**
     * Approves a plan.
     *
     * @throws ApprovalException if it does not wait any more, is approved, or was made by the same account
     */
    Approval approve(StoredPlan plan, Optional<String> reason);

    /** Rejects a plan, which is over then. */
    Approval reject(StoredPlan plan, String reason);

    /**
     * Approves, until something changes, what some rules do.
     *
     * @param expires a day before a year is over, if it shall end sooner
     */
    Approval approveStanding(
            PlanDigests digests,
            Workload workload,
            List<InForce.Covered> rules,
            Optional<Instant> expires,
            Optional<String> reason);

    /**
     * Takes an approval back; when it has returned, nothing goes by it any more, not even in a batch that was under way.
     *
     * @throws ApprovalException if there is none of that number in force
     */
    Approval withdraw(long id, String reason);
}
