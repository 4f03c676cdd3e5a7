package org.keepuntil.approval;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keepuntil.plan.Plan;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The last run that came to its end, as far as one class of records goes.
 *
 * @param due records of the class that were due then
 */
record LastRun(long id, LocalDate asOf, Plan.Digests digests, long due) {
    static Optional<LastRun> of(String recordClass, JdbcTemplate jdbc) {
        return jdbc
                .query(
                        """
                        select r.id, r.as_of, r.schedule_digest, r.binding_digest, r.catalog_digest, coalesce((c.statuses ->> 'due')::bigint, 0)
                        from keepuntil.run r join keepuntil.plan_class c on c.run = r.id and c.class = ?
                        where r.state = 'finished' order by r.id desc limit 1""",
                        (row, n) -> new LastRun(
                                row.getLong(1),
                                row.getObject(2, LocalDate.class),
                                new Plan.Digests(row.getString(3), row.getString(4), row.getString(5)),
                                row.getLong(6)),
                        recordClass)
                .stream()
                .findFirst();
    }

    /** What is different now, in a sentence. */
    static String since(String recordClass, Plan plan, JdbcTemplate jdbc) {
        return of(recordClass, jdbc)
                .map(last -> last.since(plan))
                .orElse("No run has finished with records of this class before.");
    }

    private String since(Plan plan) {
        List<String> changed = new ArrayList<>();
        if (!digests.schedule().equals(plan.digests().schedule())) {
            changed.add("the schedule");
        }
        if (!digests.binding().equals(plan.digests().binding())) {
            changed.add("the binding");
        }
        if (!digests.catalog().equals(plan.digests().catalog())) {
            changed.add("what it relies on in the tables");
        }
        return String.format(
                Locale.ROOT,
                "When run %d, the last one, was planned as of %s, %,d were due; since then %s.",
                id,
                asOf,
                due,
                changed.isEmpty()
                        ? "neither schedule nor binding nor tables have changed"
                        : (changed.size() == 1 ? changed.get(0) + " has" : String.join(" and ", changed) + " have")
                                + " changed");
    }
}
