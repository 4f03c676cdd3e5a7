package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.keepuntil.decide.Decider;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Facts;
import org.keepuntil.decide.Standing;
import org.keepuntil.decide.Status;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload.Work;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes the candidates of a class: in the database where its rule is clear, by way of the decider where dates must be compared. */
final class CandidateWriter {
    private static final int BATCH = 1000;

    private final JdbcTemplate jdbc;
    private final long run;
    private final Work work;
    private final ClassSql sql;
    private final LocalDate asOf;

    CandidateWriter(JdbcTemplate jdbc, long run, Work work, ClassSql sql, LocalDate asOf) {
        this.jdbc = jdbc;
        this.run = run;
        this.work = work;
        this.sql = sql;
        this.asOf = asOf;
    }

    void write() {
        Sql insert = Sql.concat(
                "insert into keepuntil.candidate (run, class, n, key, rule) select ?, ?, n, key, rule from (",
                numbered(Sql.of("")),
                ") due where rule is not null");
        jdbc.update(insert.text(), values(List.of(run, work.name()), insert));
        writeUnclear();
    }

    private void writeUnclear() {
        if (work.rules().stream().filter(r -> !r.onlyFlags()).count() < 2) {
            return;
        }
        Decider decider = work.decider();
        Sql columns = Sql.of("");
        int number = 0;
        for (Sql column : sql.factColumns()) {
            columns = Sql.concat(columns, ", ", column, " as f" + ++number);
        }
        Sql query = Sql.concat("select * from (", numbered(columns), ") due where rule is null");
        List<Object[]> rows = new ArrayList<>();
        jdbc.query(
                query.text(),
                row -> {
                    rows.add(new Object[] {
                        run,
                        work.name(),
                        row.getLong("n"),
                        row.getArray("key"),
                        governing(decider, work, sql.readFacts(row, 4), asOf)
                    });
                    if (rows.size() == BATCH) {
                        insert(rows);
                    }
                },
                query.values().toArray());
        insert(rows);
    }

    private void insert(List<Object[]> rows) {
        jdbc.batchUpdate("insert into keepuntil.candidate (run, class, n, key, rule) values (?, ?, ?, ?, ?)", rows);
        rows.clear();
    }

    /** The rule that governs a record that is due, where the dates of several rules have to be compared. */
    static String governing(Decider decider, Work work, Facts facts, LocalDate asOf) {
        Decision decision = decider.decide(facts, Standing.CLEAR, asOf);
        if (decision.status() != Status.DUE) {
            throw new DisagreementException(work.name(), Status.DUE, decision.status());
        }
        return decision.ruleId().orElseThrow();
    }

    /** What is due, numbered in key order; the numbers are the same in each query of the snapshot. */
    private Sql numbered(Sql columns) {
        return Sql.concat(
                "select row_number() over (order by ",
                sql.keyOrder(),
                ") as n, ",
                sql.key(),
                " as key, ",
                sql.rule(),
                " as rule",
                columns,
                sql.fromDue());
    }

    private static Object[] values(List<Object> first, Sql then) {
        List<Object> values = new ArrayList<>(first);
        values.addAll(then.values());
        return values.toArray();
    }
}
