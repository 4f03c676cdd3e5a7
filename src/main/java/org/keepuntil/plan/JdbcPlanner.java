package org.keepuntil.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.decide.Decider;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Explanation;
import org.keepuntil.decide.Facts;
import org.keepuntil.decide.Standing;
import org.keepuntil.decide.Status;
import org.keepuntil.schedule.Rule;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload;
import org.keepuntil.sql.Workload.Work;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Plans with one pass over a class for the statuses and one for what is due, in one snapshot. */
final class JdbcPlanner implements Planner {
    private static final int FETCH = 2000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate snapshot;
    private final Workload workload;

    JdbcPlanner(DataSource database, Workload workload) {
        this.jdbc = new JdbcTemplate(database);
        jdbc.setFetchSize(FETCH);
        this.snapshot = new TransactionTemplate(new JdbcTransactionManager(database));
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.workload = workload;
    }

    @Override
    public Plan plan(LocalDate asOf, Consumer<String> progress) {
        return inSnapshot(() -> found(asOf, progress, this::stream));
    }

    @Override
    public Plan freeze(long run, LocalDate asOf, Consumer<String> progress, Consumer<Plan> whenFrozen) {
        return inSnapshot(() -> {
            Plan plan = found(asOf, progress, (work, sql, asOfDay, each) -> {
                new CandidateWriter(jdbc, run, work, sql, asOfDay).write();
                jdbc.query(
                        "select key, rule from keepuntil.candidate where run = ? and class = ? order by n",
                        row -> {
                            each.accept(key(row, 1), row.getString(2));
                        },
                        run,
                        work.name());
            });
            whenFrozen.accept(plan);
            return plan;
        });
    }

    private <T> T inSnapshot(Supplier<T> work) {
        T result = snapshot.execute(status -> work.get());
        if (result == null) {
            throw new IllegalStateException("no result");
        }
        return result;
    }

    /** Gives each due record and its rule, in key order. */
    private interface Due {
        void each(Work work, ClassSql sql, LocalDate asOf, DueConsumer consumer);
    }

    private interface DueConsumer {
        void accept(RecordKey key, String rule);
    }

    private Plan found(LocalDate asOf, Consumer<String> progress, Due due) {
        Plan.Digests digests = Planner.digests(workload);
        PlanHash hash = new PlanHash()
                .line("keepuntil plan 1")
                .lines(List.of(digests.schedule(), digests.binding(), digests.catalog(), installation()))
                .line(asOf.toString());
        List<Plan.ClassPlan> classes = new ArrayList<>();
        for (Work work : workload.classes()) {
            progress.accept(work.recordClass().title());
            classes.add(classPlan(work, asOf, due, hash));
        }
        return new Plan(asOf, digests, hash.hex(), classes);
    }

    private String installation() {
        return String.valueOf(jdbc.queryForObject("select id::text from keepuntil.installation", String.class));
    }

    private Plan.ClassPlan classPlan(Work work, LocalDate asOf, Due dueRecords, PlanHash hash) {
        ClassSql sql = work.sql(asOf);
        Map<Status, Long> statuses = statuses(sql);
        long total = count(sql, Sql.TRUE);
        hash.lines(List.of(work.name(), Long.toString(total)));
        statuses.forEach((status, count) -> hash.lines(List.of(status.word(), count.toString())));
        Map<String, Long> byRule = new LinkedHashMap<>();
        dueRecords.each(work, sql, asOf, (key, rule) -> {
            hash.lines(key.parts()).line(rule);
            byRule.merge(rule, 1L, Long::sum);
        });
        long found = byRule.values().stream().mapToLong(Long::longValue).sum();
        long due = statuses.getOrDefault(Status.DUE, 0L);
        if (found != due) {
            throw new IllegalStateException(
                    "class " + work.name() + ": " + due + " records have the status due and " + found + " were listed");
        }
        List<Plan.RulePlan> rules = new ArrayList<>();
        for (Rule rule : work.rules()) {
            long count = rule.onlyFlags() ? count(sql, sql.flagged(rule)) : byRule.getOrDefault(rule.id(), 0L);
            rules.add(new Plan.RulePlan(
                    rule.id(),
                    Explanation.ofRule(rule),
                    rule.lastStage().then().word(),
                    rule.authority().orElse(""),
                    count));
        }
        return new Plan.ClassPlan(work.name(), work.recordClass().title(), total, statuses, rules);
    }

    private Map<Status, Long> statuses(ClassSql sql) {
        Map<Status, Long> statuses = new EnumMap<>(Status.class);
        for (Status status : Status.values()) {
            statuses.put(status, 0L);
        }
        Sql query = Sql.concat(
                "select status, count(*) from (select ",
                sql.status(),
                " as status from ",
                sql.from(),
                " where ",
                sql.ofClass(),
                ") s group by status");
        jdbc.query(
                query.text(),
                row -> {
                    statuses.put(Status.ofWord(row.getString(1)), row.getLong(2));
                },
                query.values().toArray());
        return statuses;
    }

    private long count(ClassSql sql, Sql condition) {
        Sql query = Sql.concat("select count(*) from ", sql.from(), " where ", Sql.and(sql.ofClass(), condition));
        Long count =
                jdbc.queryForObject(query.text(), Long.class, query.values().toArray());
        return count == null ? 0 : count;
    }

    private void stream(Work work, ClassSql sql, LocalDate asOf, DueConsumer consumer) {
        Decider decider = work.decider();
        Sql query = Sql.concat(
                "select ", sql.key(), ", ", sql.rule(), columns(sql), sql.fromDue(), " order by ", sql.keyOrder());
        jdbc.query(
                query.text(),
                row -> {
                    String rule = row.getString(2);
                    consumer.accept(
                            key(row, 1),
                            rule != null
                                    ? rule
                                    : CandidateWriter.governing(decider, work, sql.readFacts(row, 3), asOf));
                },
                query.values().toArray());
    }

    @Override
    public void list(LocalDate asOf, List<String> classes, Set<Status> statuses, ListedConsumer consumer) {
        inSnapshot(() -> {
            for (Work work : workload.classes()) {
                if (classes.isEmpty() || classes.contains(work.name())) {
                    select(work, asOf, Sql.TRUE, statuses, listed -> consumer.accept(work.name(), listed));
                }
            }
            return true;
        });
    }

    @Override
    public Optional<Listed> find(LocalDate asOf, String recordClass, RecordKey key) {
        Work work = workload.work(recordClass);
        if (key.parts().size() != work.layout().key().size()) {
            return Optional.empty();
        }
        Sql isKey = Sql.and(work.sql(asOf).keyIs("(?::text[])"), Sql.TRUE);
        List<Object> values = new ArrayList<>();
        key.parts().forEach(p -> values.add(key.parts().toArray(String[]::new)));
        List<Listed> found = new ArrayList<>();
        try {
            inSnapshot(() -> {
                select(work, asOf, new Sql(isKey.text(), values), Set.of(), found::add);
                return true;
            });
        } catch (DataIntegrityViolationException notOfTheKeysType) {
            return Optional.empty();
        }
        return found.stream().findFirst();
    }

    private void select(Work work, LocalDate asOf, Sql condition, Set<Status> statuses, Consumer<Listed> consumer) {
        ClassSql sql = work.sql(asOf);
        Decider decider = work.decider();
        Sql status = sql.status();
        Sql wanted = statuses.isEmpty()
                ? Sql.TRUE
                : Sql.concat(
                        status,
                        new Sql(
                                " in ("
                                        + String.join(
                                                ", ",
                                                statuses.stream().map(s -> "?").toList()) + ")",
                                statuses.stream().map(s -> (Object) s.word()).toList()));
        Sql query = Sql.concat(
                "select ",
                sql.key(),
                ", ",
                status,
                ", ",
                sql.held(),
                ", ",
                sql.referredTo(),
                ", ",
                sql.rule(),
                columns(sql),
                " from ",
                sql.from(),
                " where ",
                Sql.and(sql.ofClass(), condition, wanted),
                " order by ",
                sql.keyOrder());
        jdbc.query(
                query.text(),
                row -> {
                    Standing standing = new Standing(row.getBoolean(3), row.getBoolean(4));
                    Facts facts = sql.readFacts(row, 6);
                    Decision decision = decider.decide(facts, standing, asOf);
                    Status found = Status.ofWord(row.getString(2));
                    if (found != decision.status()) {
                        throw new DisagreementException(work.name(), found, decision.status());
                    }
                    String rule = row.getString(5);
                    if (found == Status.DUE
                            && rule != null
                            && !rule.equals(decision.ruleId().orElse(""))) {
                        throw new DisagreementException(
                                work.name(), rule, decision.ruleId().orElse("none"));
                    }
                    consumer.accept(new Listed(key(row, 1), facts, standing, decision));
                },
                query.values().toArray());
    }

    private static Sql columns(ClassSql sql) {
        Sql columns = Sql.of("");
        for (Sql column : sql.factColumns()) {
            columns = Sql.concat(columns, ", ", column);
        }
        return columns;
    }

    static RecordKey key(ResultSet row, int column) throws SQLException {
        @Nullable Object array = row.getArray(column).getArray();
        return new RecordKey(List.of((String[]) array));
    }
}
