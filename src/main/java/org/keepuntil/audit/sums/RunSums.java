package org.keepuntil.audit.sums;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.Altered;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.RunEnd;
import org.keepuntil.audit.RunStart;
import org.keepuntil.audit.verify.Finding;
import org.keepuntil.audit.verify.Verification;

/**
 * The sums of each run: as many records as its progress says are done have entries, and its last entry says of each class what its rows
 * say.
 */
public final class RunSums implements Verification {
    private final Map<Long, Said> runs = new TreeMap<>();

    /** What the log says of a run. */
    private static final class Said {
        private final Map<String, Long> done = new HashMap<>();
        private @Nullable RunStart start;
        private @Nullable RunEnd end;
    }

    /** What the tables say of a class in a run. */
    private record ClassSums(long run, String name, RunEnd.Counts counts) {}

    @Override
    public String name() {
        return "the sums of each run";
    }

    @Override
    public void entry(long index, Entry entry) {
        if (entry instanceof Disposed disposed) {
            count(disposed.run(), disposed.recordClass());
        } else if (entry instanceof Altered altered && !altered.rule().equals(Altered.ANONYMITY)) {
            count(altered.run(), altered.recordClass());
        } else if (entry instanceof RunStart start) {
            said(start.run()).start = start;
        } else if (entry instanceof RunEnd end) {
            said(end.run()).end = end;
        }
    }

    private void count(long run, String recordClass) {
        said(run).done.merge(recordClass, 1L, Long::sum);
    }

    private Said said(long run) {
        return runs.computeIfAbsent(run, number -> new Said());
    }

    @Override
    public List<Finding> findings(Connection database) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (Statement statement = database.createStatement()) {
            states(statement, findings);
            classes(statement, findings);
        }
        return findings;
    }

    private void states(Statement statement, List<Finding> findings) throws SQLException {
        Map<Long, Said> left = new TreeMap<>(runs);
        try (ResultSet row = statement.executeQuery("""
                select id, epoch, state, as_of::text, schedule_digest, binding_digest, catalog_digest, plan_digest
                from keepuntil.run order by id""")) {
            while (row.next()) {
                long run = row.getLong(1);
                Said said = left.remove(run);
                if (said != null) {
                    compare(row, run, said, findings);
                } else if (row.getString(3).equals("finished")) {
                    findings.add(new Finding("run " + run, "it is finished, and the log has nothing of it"));
                }
            }
        }
        left.keySet()
                .forEach(run ->
                        findings.add(new Finding("run " + run, "the log has entries of it, and its row is missing")));
    }

    private static void compare(ResultSet row, long run, Said said, List<Finding> findings) throws SQLException {
        RunStart start = said.start;
        if (start == null) {
            // a plan that was stored and is void is closed without having begun
            if (!said.done.isEmpty()) {
                findings.add(
                        new Finding("run " + run, "the log has records that it disposed of, and not that it began"));
            }
        } else if (!start.asOf().toString().equals(row.getString(4))
                || !start.digests().schedule().equals(row.getString(5))
                || !start.digests().binding().equals(row.getString(6))
                || !start.digests().catalog().equals(row.getString(7))
                || !start.digests().plan().equals(row.getString(8))) {
            findings.add(new Finding("run " + run, "its plan is not the one with which the log says that it began"));
        }
        RunEnd end = said.end;
        String state = row.getString(3);
        boolean closed = state.equals("finished") || state.equals("failed") || state.equals("refused");
        if (closed && start != null && (end == null || !end.outcome().word().equals(state))) {
            findings.add(new Finding(
                    "run " + run,
                    "its state is " + state + ", and the log says "
                            + (end == null
                                    ? "nothing of its end"
                                    : end.outcome().word())));
        }
        if (!closed && end != null && end.outcome().closed()) {
            findings.add(new Finding(
                    "run " + run,
                    "its state is " + state + ", and the log says "
                            + end.outcome().word()));
        }
    }

    private void classes(Statement statement, List<Finding> findings) throws SQLException {
        Map<Long, Map<String, Long>> unseen = new TreeMap<>();
        runs.forEach((run, said) -> unseen.put(run, new TreeMap<>(said.done)));
        for (ClassSums each : classes(statement)) {
            long logged = removed(unseen, each);
            if (logged != each.counts().done()) {
                findings.add(new Finding(
                        "run " + each.run() + ", " + each.name(),
                        "its progress says " + each.counts().done() + " records done, and the log has entries of "
                                + logged));
            }
            compareEnd(each, findings);
        }
        unseen.forEach((run, left) -> left.forEach((recordClass, entries) -> findings.add(new Finding(
                "run " + run + ", " + recordClass,
                "the log has entries of " + entries + " records, and there is no progress"))));
    }

    private static long removed(Map<Long, Map<String, Long>> unseen, ClassSums each) {
        Long logged = unseen.getOrDefault(each.run(), new HashMap<>()).remove(each.name());
        return logged == null ? 0 : logged;
    }

    /** A run that was left is compared when it has come to its end: its rows have gone on since. */
    private void compareEnd(ClassSums each, List<Finding> findings) {
        Said said = runs.get(each.run());
        RunEnd end = said == null ? null : said.end;
        if (end == null || !end.outcome().closed()) {
            return;
        }
        RunEnd.Counts counts = end.classes().get(each.name());
        if (!each.counts().equals(counts)) {
            findings.add(new Finding(
                    "run " + each.run() + ", " + each.name(),
                    "its rows count " + each.counts() + ", and its last entry says "
                            + (counts == null ? "nothing" : counts)
                            + " (planned/done/held/no longer due/not reached/failed)"));
        }
    }

    private static List<ClassSums> classes(Statement statement) throws SQLException {
        List<ClassSums> classes = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("""
                select p.run, p.class, p.planned, p.done, coalesce(o.held, 0), coalesce(o.no_longer_due, 0), coalesce(o.failed, 0)
                from keepuntil.progress p
                left join (
                    select run, class, count(*) filter (where outcome = 'held') as held,
                        count(*) filter (where outcome in ('no longer due', 'gone', 'referred to')) as no_longer_due,
                        count(*) filter (where outcome = 'failed') as failed
                    from keepuntil.outcome group by run, class) as o on o.run = p.run and o.class = p.class
                order by p.run, p.class""")) {
            while (row.next()) {
                long planned = row.getLong(3);
                long done = row.getLong(4);
                long held = row.getLong(5);
                long noLongerDue = row.getLong(6);
                long failed = row.getLong(7);
                classes.add(new ClassSums(
                        row.getLong(1),
                        row.getString(2),
                        new RunEnd.Counts(
                                planned,
                                done,
                                held,
                                noLongerDue,
                                planned - done - held - noLongerDue - failed,
                                failed)));
            }
        }
        return classes;
    }
}
