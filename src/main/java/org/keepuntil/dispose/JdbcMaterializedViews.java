package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Refreshed;
import org.keepuntil.binding.Layout;
import org.keepuntil.catalog.Table;
import org.keepuntil.control.Run;
import org.keepuntil.control.Runs;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Workload;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Follows the rules by which views read tables, whatever the number of views in between. */
final class JdbcMaterializedViews implements MaterializedViews {
    private static final String OVER = """
            with recursive touched (oid) as (
                select t from unnest(?::bigint[]::oid[]) t
                union
                select i.inhrelid from touched join pg_catalog.pg_inherits i on i.inhparent = touched.oid
            ), readers (oid, depth) as (
                select oid, 0 from touched
                union
                select r.ev_class, o.depth + 1
                from readers o
                join pg_catalog.pg_depend d on d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = o.oid
                    and d.classid = 'pg_catalog.pg_rewrite'::regclass
                join pg_catalog.pg_rewrite r on r.oid = d.objid and r.ev_type = '1' and r.ev_class <> o.oid
                where o.depth < 50
            )
            select n.nspname, c.relname,
                pg_has_role(c.relowner, 'USAGE') or (%s),
                exists (select 1 from pg_catalog.pg_index i
                    where i.indrelid = c.oid and i.indisunique and i.indisvalid and i.indpred is null and i.indexprs is null)
            from readers o
            join pg_catalog.pg_class c on c.oid = o.oid and c.relkind = 'm' and c.relispopulated
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            group by c.oid, n.nspname, c.relname, c.relowner
            order by max(o.depth), n.nspname, c.relname""";
    private static final int MAINTAIN_SINCE = 170_000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Runs runs;
    private final AuditLog log;
    private final Workload workload;

    JdbcMaterializedViews(DataSource database, Workload workload) {
        this.jdbc = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
        this.runs = Runs.of(JdbcClient.create(database));
        this.log = AuditLog.of(JdbcClient.create(database));
        this.workload = workload;
    }

    private record Found(String schema, String name, boolean allowed, boolean concurrently) {
        String quoted() {
            return Identifier.quote(schema) + "." + Identifier.quote(name);
        }
    }

    @Override
    public List<View> refresh(Run run) {
        List<View> views = new ArrayList<>();
        for (Found found : over(touched(run))) {
            views.add(refresh(found));
        }
        if (!views.isEmpty()) {
            transaction.executeWithoutResult(status -> {
                runs.hold(run);
                log.append(
                        run.id(),
                        views.stream()
                                .map(view -> new Refreshed(run.id(), view.name(), view.refreshed()))
                                .toList());
            });
        }
        return views;
    }

    private Long[] touched(Run run) {
        Set<String> names = new HashSet<>(jdbc.queryForList(
                "select distinct table_name from keepuntil.progress_component where run = ? and rows > 0",
                String.class,
                run.id()));
        return workload.classes().stream()
                .map(Workload.Work::layout)
                .flatMap(layout -> Stream.concat(
                        layout.tables().stream(), layout.edges().stream().map(Layout.Edge::from)))
                .filter(table -> names.contains(table.toString()))
                .map(Table::oid)
                .distinct()
                .toArray(Long[]::new);
    }

    private List<Found> over(Long[] tables) {
        Integer version = jdbc.queryForObject("select current_setting('server_version_num')::integer", Integer.class);
        boolean maintain = version != null && version >= MAINTAIN_SINCE;
        return jdbc.query(
                OVER.formatted(maintain ? "has_table_privilege(c.oid, 'MAINTAIN')" : "false"),
                (row, n) -> new Found(row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)),
                (Object) tables);
    }

    private View refresh(Found found) {
        String name = found.schema() + "." + found.name();
        if (!found.allowed()) {
            return new View(name, false, "the operator is neither its owner nor may maintain it");
        }
        try {
            transaction.executeWithoutResult(status -> {
                jdbc.execute("set local lock_timeout = '5s'");
                jdbc.execute(
                        "refresh materialized view " + (found.concurrently() ? "concurrently " : "") + found.quoted());
            });
            return new View(name, true, "");
        } catch (DataAccessException e) {
            // the server's own words may quote a row
            return new View(name, false, "the server refused it with SQLSTATE " + Patience.sqlState(e));
        }
    }
}
