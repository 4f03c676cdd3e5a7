package org.keepuntil.dispose;

import java.util.HashMap;
import java.util.Map;
import org.keepuntil.hold.HoldsNow;
import org.keepuntil.sql.HoldScopes;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A class of records with the holds as they are behind the gate. What was read behind it before is good as long as no newer hold needs SQL
 * of its own, for whatever had an older number had been placed by then, or never was.
 */
final class GateHolds {
    private final JdbcTemplate jdbc;
    private final Map<String, ClassRun> known = new HashMap<>();

    GateHolds(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Lets no hold be placed while the transaction is under way, and sees all that were placed before. */
    ClassRun pass(ClassRun run) {
        freeze(jdbc);
        ClassRun compiled = known.get(run.name());
        if (compiled == null
                || !compiled.run().equals(run.run())
                || !compiled.approved().equals(run.approved())
                || compiled.work().holds().last() != HoldsNow.last(jdbc)) {
            compiled = run.with(read(run));
            known.put(run.name(), compiled);
        }
        return compiled.with(run.dependents());
    }

    /** The same where nothing is changed yet: what goes on behind the gate looks again. */
    ClassRun look(ClassRun run) {
        return run.with(read(run));
    }

    static void freeze(JdbcTemplate jdbc) {
        jdbc.query("select keepuntil.freeze_holds()", row -> {});
    }

    private HoldScopes read(ClassRun run) {
        return HoldsNow.read(jdbc, run.work().schedule().holdGraceDays());
    }
}
