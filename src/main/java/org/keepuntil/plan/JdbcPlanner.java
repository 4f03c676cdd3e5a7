package org.keepuntil.plan;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.control.Runs;
import org.keepuntil.decide.Act;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Docket;
import org.keepuntil.decide.Status;
import org.keepuntil.hold.HoldsNow;
import org.keepuntil.schedule.Rule;
import org.keepuntil.sql.BothEvaluators;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload;
import org.keepuntil.sql.Workload.Work;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Plans with one pass over a class for the statuses and one for what is due, in one snapshot. */
final class JdbcPlanner implements Planner {
    private static final int FETCH = 2000;

    private final JdbcTemplate jdbc;

    /** What gives a few numbers is read at once: only then does the database use all its cores for it. */
    private final JdbcTemplate counts;

    private final Snapshot snapshot;
    private final Tally tally;
    private final JdbcListing listing;
    private final Runs runs;
    private final Workload workload;

    JdbcPlanner(DataSource database, Workload workload) {
        this.jdbc = new JdbcTemplate(database);
        jdbc.setFetchSize(FETCH);
        this.counts = new JdbcTemplate(database);
        this.snapshot = new Snapshot(database);
        this.tally = new Tally(database);
        this.listing = new JdbcListing(jdbc, snapshot, workload);
        this.runs = Runs.of(JdbcClient.create(database));
        this.workload = workload;
    }

    @Override
    public Plan plan(LocalDate asOf, Consumer<String> progress) {
        return snapshot.in(same -> found(asOf, progress, this::stream, Approved.EVERYTHING));
    }

    @Override
    public Plan freeze(
            long run, LocalDate asOf, Approved approved, Consumer<String> progress, Consumer<Plan> whenFrozen) {
        return snapshot.in(same -> {
            runs.announce(run, Runs.LONGEST_SILENCE);
            Due frozen = (work, sql, asOfDay, each) -> {
                new CandidateWriter(jdbc, run, work, sql, asOfDay, approved).write();
                jdbc.query(
                        "select key, rule, stage, act from keepuntil.candidate where run = ? and class = ? order by n",
                        row -> {
                            each.accept(key(row, 1), row.getString(2), row.getInt(3), row.getString(4));
                        },
                        run,
                        work.name());
            };
            Plan plan = found(asOf, progress, frozen, approved);
            whenFrozen.accept(plan);
            return plan;
        });
    }

    /** Gives each due record and its rule, in key order. */
    private interface Due {
        void each(Work work, ClassSql sql, LocalDate asOf, DueConsumer consumer);
    }

    private interface DueConsumer {
        void accept(RecordKey key, String rule, int stage, String act);
    }

    private Plan found(LocalDate asOf, Consumer<String> progress, Due due, Approved approved) {
        Plan.Digests digests = Planner.digests(workload);
        PlanHash hash = new PlanHash()
                .line("keepuntil plan 1")
                .lines(List.of(digests.schedule(), digests.binding(), digests.catalog(), installation()))
                .line(asOf.toString());
        List<Plan.ClassPlan> classes = new ArrayList<>();
        for (Work work :
                workload.with(HoldsNow.read(jdbc, workload.holdGraceDays())).classes()) {
            progress.accept(work.recordClass().title());
            classes.add(classPlan(work, asOf, due, approved, hash));
        }
        return new Plan(asOf, digests, hash.hex(), classes);
    }

    private String installation() {
        return String.valueOf(jdbc.queryForObject("select id::text from keepuntil.installation", String.class));
    }

    private Plan.ClassPlan classPlan(Work work, LocalDate asOf, Due dueRecords, Approved approved, PlanHash hash) {
        ClassSql sql = work.sql(asOf);
        long total = total(work, sql);
        Map<Status, Long> statuses = statuses(work, sql, asOf, total);
        long counted = statuses.values().stream().mapToLong(Long::longValue).sum();
        if (counted != total) {
            throw new IllegalStateException(
                    "class " + work.name() + ": " + counted + " records have a status, and there are " + total);
        }
        hash.lines(List.of(work.name(), Long.toString(total)));
        statuses.forEach((status, count) -> hash.lines(List.of(status.word(), count.toString())));
        Map<Docket.Stage, Map<String, Long>> byStage = new HashMap<>();
        dueRecords.each(work, sql, asOf, (key, rule, stage, act) -> {
            hash.lines(key.parts()).line(rule).line(Integer.toString(stage)).line(act);
            byStage.computeIfAbsent(new Docket.Stage(rule, stage), s -> new TreeMap<>())
                    .merge(act, 1L, Long::sum);
        });
        long found = byStage.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .mapToLong(Long::longValue)
                .sum();
        long due = statuses.getOrDefault(Status.DUE, 0L);
        if (found > due || (found < due && approved == Approved.EVERYTHING)) {
            throw new IllegalStateException(
                    "class " + work.name() + ": " + due + " records have the status due and " + found + " were listed");
        }
        statuses.put(Status.DUE, found);
        statuses.merge(Status.AWAITING_APPROVAL, due - found, Long::sum);
        List<Plan.RulePlan> rules = new ArrayList<>();
        for (Rule rule : work.rules()) {
            for (int stage = 1; stage <= rule.stages().size(); stage++) {
                Map<String, Long> acts = byStage.getOrDefault(new Docket.Stage(rule.id(), stage), Map.of());
                String own = rule.stages().get(stage - 1).then().word();
                long count = rule.onlyFlags() ? count(sql, sql.flagged(rule)) : acts.getOrDefault(own, 0L);
                rules.add(Plan.RulePlan.of(rule, stage, own, count));
                for (Map.Entry<String, Long> decided : acts.entrySet()) {
                    if (!decided.getKey().equals(own)) {
                        rules.add(Plan.RulePlan.of(rule, stage, decided.getKey(), decided.getValue()));
                    }
                }
            }
        }
        return new Plan.ClassPlan(work.name(), work.recordClass().title(), total, statuses, due - found, rules);
    }

    private Map<Status, Long> statuses(Work work, ClassSql sql, LocalDate asOf, long total) {
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
        boolean[] unclear = {false};
        counts.query(
                query.text(),
                row -> {
                    String status = row.getString(1);
                    if (status == null) {
                        unclear[0] = true;
                    } else {
                        statuses.put(Status.ofWord(status), row.getLong(2));
                    }
                },
                query.values().toArray());
        if (unclear[0]) {
            // where the dates of several rules have to be compared, the decider says what the status is
            tally.eachUnclear(
                    work,
                    asOf,
                    total,
                    (found, records) -> statuses.merge(found.decision().status(), records, Long::sum));
        }
        return statuses;
    }

    /** Counted without what the statuses are found by: where that loses or doubles a record, it shows. */
    private long total(Work work, ClassSql sql) {
        Sql query =
                Sql.concat("select count(*) from ", Identifier.of(work.layout().root()), " r where ", sql.ofClass());
        Long count =
                counts.queryForObject(query.text(), Long.class, query.values().toArray());
        return count == null ? 0 : count;
    }

    private long count(ClassSql sql, Sql condition) {
        Sql query = Sql.concat("select count(*) from ", sql.from(), " where ", Sql.and(sql.ofClass(), condition));
        Long count =
                counts.queryForObject(query.text(), Long.class, query.values().toArray());
        return count == null ? 0 : count;
    }

    private void stream(Work work, ClassSql sql, LocalDate asOf, DueConsumer consumer) {
        BothEvaluators both = new BothEvaluators(work, sql, asOf);
        boolean clear = CandidateWriter.tellsAll(work, sql, jdbc);
        Sql query = Sql.concat("select ", sql.key(), ", ", both.columns(), sql.fromDue(), " order by ", sql.keyOrder());
        jdbc.query(
                query.text(),
                row -> {
                    if (clear && row.getString("rule") != null) {
                        consumer.accept(key(row, 1), row.getString("rule"), row.getInt("stage"), row.getString("act"));
                        return;
                    }
                    Decision decision = both.read(row, 2).decision();
                    if (decision.status() == Status.DUE) {
                        Act act = decision.act().orElseThrow();
                        consumer.accept(
                                key(row, 1),
                                act.rule().id(),
                                act.stage(),
                                act.then().word());
                    }
                },
                query.values().toArray());
    }

    @Override
    public void list(LocalDate asOf, List<String> classes, Set<Status> statuses, ListedConsumer consumer) {
        listing.list(asOf, classes, statuses, consumer);
    }

    @Override
    public Optional<Listed> find(LocalDate asOf, String recordClass, RecordKey key) {
        return listing.find(asOf, recordClass, key);
    }

    @Override
    public void find(LocalDate asOf, String recordClass, List<RecordKey> keys, Consumer<Listed> consumer) {
        listing.find(asOf, recordClass, keys, consumer);
    }

    @Override
    public void waitingParts(LocalDate asOf, String recordClass, RecordKey key, ListedConsumer consumer) {
        listing.waitingParts(asOf, recordClass, key, consumer);
    }

    static RecordKey key(ResultSet row, int column) throws SQLException {
        @Nullable Object array = row.getArray(column).getArray();
        return new RecordKey(List.of((String[]) array));
    }
}
