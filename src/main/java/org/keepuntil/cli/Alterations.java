package org.keepuntil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.keepuntil.audit.Altered;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.decide.Explanation.Section;
import org.keepuntil.sql.Workload.Work;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was done to a record that is still there, and what was written down for later. */
final class Alterations {
    private Alterations() {}

    /**
     * A section, or none where nothing was done.
     *
     * @param reference the record's name in the log; empty where there is no key to tell it
     */
    static List<Section> of(DataSource database, Work work, RecordKey key, Optional<String> reference) {
        List<String> lines = new ArrayList<>();
        JdbcTemplate jdbc = new JdbcTemplate(database);
        String[] parts = key.parts().toArray(String[]::new);
        jdbc.query(
                """
                select rule, stage, deed, done_on::text, pinned_on::text, appeared_on::text from keepuntil.stage
                where class = ? and key = ?::text[] order by rule, stage""",
                row -> {
                    String rule = row.getString(1);
                    int stage = row.getInt(2);
                    if (row.getString(3) != null) {
                        lines.add("It was " + row.getString(3) + " on " + row.getString(4) + ": stage " + stage
                                + " of rule " + rule + ".");
                    }
                    if (row.getString(5) != null && row.getString(3) == null) {
                        lines.add(
                                "Not before " + row.getString(5) + ", which was written down before values went: stage "
                                        + stage + " of rule " + rule + ".");
                    }
                    if (row.getString(6) != null) {
                        lines.add("On " + row.getString(6)
                                + " data was found in it that had not been left there: somebody has to look at it.");
                    }
                },
                work.name(),
                parts);
        jdbc.query(
                "select distinct table_name from keepuntil.remains where class = ? and key = ?::text[] and appeared order by 1",
                row -> {
                    lines.add("  in " + row.getString(1));
                },
                work.name(),
                parts);
        reference.ifPresent(name -> AuditLog.of(JdbcClient.create(database))
                .alterations(name)
                .forEach(altered -> lines.addAll(lines(altered))));
        return lines.isEmpty() ? List.of() : List.of(new Section("What was done to it", lines));
    }

    static List<String> lines(Altered altered) {
        List<String> lines = new ArrayList<>();
        lines.add("Run " + altered.run() + ", as of " + altered.asOf() + ", "
                + (altered.rule().equals(Altered.ANONYMITY)
                        ? "took columns away because too few records were like it:"
                        : altered.deed().word() + " it under rule " + altered.rule() + ":"));
        rows(altered.changed(), "changed", lines);
        rows(altered.removed(), "went", lines);
        rows(altered.unlinked(), "stayed, without the link", lines);
        return lines;
    }

    private static void rows(Map<String, Long> rows, String what, List<String> lines) {
        rows.forEach((table, count) ->
                lines.add("  " + Words.count(count, "row", "rows") + " of " + table + " " + what + "."));
    }
}
