package org.keepuntil.approval;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.keepuntil.binding.Layout;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.KeyIndexes;
import org.keepuntil.catalog.Table;
import org.keepuntil.plan.Plan;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.IndexNeeds;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Tables that would be read from end to end for every record that goes: PostgreSQL looks there whether a row still refers to it, and there
 * is no index to look in. A few records are not worth a word; thousands take hours, and the application waits for its disk meanwhile.
 */
final class MissingIndexes {
    /** What is read in a minute or so on an ordinary machine. */
    static final long MOST_BYTES = 64L << 30;

    private static final int MEGABYTE = 1 << 20;

    private final Plan plan;
    private final JdbcTemplate jdbc;
    private final long most;

    MissingIndexes(Plan plan, JdbcTemplate jdbc, long most) {
        this.plan = plan;
        this.jdbc = jdbc;
        this.most = most;
    }

    /** A refusal for each table that would be read too often. */
    List<Refusal> check(Workload workload) {
        List<Refusal> refusals = new ArrayList<>();
        for (Plan.ClassPlan found : plan.classes()) {
            if (found.due() > 0) {
                workload.recordClass(found.name()).ifPresent(work -> check(found, work.layout(), refusals));
            }
        }
        return refusals;
    }

    private void check(Plan.ClassPlan found, Layout layout, List<Refusal> refusals) {
        keys(layout).forEach((key, table) -> {
            long bytes = size(table);
            if (bytes > most / found.due() && !isIndexed(table, key)) {
                refusals.add(Refusal.Kind.NO_INDEX.with(
                        found.due(),
                        found.name(),
                        table,
                        bytes / MEGABYTE,
                        IndexNeeds.statement(
                                table,
                                key.fromColumns().stream()
                                        .map(Identifier::quote)
                                        .toList())));
            }
        });
    }

    /** The foreign keys by which rows refer to a record or to a part of it. */
    private static Map<ForeignKey, Table> keys(Layout layout) {
        Map<ForeignKey, Table> keys = new LinkedHashMap<>();
        layout.components().forEach(component -> {
            component.owners().forEach(key -> keys.put(key, component.table()));
            component.referrers().forEach(key -> keys.put(key, layout.table(key.from())));
        });
        layout.edges().forEach(edge -> keys.put(edge.key(), edge.from()));
        keys.keySet().removeIf(key -> !key.isConstraint());
        return keys;
    }

    private long size(Table table) {
        Long bytes = jdbc.queryForObject("""
                select coalesce((select sum(pg_relation_size(relid)) from pg_partition_tree(t.oid)), pg_relation_size(t.oid))::bigint
                from (select ?::oid::regclass as oid) t""", Long.class, table.oid());
        return bytes == null ? 0 : bytes;
    }

    private boolean isIndexed(Table table, ForeignKey key) {
        return Objects.requireNonNull(
                jdbc.execute((ConnectionCallback<Boolean>) connection -> isIndexed(connection, table, key)));
    }

    private static boolean isIndexed(Connection connection, Table table, ForeignKey key) throws SQLException {
        return KeyIndexes.find(connection, table, key) != KeyIndexes.Found.NO;
    }
}
