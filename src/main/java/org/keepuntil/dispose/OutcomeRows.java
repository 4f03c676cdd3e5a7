package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Why candidates of a batch did not go. */
final class OutcomeRows {
    private final ClassRun run;
    private final Candidates candidates;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    OutcomeRows(ClassRun run, Candidates candidates) {
        this.run = run;
        this.candidates = candidates;
    }

    void add(Long n, Outcome outcome, @Nullable String reason) {
        rows.add(new @Nullable Object[] {
            run.run().id(), run.name(), n, candidates.reference(n, run), outcome.word(), reason
        });
    }

    void write(JdbcTemplate jdbc) {
        jdbc.batchUpdate(
                "insert into keepuntil.outcome (run, class, n, key_ref, outcome, reason) values (?, ?, ?, ?, ?, ?)",
                rows);
    }
}
