package org.keepuntil.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Sees to it that every transaction of a runner that writes holds its run before it writes to the log and commits: otherwise a runner that
 * has lost its run could commit something.
 */
final class FenceWatch implements TappedDataSource.Tap {
    private static final Pattern WRITES = Pattern.compile("\\b(insert into|update|delete from) ");
    private static final Pattern APPENDS = Pattern.compile("keepuntil\\.(append|begin_residue|reach_residue)\\(");
    private static final Pattern HOLDS =
            Pattern.compile("from keepuntil\\.run where .* for share|update keepuntil\\.run set .* epoch = ");

    /** What begins a run, has a check of its own, or tidies up after runs that are closed. */
    private static final Pattern FREE =
            Pattern.compile("insert into keepuntil\\.run |(open_plan|freeze_plan|drop_plan|see_catalog)\\(");

    private final List<String> written = new ArrayList<>();
    private boolean held;

    static DataSource watch(DataSource operator) {
        return new TappedDataSource(operator, FenceWatch::new);
    }

    @Override
    public void before(String sql, boolean alone) {
        String line = sql.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
        if (line.equals("rollback")) {
            forget();
        } else if (line.equals("commit")) {
            refuse();
            forget();
        } else if (HOLDS.matcher(line).find()) {
            held = !alone;
        } else if (APPENDS.matcher(line).find()) {
            // the lock on the log's head comes last
            written.add(line);
            refuse();
        } else if (WRITES.matcher(line.replace(" for update", "").replace("do update", ""))
                        .find()
                && !FREE.matcher(line).find()) {
            written.add(line);
            if (alone) {
                refuse();
            }
        }
    }

    private void refuse() {
        if (!held && !written.isEmpty()) {
            throw new AssertionError("a transaction of a runner writes and does not hold the run: " + written);
        }
    }

    private void forget() {
        written.clear();
        held = false;
    }
}
