package org.keepuntil.dispose;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.decide.Act;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Facts;
import org.keepuntil.decide.Status;
import org.keepuntil.sql.BothEvaluators;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.DisagreementException;
import org.keepuntil.sql.Sql;
import org.springframework.jdbc.core.JdbcTemplate;

/** Decides the locked records again, by the database and by the program, from the same rows. */
final class Reevaluation {
    private final ClassRun run;
    private final JdbcTemplate jdbc;

    Reevaluation(ClassRun run, JdbcTemplate jdbc) {
        this.run = run;
        this.jdbc = jdbc;
    }

    /** What the record is now, and what is done next with it. */
    record Verdict(Facts facts, Decision decision) {
        Status status() {
            return decision.status();
        }

        Optional<Act> act() {
            return decision.act();
        }
    }

    /**
     * The verdict for each record; none for a row that is no record of the class any more.
     *
     * @throws DisagreementException if the evaluators differ for one of them
     */
    Map<Long, Verdict> decide(Candidates candidates) {
        Map<Long, Verdict> verdicts = new HashMap<>();
        if (candidates.roots().isEmpty()) {
            return verdicts;
        }
        ClassSql sql = run.sql();
        BothEvaluators both = new BothEvaluators(run.work(), sql, run.run().asOf());
        Sql query = Sql.concat(
                "select r.tableoid::bigint, r.ctid::text, ",
                both.columns(),
                " from ",
                sql.from(),
                " where ",
                candidates.roots().isIn("r"),
                " and ",
                sql.ofClass());
        jdbc.query(
                query.text(),
                row -> {
                    BothEvaluators.Found found = both.read(row, 3);
                    Verdict verdict = new Verdict(found.facts(), found.decision());
                    candidates
                            .roots()
                            .owners(new RowPlace(row.getLong(1), row.getString(2)))
                            .forEach(n -> verdicts.put(n, verdict));
                },
                query.values().toArray());
        return verdicts;
    }
}
