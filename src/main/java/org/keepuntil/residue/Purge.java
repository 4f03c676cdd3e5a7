package org.keepuntil.residue;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Purges what runs have left, as the maintainer. Each step finds out what is still to be done, so it may be broken off at any moment and begun
 * again; what somebody else has rewritten counts.
 */
public final class Purge implements AutoCloseable {
    private final SingleConnectionDataSource single;
    private final Connection connection;
    private final JdbcTemplate jdbc;
    private final Traces traces;
    private final Relations relations;
    private final Horizon horizon;
    private final OptionalLong run;

    private Purge(Connection connection, OptionalLong run) {
        this.connection = connection;
        this.single = new SingleConnectionDataSource(connection, true);
        this.jdbc = new JdbcTemplate(single);
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(single));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.traces = new Traces(jdbc, transaction);
        this.relations = new Relations(jdbc);
        this.horizon = new Horizon(jdbc);
        this.run = run;
    }

    /**
     * Opens a connection of its own.
     *
     * @param maintainer whose connections work with the rights that it has
     * @param run whose traces are meant; those of all runs where it is empty
     */
    public static Purge of(DataSource maintainer, OptionalLong run) throws SQLException {
        return new Purge(maintainer.getConnection(), run);
    }

    /** How far everything is. */
    public List<Trace> traces() {
        return traces.of(run);
    }

    /** Where the last schedule was in force that a run was made by. */
    public ZoneId zone() {
        return jdbc.queryForList("""
                        select r.report -> 'schedules' -> 0 ->> 'zone' from keepuntil.run r
                        where r.report -> 'schedules' -> 0 ->> 'zone' is not null order by r.id desc limit 1""", String.class).stream()
                .findFirst()
                .map(ZoneId::of)
                .orElse(ZoneOffset.UTC);
    }

    /**
     * What would be done now. It takes no lock.
     *
     * @param upTo the level that is to be reached
     */
    public List<PlannedAct> plan(Level upTo) {
        List<PlannedAct> acts = new ArrayList<>();
        Map<String, Map<Long, Long>> pending = pending(List.of(Level.L2, Level.L3));
        pending.forEach((relation, then) -> relations.leaves(relation).stream()
                .map(leaf -> PlannedAct.of(leaf, then, relations.version()))
                .forEach(acts::add));
        if (!pending.isEmpty()) {
            acts.addAll(StatisticsCatalogs.plan(relations));
        }
        if (upTo == Level.L4 && !traces.open(run).isEmpty()) {
            acts.add(Wal.plan());
        }
        return acts;
    }

    /** Whether a superuser could have tables rewritten with less locking, by a program that the maintainer may not use. */
    public boolean hasRepack() {
        return !jdbc.queryForList("select 1 from pg_catalog.pg_extension where extname = 'pg_repack'")
                .isEmpty();
    }

    /**
     * Does it.
     *
     * @param progress told what is being done
     */
    public void work(PurgeOrder order, Consumer<String> progress) {
        new SecondLevel(
                        jdbc,
                        traces,
                        new Waiting(order.patience(), order.hours().stop()))
                .reach(run);
        if (order.wants(Level.L3)) {
            rewrite(order, progress);
        }
        if (order.wants(Level.L4)) {
            wal(order.hours(), progress);
        }
        traces.of(run).stream()
                .filter(trace ->
                        trace.next() == Level.L5 && trace.backupsUntil().isEmpty())
                .forEach(trace -> traces.explain(trace, "the binding does not say how long backups are kept"));
    }

    private StatisticsCatalogs catalogs(Hours hours, Duration wait) {
        return new StatisticsCatalogs(jdbc, relations, hours, new Waiting(wait, hours.stop()));
    }

    /** The files of relations that are at one of these levels, as they were when the rows were out of sight; the latest of several runs. */
    private Map<String, Map<Long, Long>> pending(List<Level> levels) {
        Map<String, Map<Long, Long>> pending = new LinkedHashMap<>();
        traces.open(run).stream().filter(trace -> levels.contains(trace.next())).forEach(trace -> {
            Map<Long, Long> then = trace.next() == Level.L2 ? relations.nodes(trace.relation()) : trace.files();
            pending.merge(trace.relation(), then, Purge::together);
        });
        return pending;
    }

    /** A file that was rewritten between two runs is still to be rewritten for the later one. */
    private static Map<Long, Long> together(Map<Long, Long> earlier, Map<Long, Long> later) {
        Map<Long, Long> both = new HashMap<>(earlier);
        both.putAll(later);
        return both;
    }

    private void rewrite(PurgeOrder order, Consumer<String> progress) {
        Map<String, Map<Long, Long>> pending = pending(List.of(Level.L3));
        if (pending.isEmpty()) {
            return;
        }
        Hours hours = order.hours();
        Map<String, String> grounds = new HashMap<>();
        pending.forEach((relation, then) -> {
            progress.accept("Rewriting " + relation + " …");
            rewrite(relation, then, hours).ifPresent(why -> grounds.put(relation, why));
        });
        Optional<String> late = hours.against(Duration.ofSeconds(1));
        if (late.isEmpty()) {
            progress.accept("Rewriting the statistics …");
        }
        Optional<String> statistics = late.isPresent()
                ? late.map(why -> "the statistics: " + why)
                : catalogs(hours, order.patience()).purge();
        Scan scan = new Scan(jdbc, order.depth());
        for (Trace trace : traces.open(run)) {
            if (trace.next() == Level.L3 && pending.containsKey(trace.relation())) {
                conclude(
                        trace,
                        Optional.ofNullable(grounds.get(trace.relation())).or(() -> statistics),
                        scan);
            }
        }
    }

    /** Why the relation still has what it had; empty where it does not. */
    private Optional<String> rewrite(String relation, Map<Long, Long> then, Hours hours) {
        Rewriting rewriting = new Rewriting(jdbc, relations, hours);
        FreshStatistics statistics = new FreshStatistics(jdbc, relations.version(), hours);
        List<String> grounds = new ArrayList<>();
        for (Leaf leaf : relations.leaves(relation)) {
            rewriting.rewrite(leaf, then).or(() -> statistics.refresh(leaf)).ifPresent(grounds::add);
        }
        if (grounds.isEmpty()) {
            String standing = relations.standing(relation);
            boolean empty = relations.leaves(standing).stream()
                    .flatMap(leaf -> leaf.files().stream())
                    .allMatch(file -> file.index() || file.bytes() == 0);
            relations
                    .parents(standing)
                    .forEach(parent -> statistics.refresh(parent, empty).ifPresent(grounds::add));
        }
        return grounds.isEmpty()
                ? Optional.empty()
                : Optional.of(grounds.get(0) + (grounds.size() > 1 ? "; and " + (grounds.size() - 1) + " more" : ""));
    }

    private void conclude(Trace trace, Optional<String> ground, Scan scan) {
        List<Leaf> leaves = relations.leaves(trace.relation());
        List<String> seen = horizon.seenBy(trace.before(), trace.isOfCatalog());
        // the horizon was passed before: it goes back only where a standby begins to report what it reads
        Optional<String> why = seen.isEmpty()
                ? ground.or(() -> leaves.stream()
                        .flatMap(leaf -> leaf.old(trace.files()).stream())
                        .findFirst()
                        .map(file -> file.name() + " still has its file of then"))
                : Optional.of("seen again by " + Horizon.words(seen));
        if (why.isPresent()) {
            traces.explain(trace, why.get());
            return;
        }
        long files = leaves.stream().mapToLong(leaf -> leaf.files().size()).sum();
        String how = leaves.isEmpty()
                ? "the relation is not there any more"
                : files + " files are new or empty, statistics are made anew; " + scan.words(leaves);
        traces.reach(trace, how, Map.of(), Optional.empty());
    }

    private void wal(Hours hours, Consumer<String> progress) {
        if (traces.open(run).stream().noneMatch(trace -> trace.next() == Level.L4)) {
            return;
        }
        progress.accept("Waiting for the WAL …");
        Wal wal = new Wal(jdbc, hours);
        Optional<String> failed = traces.open(run).stream()
                        .anyMatch(
                                trace -> trace.next() == Level.L4 && trace.wal().isEmpty())
                ? wal.begin()
                : Optional.empty();
        boolean checkpointed = failed.isEmpty() && wal.checkpoint();
        BackupTime backups = new BackupTime(jdbc);
        Map<Wal.Mark, Optional<String>> left = new HashMap<>();
        for (Trace trace : traces.open(run)) {
            if (trace.next() != Level.L4) {
                continue;
            }
            Optional<String> why = trace.wal().isEmpty()
                    ? failed
                    : left.computeIfAbsent(trace.wal().get(), mark -> wal.left(mark, checkpointed));
            if (why.isPresent()) {
                traces.explain(trace, why.get());
            } else {
                traces.reach(trace, wal.words(), Map.of(), backups.until(trace.run(), traces.now()));
            }
        }
    }

    @Override
    public void close() throws SQLException {
        single.destroy();
        connection.close();
    }
}
