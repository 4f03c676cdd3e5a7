package org.keepuntil.job;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.keepuntil.audit.RunEnd;
import org.keepuntil.control.Run;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What became of everything that a run had planned, counted again from its rows.
 *
 * @param left why records stayed, as far as the run gave a reason
 */
public record Reconciliation(Map<String, RunEnd.Counts> classes, List<Left> left) {
    /**
     * Records that stayed.
     *
     * @param reason a sentence of the program's own
     */
    public record Left(String recordClass, String reason, long records) {}

    static Reconciliation of(Run run, JdbcTemplate jdbc) {
        Map<String, RunEnd.Counts> classes = new TreeMap<>();
        jdbc.query(
                """
                select p.class, p.planned, p.done,
                       count(*) filter (where o.outcome = 'held'),
                       count(*) filter (where o.outcome in ('no longer due', 'gone', 'referred to')),
                       count(*) filter (where o.outcome = 'failed'),
                       count(o.n)
                from keepuntil.progress p
                left join keepuntil.outcome o on o.run = p.run and o.class = p.class
                where p.run = ?
                group by p.class, p.planned, p.done""",
                row -> {
                    long planned = row.getLong(2);
                    long done = row.getLong(3);
                    long held = row.getLong(4);
                    long noLongerDue = row.getLong(5);
                    long failed = row.getLong(6);
                    classes.put(
                            row.getString(1),
                            new RunEnd.Counts(
                                    planned,
                                    done,
                                    held,
                                    noLongerDue,
                                    planned - done - held - noLongerDue - failed,
                                    failed));
                },
                run.id());
        List<Left> left =
                jdbc.query("""
                select class, reason, count(*) from keepuntil.outcome
                where run = ? and reason is not null and outcome in ('not reached', 'failed')
                group by class, reason order by class, count(*) desc, reason""", (row, n) -> new Left(row.getString(1), row.getString(2), row.getLong(3)), run.id());
        return new Reconciliation(classes, left);
    }

    public long planned() {
        return classes.values().stream().mapToLong(RunEnd.Counts::planned).sum();
    }

    public long done() {
        return classes.values().stream().mapToLong(RunEnd.Counts::done).sum();
    }

    public long held() {
        return classes.values().stream().mapToLong(RunEnd.Counts::held).sum();
    }

    public long noLongerDue() {
        return classes.values().stream().mapToLong(RunEnd.Counts::noLongerDue).sum();
    }

    public long notReached() {
        return classes.values().stream().mapToLong(RunEnd.Counts::notReached).sum();
    }

    public long failed() {
        return classes.values().stream().mapToLong(RunEnd.Counts::failed).sum();
    }
}
