package org.keepuntil.dispose;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Standing;
import org.keepuntil.decide.Status;
import org.keepuntil.plan.DisagreementException;
import org.keepuntil.sql.ClassSql;
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

    /** What the record is now, and which rule governs it. */
    record Verdict(Status status, String rule) {}

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
        Sql query = Sql.concat(
                "select r.tableoid::bigint, r.ctid::text, ",
                sql.status(),
                ", ",
                sql.rule(),
                ", ",
                sql.held(),
                ", ",
                sql.referredTo());
        for (Sql column : sql.factColumns()) {
            query = Sql.concat(query, ", ", column);
        }
        query = Sql.concat(
                query, " from ", sql.from(), " where ", candidates.roots().isIn("r"), " and ", sql.ofClass());
        jdbc.query(
                query.text(),
                row -> {
                    Standing standing = new Standing(row.getBoolean(5), row.getBoolean(6));
                    Decision decision = run.decider()
                            .decide(sql.readFacts(row, 7), standing, run.run().asOf());
                    Status found = Status.ofWord(row.getString(3));
                    String rule = decision.ruleId().orElse("");
                    String ruleFound = row.getString(4);
                    if (found != decision.status()) {
                        throw new DisagreementException(run.name(), found, decision.status());
                    }
                    if (found == Status.DUE && ruleFound != null && !Objects.equals(ruleFound, rule)) {
                        throw new DisagreementException(run.name(), ruleFound, rule);
                    }
                    candidates
                            .roots()
                            .owners(new RowPlace(row.getLong(1), row.getString(2)))
                            .forEach(n -> verdicts.put(n, new Verdict(found, rule)));
                },
                query.values().toArray());
        return verdicts;
    }
}
