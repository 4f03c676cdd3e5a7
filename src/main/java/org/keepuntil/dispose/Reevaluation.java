package org.keepuntil.dispose;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.decide.Act;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Facts;
import org.keepuntil.decide.Standing;
import org.keepuntil.decide.Status;
import org.keepuntil.sql.BothEvaluators;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload.Work;
import org.springframework.jdbc.core.JdbcTemplate;

/** Decides locked records again, by the database and by the program, from the same rows. */
record Reevaluation(Work work, ClassSql sql, LocalDate asOf, JdbcTemplate jdbc) {
    /** What the record is now, and what is done next with it. */
    record Verdict(RecordKey key, Facts facts, Decision decision, Standing standing, String ground) {
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
    Map<RowPlace, Verdict> decide(Places places) {
        Map<RowPlace, Verdict> verdicts = new HashMap<>();
        if (places.isEmpty()) {
            return verdicts;
        }
        BothEvaluators both = new BothEvaluators(work, sql, asOf);
        Sql query = Sql.concat(
                "select r.tableoid::bigint, r.ctid::text, ",
                sql.key(),
                ", ",
                sql.ground(),
                ", ",
                both.columns(),
                " from ",
                sql.from(),
                " where ",
                places.isIn("r"),
                " and ",
                sql.ofClass());
        jdbc.query(
                query.text(),
                row -> {
                    BothEvaluators.Found found = both.read(row, 5);
                    RecordKey key =
                            new RecordKey(List.of((String[]) row.getArray(3).getArray()));
                    verdicts.put(
                            new RowPlace(row.getLong(1), row.getString(2)),
                            new Verdict(key, found.facts(), found.decision(), found.standing(), row.getString(4)));
                },
                query.values().toArray());
        return verdicts;
    }

    /** The same, by the numbers to which the rows belong. */
    Map<Long, Verdict> decideByNumber(Places places) {
        Map<Long, Verdict> verdicts = new HashMap<>();
        decide(places).forEach((place, verdict) -> places.owners(place).forEach(n -> verdicts.put(n, verdict)));
        return verdicts;
    }
}
