package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keepuntil.decide.Act;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Status;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Rule;
import org.keepuntil.sql.BothEvaluators;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.DisagreementException;
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
    private final BothEvaluators both;
    private final Approved approved;
    private final List<Object[]> rows = new ArrayList<>();

    CandidateWriter(JdbcTemplate jdbc, long run, Work work, ClassSql sql, LocalDate asOf, Approved approved) {
        this.jdbc = jdbc;
        this.run = run;
        this.work = work;
        this.sql = sql;
        this.both = new BothEvaluators(work, sql, asOf);
        this.approved = approved;
    }

    void write() {
        if (!anythingApproved()) {
            return;
        }
        if (!tellsAll(work, sql, jdbc) || !everythingApproved()) {
            writeDecided();
            return;
        }
        Sql insert = Sql.concat(
                "insert into keepuntil.candidate (run, class, n, key, rule, stage, act, ground)",
                Sql.of(" select ?, ?, n, key, rule, stage::integer, act, ground from (", run, work.name()),
                numbered(Sql.concat(
                        sql.rule(),
                        " as rule, ",
                        sql.stage(),
                        " as stage, ",
                        sql.act(),
                        " as act, ",
                        ground(),
                        " as ground")),
                ") due where rule is not null");
        jdbc.update(insert.text(), insert.values().toArray());
        if (sql.mayBeUnclear()) {
            writeUnclear();
        }
    }

    /** Whether the database alone knows the status of each record now: a decision of a person may leave it to the decider. */
    static boolean tellsAll(Work work, ClassSql sql, JdbcTemplate jdbc) {
        return sql.tellsAll()
                && !(sql.decides()
                        && Boolean.TRUE.equals(jdbc.queryForObject(
                                "select exists (select 1 from keepuntil.review_decision where class = ? and not gone)",
                                Boolean.class,
                                work.name())));
    }

    private boolean anythingApproved() {
        return work.rules().stream().anyMatch(rule -> acts(rule).anyMatch(act -> isApproved(rule, act)));
    }

    /** All that can be due, whether there was a hold on it or not. */
    private boolean everythingApproved() {
        return approved == Approved.EVERYTHING
                || (work.rules().stream().allMatch(rule -> acts(rule).allMatch(act -> isApproved(rule, act)))
                        && noHoldReleased());
    }

    /** A review may end with whatever a person decides. */
    private static Stream<Disposal> acts(Rule rule) {
        return rule.stages().stream().map(Rule.Stage::then).map(act -> act == Disposal.REVIEW ? Disposal.DESTROY : act);
    }

    private boolean isApproved(Rule rule, Disposal act) {
        return approved.covers(work.name(), rule.id(), act, Optional.empty());
    }

    private boolean noHoldReleased() {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select not exists (select from keepuntil.hold where released_at is not null)", Boolean.class));
    }

    /** Those whose rule is a matter of dates; their numbers are the same in each query of the snapshot. */
    private void writeUnclear() {
        Sql query = Sql.concat(
                "select * from (",
                numbered(Sql.concat(ground(), " as ground, ", both.columns())),
                ") due where rule is null");
        jdbc.query(
                query.text(),
                row -> {
                    Decision decision = both.read(row, 4).decision();
                    if (decision.status() != Status.DUE) {
                        throw new DisagreementException(work.name(), Status.DUE, decision.status());
                    }
                    add(row.getLong(1), row.getArray(2), decision.act().orElseThrow(), row.getString(3));
                },
                query.values().toArray());
        insert();
    }

    /** All of a class where the decider has to say of some whether they are due at all. */
    private void writeDecided() {
        Sql query = Sql.concat(
                "select ",
                sql.key(),
                ", ",
                ground(),
                ", ",
                both.columns(),
                sql.fromDue(),
                " order by ",
                sql.keyOrder());
        long[] n = {0};
        jdbc.query(
                query.text(),
                row -> {
                    BothEvaluators.Found found = both.read(row, 3);
                    if (found.decision().status() == Status.DUE && covered(found)) {
                        Act act = found.decision().act().orElseThrow();
                        add(++n[0], row.getArray(1), act, row.getString(2));
                    }
                },
                query.values().toArray());
        insert();
    }

    private boolean covered(BothEvaluators.Found found) {
        Act act = found.decision().act().orElseThrow();
        return approved.covers(
                work.name(), act.rule().id(), act.then(), found.standing().released());
    }

    /** What an approver's look at the very list rests on; no list of rules that are approved for good needs it. */
    private Sql ground() {
        return approved == Approved.EVERYTHING ? sql.ground() : Sql.of("null::text");
    }

    private void add(long n, Object key, Act act, @Nullable String ground) {
        rows.add(new Object[] {
            run, work.name(), n, key, act.rule().id(), act.stage(), act.then().word(), ground
        });
        if (rows.size() == BATCH) {
            insert();
        }
    }

    private void insert() {
        jdbc.batchUpdate(
                "insert into keepuntil.candidate (run, class, n, key, rule, stage, act, ground) values (?, ?, ?, ?, ?, ?, ?, ?)",
                rows);
        rows.clear();
    }

    /** What is due, numbered in key order; the numbers are the same in each query of the snapshot. */
    private Sql numbered(Sql columns) {
        Sql named = Sql.concat(
                "select row_number() over (order by ", sql.keyOrder(), ") as n, ", sql.key(), " as key, ", columns);
        return Sql.concat(named, sql.fromDue());
    }
}
