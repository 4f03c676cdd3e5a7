package org.keepuntil.audit.prove;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * By whose authority a run acted under a rule, as the control schema has it: the log has digests of it.
 *
 * @param period what the rule keeps, in the schedule's words
 * @param basis what the schedule says the rule rests on; empty where it says nothing
 * @param operator the account that ran
 */
public record Authority(String period, String basis, String operator, List<Approval> approvals) {
    public Authority {
        approvals = List.copyOf(approvals);
    }

    /**
     * An approval that the run rested on.
     *
     * @param standing whether it is of the rule, and not of the very plan
     * @param entry where in the log it stands
     */
    public record Approval(long id, boolean standing, String by, Instant at, OptionalLong entry) {}

    /** That of a run, a class and a rule; empty where the run did not know such a rule. */
    public static Optional<Authority> of(JdbcTemplate jdbc, long run, String recordClass, String rule) {
        return jdbc
                .query(
                        """
                        select p.phrase, p.authority, r.operator from keepuntil.run r
                        join keepuntil.plan_rule p on p.run = r.id
                        where r.id = ? and p.class = ? and p.rule = ? order by p.due desc limit 1""",
                        (row, n) -> new Authority(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                approvals(jdbc, run, recordClass, rule)),
                        run,
                        recordClass,
                        rule)
                .stream()
                .findFirst();
    }

    /** Those that were in force when the run began, or were given for its plan. */
    private static List<Approval> approvals(JdbcTemplate jdbc, long run, String recordClass, String rule) {
        return jdbc.query(
                """
                select a.id, a.kind = 'standing', a.approved_by, a.approved_at, a.entry
                from keepuntil.run r join keepuntil.approval a on a.kind <> 'rejection'
                where r.id = ? and (a.run = r.id and a.plan_digest = r.plan_digest and a.withdrawn_at is null
                    or a.kind = 'standing' and a.schedule_digest = r.schedule_digest
                        and a.binding_digest = r.binding_digest and a.catalog_digest = r.catalog_digest
                        and a.approved_at <= coalesce(r.finished_at, 'infinity') and a.expires_at > r.started_at
                        and coalesce(a.withdrawn_at, 'infinity') > r.started_at
                        and exists (select from keepuntil.approval_rule c
                            where c.approval = a.id and (c.class, c.rule) = (?, ?)))
                order by a.id""",
                (row, n) -> {
                    long entry = row.getLong(5);
                    OptionalLong logged = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(entry);
                    return new Approval(
                            row.getLong(1),
                            row.getBoolean(2),
                            row.getString(3),
                            row.getObject(4, OffsetDateTime.class).toInstant(),
                            logged);
                },
                run,
                recordClass,
                rule);
    }
}
