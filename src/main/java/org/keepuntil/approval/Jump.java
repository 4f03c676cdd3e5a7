package org.keepuntil.approval;

import java.util.List;
import java.util.Optional;
import org.keepuntil.plan.Plan;
import org.springframework.jdbc.core.JdbcTemplate;

/** Many more records due than there ever were, although the schedule is the same: then it is the data that changed. */
final class Jump {
    private static final int RUNS = 10;
    private static final int TIMES = 3;
    private static final long MORE = 100;

    private Jump() {}

    /** A refusal for each class of which so much more is due. */
    static List<Refusal> check(Plan plan, JdbcTemplate jdbc) {
        return plan.classes().stream()
                .flatMap(found -> most(found.name(), plan, jdbc)
                        .filter(most -> found.due() > Math.max(TIMES * most, most + MORE))
                        .map(most -> refusal(found, most, LastRun.since(found.name(), plan, jdbc)))
                        .stream())
                .toList();
    }

    /**
     * The most records of a class that one of the last runs under this schedule found: those that waited for an approval too, so that
     * giving it is no jump. Empty where there was no such run.
     */
    private static Optional<Long> most(String recordClass, Plan plan, JdbcTemplate jdbc) {
        return Optional.ofNullable(
                jdbc.queryForObject("""
                select max(due) from (
                    select coalesce((c.statuses ->> 'due')::bigint, 0) + coalesce((c.statuses ->> 'awaiting approval')::bigint, 0) as due
                    from keepuntil.run r join keepuntil.plan_class c on c.run = r.id and c.class = ?
                    where r.state = 'finished' and r.schedule_digest = ? order by r.id desc limit ?) as last""", Long.class, recordClass, plan.digests().schedule(), RUNS));
    }

    private static Refusal refusal(Plan.ClassPlan found, long most, String since) {
        return Refusal.Kind.JUMP.with(found.due(), found.name(), most, since);
    }
}
