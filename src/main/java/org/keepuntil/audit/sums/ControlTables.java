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
import org.keepuntil.audit.ControlSums;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.verify.Finding;
import org.keepuntil.audit.verify.Verification;

/**
 * Whether every row of every control table is what was done to it: the sums in the database are those of the log, and with the changes
 * since the last seal they are the sums of the rows.
 */
public final class ControlTables implements Verification {
    private final Map<String, Sealed> sealed = new HashMap<>();

    /** What the log last said of a sum. */
    private record Sealed(long entry, String digest) {}

    @Override
    public String name() {
        return "the control tables";
    }

    @Override
    public void entry(long index, Entry entry) {
        if (entry instanceof ControlSums sums) {
            sums.digests().forEach((name, digest) -> sealed.put(name, new Sealed(index, digest)));
        }
    }

    @Override
    public List<Finding> findings(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            if (isUpgrading(statement)) {
                return List.of(new Finding(
                        "control schema",
                        "an upgrade was cut off, so its tables can't be compared; run keepuntil init --upgrade"));
            }
            List<Finding> findings = new ArrayList<>(sums(statement));
            findings.addAll(rows(statement));
            findings.addAll(unwatched(statement));
            return findings;
        }
    }

    private static boolean isUpgrading(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select keepuntil.is_upgrading()")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** The sums that the database keeps, against their digests in the log. */
    private List<Finding> sums(Statement statement) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        Map<String, Sealed> left = new TreeMap<>(sealed);
        try (ResultSet row = statement.executeQuery("""
                select table_name, run, keepuntil.sum_digest(total, differed), differed
                from keepuntil.control_sum order by table_name collate "C", run""")) {
            while (row.next()) {
                String table = row.getString(1);
                long run = row.getLong(2);
                Sealed last = left.remove(run == 0 ? table : table + "/" + run);
                if (last == null) {
                    findings.add(new Finding(
                            where("control_sum", 0), "the sum of " + where(table, run) + " is not in the log"));
                } else if (!last.digest().equals(row.getString(3))) {
                    findings.add(new Finding(
                            where("control_sum", 0),
                            "the sum of " + where(table, run) + " is not that of entry " + last.entry()));
                } else if (row.getBoolean(4)) {
                    findings.add(new Finding(
                            where(table, run), "its rows were not what the log said when Keepuntil was last upgraded"));
                }
            }
        }
        left.forEach((name, last) -> findings.add(new Finding(
                where("control_sum", 0),
                "the sum of " + name + ", which is in entry " + last.entry() + ", is missing")));
        return findings;
    }

    /** The rows, against the sums and what has changed since. */
    private static List<Finding> rows(Statement statement) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("""
                select table_name, run from keepuntil.sums_that_differ() order by table_name collate "C", run""")) {
            while (row.next()) {
                findings.add(new Finding(
                        where(row.getString(1), row.getLong(2)),
                        "a row was changed, added or removed in another way than through Keepuntil"));
            }
        }
        return findings;
    }

    private static List<Finding> unwatched(Statement statement) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (ResultSet row = statement.executeQuery("select keepuntil.unwatched_tables()")) {
            while (row.next()) {
                findings.add(
                        new Finding(
                                where(row.getString(1), 0),
                                "its changes are not written down: its triggers are missing or switched off, or it is not Keepuntil's"));
            }
        }
        return findings;
    }

    private static String where(String table, long run) {
        return "keepuntil." + table + (run == 0 ? "" : ", run " + run);
    }
}
