package org.keepuntil.docket;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.keepuntil.decide.Act;
import org.keepuntil.decide.Status;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.sql.BothEvaluators;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload.Work;
import org.springframework.jdbc.core.JdbcTemplate;

/** The entries of a class on the lists. A hold or a reference does not take a record off them: it only waits. */
final class ListRows {
    static final int BATCH = 1000;

    private static final Set<Status> STAYS_IN_REVIEW = Set.of(Status.IN_REVIEW, Status.HELD, Status.REFERRED_TO);
    private static final Set<Status> STAYS_IN_NOTICE =
            Set.of(Status.IN_NOTICE, Status.AWAITING_APPROVAL, Status.DUE, Status.HELD, Status.REFERRED_TO);

    private static final String REVIEW =
            "insert into keepuntil.review as v (class, key, rule, since, stage, state, why)";

    /** What is on the list already stays as long as the same rule asks; what is decided is decided of the record as it is now. */
    private static final String AS_IT_IS = """
             on conflict (class, key) do update set rule = excluded.rule, stage = excluded.stage, state = excluded.state,
                why = excluded.why, since = case when v.rule = excluded.rule then v.since else excluded.since end
            where (v.rule, v.stage, v.state, v.why) is distinct from (excluded.rule, excluded.stage, excluded.state, excluded.why)""";

    private final JdbcTemplate jdbc;
    private final Work work;
    private final ClassSql sql;
    private final LocalDate asOf;
    private final LocalDate listed;
    private final Sql ofClass;

    /**
     * @param listed the day that is written down for what is added
     */
    ListRows(JdbcTemplate jdbc, Work work, ClassSql sql, LocalDate asOf, LocalDate listed) {
        this.jdbc = jdbc;
        this.work = work;
        this.sql = sql;
        this.asOf = asOf;
        this.listed = listed;
        this.ofClass = Sql.of("?", work.name());
    }

    /** Takes away what has lost its ground: the record is no longer eligible, or another rule acts, or a fact has changed. */
    void dropVoid() {
        update(Sql.concat(
                "delete from keepuntil.review v where v.class = ",
                ofClass,
                " and not exists (select 1 from (",
                eligible(),
                ") e where e.key = v.key and coalesce(e.rule = v.rule, true)",
                " and coalesce(e.status in ('in review', 'held', 'referred to'), true)) and not exists (select 1 from (",
                appeared(),
                ") a where a.key = v.key)"));
        update(Sql.concat(
                "delete from keepuntil.notice v where v.class = ",
                ofClass,
                " and not exists (select 1 from (",
                eligible(),
                ") e where e.key = v.key and e.state = v.state and coalesce(e.rule = v.rule, true))"));
    }

    /** Adds the records of which the database knows which rule acts. */
    void addClear() {
        update(Sql.concat(
                REVIEW + " select ",
                ofClass,
                Sql.of(", e.key, e.rule, ?::date, e.stage, e.state, e.why from (", listed),
                eligible(),
                ") e where e.status = 'in review' and e.rule is not null",
                AS_IT_IS));
        update(Sql.concat(
                REVIEW + " select ",
                ofClass,
                Sql.of(", a.key, a.rule, ?::date, a.stage, a.state, 'appeared' from (", listed),
                appeared(),
                ") a where a.rule is not null",
                AS_IT_IS));
        update(Sql.concat(
                "insert into keepuntil.notice (class, key, rule, since, state) select ",
                ofClass,
                Sql.of(", e.key, e.rule, ?::date, e.state from (", listed),
                eligible(),
                ") e where e.status = 'in notice' and e.rule is not null on conflict do nothing"));
    }

    /** Records in which data was found after they had been anonymised, and that nothing else is due to happen to. */
    private Sql appeared() {
        return Sql.concat(
                "select e.key, s.rule, s.stage, e.state from (select ",
                sql.key(),
                " as key, ",
                sql.status(),
                " as status, ",
                sql.ground(),
                " as state from ",
                sql.from(),
                " where ",
                Sql.and(sql.ofClass(), sql.appeared(), sql.eligible().isNotTrue()),
                ") e left join lateral (select s.rule, s.stage from keepuntil.stage s where s.class = ",
                ofClass,
                " and s.key = e.key and s.appeared_on is not null order by s.rule collate \"C\", s.stage limit 1) s on true",
                " where coalesce(e.status, 'in review') = 'in review'");
    }

    private Sql eligible() {
        return Sql.concat(
                "select ",
                sql.key(),
                " as key, ",
                sql.status(),
                " as status, ",
                sql.rule(),
                " as rule, ",
                sql.stage(),
                " as stage, case when ",
                sql.act(),
                " = 'review' then 'rule' else 'estimate' end as why, ",
                sql.ground(),
                " as state from ",
                sql.from(),
                " where ",
                Sql.and(sql.ofClass(), sql.mayAct()));
    }

    /** Adds, and takes away, where the decider has to compare the dates of several rules. */
    void addUnclear() {
        BothEvaluators both = new BothEvaluators(work, sql, asOf);
        Sql query = Sql.concat(
                "select * from (select ",
                sql.key(),
                " as key, ",
                sql.ground(),
                " as state, ",
                sql.eligible().isTrue(),
                " as eligible, ",
                both.columns(),
                " from ",
                sql.from(),
                " where ",
                Sql.and(sql.ofClass(), sql.mayAct()),
                ") e where rule is null");
        Batch reviews = new Batch(REVIEW + " values (?, ?, ?, ?, ?, ?, ?)" + AS_IT_IS);
        Batch notices = new Batch("""
                insert into keepuntil.notice as v (class, key, rule, since, state) values (?, ?, ?, ?, ?)
                on conflict (class, key) do update set rule = excluded.rule, since = excluded.since, state = excluded.state
                where (v.rule, v.state) <> (excluded.rule, excluded.state)""");
        Batch notReviewed = new Batch("delete from keepuntil.review where class = ? and key = ?");
        Batch notNoticed = new Batch("delete from keepuntil.notice where class = ? and key = ?");
        jdbc.query(
                query.text(),
                row -> {
                    Object key = row.getArray(1);
                    String state = row.getString(2);
                    var decision = both.read(row, 4).decision();
                    String rule = decision.ruleId().orElse("");
                    if (decision.status() == Status.IN_REVIEW && row.getBoolean(3)) {
                        Act act = decision.act().orElseThrow();
                        String why = act.then() == Disposal.REVIEW ? "rule" : "estimate";
                        reviews.add(work.name(), key, rule, listed, act.stage(), state, why);
                    } else if (!STAYS_IN_REVIEW.contains(decision.status())) {
                        notReviewed.add(work.name(), key);
                    }
                    if (decision.status() == Status.IN_NOTICE) {
                        notices.add(work.name(), key, rule, listed, state);
                    } else if (!STAYS_IN_NOTICE.contains(decision.status())) {
                        notNoticed.add(work.name(), key);
                    }
                },
                query.values().toArray());
        List.of(reviews, notices, notReviewed, notNoticed).forEach(Batch::flush);
    }

    private void update(Sql statement) {
        jdbc.update(statement.text(), statement.values().toArray());
    }

    /** Rows that go to the database together. */
    private final class Batch {
        private final String statement;
        private final List<Object[]> rows = new ArrayList<>();

        Batch(String statement) {
            this.statement = statement;
        }

        void add(Object... row) {
            rows.add(row);
            if (rows.size() == BATCH) {
                flush();
            }
        }

        void flush() {
            jdbc.batchUpdate(statement, rows);
            rows.clear();
        }
    }
}
