package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.control.ArrayText;
import org.keepuntil.decide.Status;
import org.keepuntil.hold.HoldsNow;
import org.keepuntil.plan.Planner.ListedConsumer;
import org.keepuntil.sql.BothEvaluators;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload;
import org.keepuntil.sql.Workload.Work;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Shows records with what is decided of each, as {@link Planner} says. */
final class JdbcListing {
    private static final int KEYS_AT_A_TIME = 100_000;

    private final JdbcTemplate jdbc;
    private final Snapshot snapshot;
    private final Workload workload;

    JdbcListing(JdbcTemplate jdbc, Snapshot snapshot, Workload workload) {
        this.jdbc = jdbc;
        this.snapshot = snapshot;
        this.workload = workload;
    }

    /** With the holds that there are. */
    private Workload now() {
        return workload.with(HoldsNow.read(jdbc, workload.holdGraceDays()));
    }

    void list(LocalDate asOf, List<String> classes, Set<Status> statuses, ListedConsumer consumer) {
        snapshot.in(same -> {
            for (Work work : now().classes()) {
                if (classes.isEmpty() || classes.contains(work.name())) {
                    select(
                            work,
                            work.sql(asOf),
                            asOf,
                            Sql.TRUE,
                            statuses,
                            listed -> consumer.accept(work.name(), listed));
                }
            }
            return true;
        });
    }

    Optional<Listed> find(LocalDate asOf, String recordClass, RecordKey key) {
        Work work = now().work(recordClass);
        if (key.parts().size() != work.layout().key().size()) {
            return Optional.empty();
        }
        ClassSql sql = work.sql(asOf);
        List<Listed> found = new ArrayList<>();
        try {
            snapshot.in(same -> {
                select(work, sql, asOf, keyIs(sql, key), Set.of(), found::add);
                return true;
            });
        } catch (DataIntegrityViolationException notOfTheKeysType) {
            return Optional.empty();
        }
        return found.stream().findFirst();
    }

    void find(LocalDate asOf, String recordClass, List<RecordKey> keys, Consumer<Listed> consumer) {
        Work work = now().work(recordClass);
        ClassSql sql = work.sql(asOf);
        for (int from = 0; from < keys.size(); from += KEYS_AT_A_TIME) {
            String[] some = keys.subList(from, Math.min(keys.size(), from + KEYS_AT_A_TIME)).stream()
                    .map(key -> ArrayText.of(key.parts()))
                    .toArray(String[]::new);
            Sql asked = Sql.concat(
                    "exists (select 1 from (select u.key::text[] as key from ",
                    Sql.of("unnest(?::text[])", (Object) some),
                    " as u (key)) c where ",
                    sql.keyIs("c.key"),
                    ")");
            snapshot.in(same -> {
                select(work, sql, asOf, asked, Set.of(), consumer);
                return true;
            });
        }
    }

    private static Sql keyIs(ClassSql sql, RecordKey key) {
        List<Object> values = new ArrayList<>();
        key.parts().forEach(p -> values.add(key.parts().toArray(String[]::new)));
        return new Sql(sql.keyIs("(?::text[])").text(), values);
    }

    void waitingParts(LocalDate asOf, String recordClass, RecordKey key, ListedConsumer consumer) {
        Work whole = now().work(recordClass);
        ClassSql wholeSql = whole.sql(asOf);
        snapshot.in(same -> {
            for (Work part : whole.parts()) {
                ClassSql sql = part.sqlAsPart(asOf);
                Sql ofWhole = sql.isPartOf(wholeSql, keyIs(wholeSql, key));
                select(part, sql, asOf, ofWhole, Set.of(), listed -> {
                    if (!part.letsGo(listed.decision(), listed.standing())) {
                        consumer.accept(part.name(), listed);
                    }
                });
            }
            return true;
        });
    }

    private void select(
            Work work, ClassSql sql, LocalDate asOf, Sql condition, Set<Status> statuses, Consumer<Listed> consumer) {
        BothEvaluators both = new BothEvaluators(work, sql, asOf);
        Sql query = Sql.concat(
                "select ",
                sql.key(),
                ", ",
                both.columns(),
                " from ",
                sql.from(),
                " where ",
                Sql.and(sql.ofClass(), condition, wanted(sql.status(), statuses)),
                " order by ",
                sql.keyOrder());
        jdbc.query(
                query.text(),
                row -> {
                    BothEvaluators.Found found = both.read(row, 2);
                    if (statuses.isEmpty() || statuses.contains(found.decision().status())) {
                        consumer.accept(
                                new Listed(JdbcPlanner.key(row, 1), found.facts(), found.standing(), found.decision()));
                    }
                },
                query.values().toArray());
    }

    /** One of the statuses, or not clear to the database. */
    private static Sql wanted(Sql status, Set<Status> statuses) {
        if (statuses.isEmpty()) {
            return Sql.TRUE;
        }
        String[] words = statuses.stream().map(Status::word).toArray(String[]::new);
        return Sql.concat("coalesce(", status, Sql.of(" = any(?), true)", (Object) words));
    }
}
