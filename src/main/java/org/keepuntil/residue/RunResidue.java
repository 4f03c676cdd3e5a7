package org.keepuntil.residue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.Bundle;
import org.keepuntil.audit.LevelReached;
import org.keepuntil.control.Run;
import org.keepuntil.control.Runs;
import org.keepuntil.dispose.MaterializedViews;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What a run says about what it has left, before it ends: with the operator's rights that is the first two levels. */
public final class RunResidue {
    private static final String TOUCHED = """
            select t.class, t.relation, (t.rows - coalesce(d.rows, 0))::bigint as rows from (
            select p.class, coalesce(format('%I.%I', n.nspname, c.relname), p.table_name) as relation, sum(p.rows) as rows
            from keepuntil.progress_component p
            left join (pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace)
                on c.relkind in ('r', 'p', 'f') and n.nspname || '.' || c.relname = p.table_name
            where p.run = ? and p.rows > 0
            group by 1, 2) t
            left join (select class, root, sum(rows) as rows from keepuntil.dropped_partition where run = ? group by 1, 2) d
                on d.class = t.class and d.root = t.relation
            where t.rows > coalesce(d.rows, 0)
            union all
            select class, relation, rows from keepuntil.dropped_partition where run = ?
            order by 1, 2""";

    /** Tables of the control schema that hold keys of records, and have had a row. */
    private static final String OWN = """
            select format('keepuntil.%I', own) from unnest(keepuntil.keyed_tables()) own
            where pg_relation_size(format('keepuntil.%I', own)::regclass) > 0 order by 1""";

    private static final String VIEW = """
            select format('%I.%I', n.nspname, c.relname)
            from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'm' and n.nspname || '.' || c.relname = ?""";

    private static final String LARGE_OBJECTS = """
            select distinct p.class from keepuntil.progress_component p
            where p.run = ? and p.rows > 0 and pg_relation_size('pg_catalog.pg_largeobject') > 0
                and (p.class || ' ' || p.table_name = any (?)
                    or exists (select 1 from pg_catalog.pg_class c
                        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                        join pg_catalog.pg_trigger t on t.tgrelid = c.oid
                        join pg_catalog.pg_proc f on f.oid = t.tgfoid and f.prosrc = 'lo_manage'
                        where n.nspname || '.' || c.relname = p.table_name))
            order by 1""";

    private static final String SEVERAL = "*";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Runs runs;
    private final Traces traces;

    private RunResidue(DataSource operator) {
        this.jdbc = new JdbcTemplate(operator);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(operator));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.runs = Runs.of(JdbcClient.create(operator));
        this.traces = new Traces(jdbc, transaction);
    }

    public static RunResidue of(DataSource operator) {
        return new RunResidue(operator);
    }

    /** @param ground why the first level is not reached; null where it is */
    private record Found(
            String recordClass,
            String relation,
            long rows,
            @Nullable String ground) {}

    /**
     * Writes down what the run has removed or changed rows of, by now, and that it is committed; nothing where that is written already.
     *
     * @param views over them, which hold copies
     * @param workload what records are made of
     */
    public void begin(Run run, List<MaterializedViews.View> views, Workload workload) {
        inRun(run, r -> {
            List<Found> found = found(r, views, workload);
            List<Found> known = traces.of(OptionalLong.of(r.id())).stream()
                    .map(t -> new Found(
                            t.recordClass(),
                            t.relation(),
                            t.rows(),
                            t.next() == Level.L1 ? t.ground().orElse(null) : null))
                    .toList();
            if (!new HashSet<>(known).containsAll(found)) {
                runs.hold(r);
                found.forEach(each -> write(r, each));
            }
        });
    }

    private List<Found> found(Run run, List<MaterializedViews.View> views, Workload workload) {
        List<Found> found = new ArrayList<>(jdbc.query(
                TOUCHED,
                (row, n) -> new Found(row.getString("class"), row.getString("relation"), row.getLong("rows"), null),
                run.id(),
                run.id(),
                run.id()));
        if (found.isEmpty()) {
            return found;
        }
        largeObjects(run, workload).forEach(name -> found.add(new Found(name, LargeObjectTables.CATALOG, 0, null)));
        for (MaterializedViews.View view : views) {
            jdbc.queryForList(VIEW, String.class, view.name())
                    .forEach(name -> found.add(new Found(
                            SEVERAL,
                            name,
                            0,
                            view.refreshed() ? null : "the materialized view was not refreshed: " + view.reason())));
        }
        jdbc.queryForList(OWN, String.class).forEach(own -> found.add(new Found(SEVERAL, own, 0, null)));
        return found;
    }

    /** The classes with whose records large objects may have gone: those that a binding names, or that a trigger looks after. */
    private List<String> largeObjects(Run run, Workload workload) {
        String[] named = workload.classes().stream()
                .flatMap(work -> LargeObjectTables.of(work.layout()).map(table -> work.name() + " " + table))
                .toArray(String[]::new);
        return jdbc.queryForList(LARGE_OBJECTS, String.class, run.id(), named);
    }

    private void write(Run run, Found found) {
        jdbc.query(
                "select keepuntil.begin_residue(?, ?, ?, ?, ?, ?)",
                row -> {},
                run.id(),
                found.recordClass(),
                found.relation(),
                found.rows(),
                found.ground(),
                found.ground() != null
                        ? null
                        : Bundle.encode(List.of(new LevelReached(
                                run.id(),
                                found.recordClass(),
                                found.relation(),
                                Level.L1.name(),
                                traces.now(),
                                "deleted or changed, and committed"))));
    }

    /** Waits until nobody sees what went, and writes down that it is so, or who still does. */
    public void see(Run run, Duration longest, BooleanSupplier stop) {
        OptionalLong number = OptionalLong.of(run.id());
        Horizon horizon = new Horizon(jdbc);
        traces.open(number).stream()
                .filter(t -> t.next() == Level.L2)
                .max(Comparator.comparing(Trace::isOfCatalog))
                .ifPresent(t -> new Waiting(longest, stop).until(() -> horizon.seenBy(t.before(), t.isOfCatalog())));
        inRun(run, r -> {
            runs.hold(r);
            new SecondLevel(jdbc, traces, new Waiting(Duration.ZERO, () -> true)).reach(number);
        });
    }

    private void inRun(Run run, Consumer<Run> work) {
        transaction.executeWithoutResult(status -> {
            runs.enter(run);
            work.accept(run);
        });
    }
}
