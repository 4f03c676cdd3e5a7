package org.keepuntil.dispose;

import org.jspecify.annotations.Nullable;
import org.keepuntil.control.RowSet;
import org.springframework.jdbc.core.JdbcTemplate;

/** Why candidates of a batch did not go. */
final class OutcomeRows {
    private final ClassRun run;
    private final Candidates candidates;
    private final RowSet rows =
            RowSet.of("run bigint", "class text", "n bigint", "key_ref text", "outcome text", "reason text");

    OutcomeRows(ClassRun run, Candidates candidates) {
        this.run = run;
        this.candidates = candidates;
    }

    void add(Long n, Outcome outcome, @Nullable String reason) {
        rows.add(run.run().id(), run.name(), n, candidates.reference(n, run), outcome.word(), reason);
    }

    void write(JdbcTemplate jdbc) {
        rows.update(jdbc, """
                insert into keepuntil.outcome (run, class, n, key_ref, outcome, reason)
                select run, class, n, key_ref, outcome, reason from {rows} r""");
    }
}
