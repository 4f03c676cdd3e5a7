package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Layout.Reach;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.keepuntil.sql.Workload.Work;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Components of which every row goes with the one row that it belongs to, whatever else there is: a foreign key that the database keeps
 * leads to it, nothing else refers to them, and nothing is to be read from them. Nobody has to look at their rows one by one. One statement
 * a table removes those of all records of a batch, and says how many there were of each.
 *
 * @param all those that refer to others first
 */
record Dependents(List<Dependent> all) {
    static final Dependents NONE = new Dependents(List.of());

    /**
     * A component.
     *
     * @param way the keys by which its rows lead to the record, each with the table that has it
     */
    record Dependent(Table table, List<Hop> way) {}

    /** A key that is followed to the row to which it refers. */
    record Hop(ForeignKey key, Table from, Table to) {}

    /** The dependents of a class of records. */
    static Dependents of(Work work, JdbcTemplate jdbc) {
        Layout layout = work.layout();
        Set<Table> apart = new HashSet<>();
        work.parts().forEach(part -> apart.add(part.layout().root()));
        layout.files().forEach(file -> apart.add(file.table()));
        layout.edges().forEach(edge -> apart.addAll(List.of(edge.from(), edge.to())));
        Set<Long> referring = layout.components().stream()
                .flatMap(c -> c.referrers().stream())
                .map(ForeignKey::from)
                .collect(Collectors.toSet());
        Set<Long> triggered = triggered(layout, jdbc);
        Set<Table> found = layout.components().stream()
                .filter(c -> isPlain(c) && !apart.contains(c.table()))
                .map(Layout.Component::table)
                .filter(t -> !referring.contains(t.oid()) && !triggered.contains(t.oid()))
                .collect(Collectors.toCollection(HashSet::new));
        while (found.removeIf(t -> !hangsTogether(t, layout, found))) {}
        List<Dependent> dependents = new ArrayList<>();
        for (List<Table> together : layout.removal()) {
            together.stream().filter(found::contains).forEach(t -> dependents.add(new Dependent(t, way(t, layout))));
        }
        return new Dependents(dependents);
    }

    private static boolean isPlain(Layout.Component component) {
        return component.reach() == Reach.OWN
                && component.owners().size() == 1
                && component.owners().get(0).isConstraint()
                && component.owners().get(0).to() != component.table().oid()
                && component.others().isEmpty()
                && component.referrers().isEmpty()
                && !component.table().spread();
    }

    /** A trigger may keep a row, or do more than remove it. */
    private static Set<Long> triggered(Layout layout, JdbcTemplate jdbc) {
        return Set.copyOf(jdbc.queryForList("""
                select tgrelid::bigint from pg_catalog.pg_trigger
                where not tgisinternal and tgenabled <> 'D' and tgtype & 8 <> 0 and tgrelid = any(?::bigint[]::oid[])
                union select ev_class::bigint from pg_catalog.pg_rewrite where ev_class = any(?::bigint[]::oid[])""", Long.class, oids(layout), oids(layout)));
    }

    private static Long[] oids(Layout layout) {
        return layout.components().stream().map(c -> c.table().oid()).toArray(Long[]::new);
    }

    /** Whether its rows belong to the record or to such rows, and only such rows belong to them. */
    private static boolean hangsTogether(Table table, Layout layout, Set<Table> found) {
        Table owner = owner(table, layout);
        return (owner.equals(layout.root()) || found.contains(owner))
                && layout.components().stream()
                        .filter(c -> c.owners().stream().anyMatch(k -> k.to() == table.oid()))
                        .allMatch(c -> found.contains(c.table()));
    }

    private static List<Hop> way(Table table, Layout layout) {
        List<Hop> way = new ArrayList<>();
        for (Table at = table; !at.equals(layout.root()); at = owner(at, layout)) {
            way.add(new Hop(key(at, layout), at, owner(at, layout)));
        }
        return way;
    }

    private static Table owner(Table table, Layout layout) {
        return layout.table(key(table, layout).to());
    }

    private static ForeignKey key(Table table, Layout layout) {
        return layout.component(table).orElseThrow().owners().get(0);
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** The layout of the records without them. */
    Layout without(Layout layout) {
        Set<Table> tables = all.stream().map(Dependent::table).collect(Collectors.toSet());
        return layout.withComponents(layout.components().stream()
                .filter(c -> !tables.contains(c.table()))
                .toList());
    }

    /**
     * Removes the rows that belong to locked records, and adds what went to the counts.
     *
     * @param removed by record, how many rows of each table
     */
    void remove(Places roots, Map<Long, Map<String, Long>> removed, Done.Meant meant, JdbcTemplate jdbc) {
        if (roots.isEmpty()) {
            return;
        }
        for (Dependent dependent : all) {
            String name = dependent.table().toString();
            Sql delete = delete(dependent, roots);
            jdbc.query(
                    delete.text(),
                    row -> {
                        long rows = row.getLong(3);
                        Long record = only(roots.owners(new RowPlace(row.getLong(1), row.getString(2))));
                        removed.computeIfAbsent(record, n -> new TreeMap<>()).put(name, rows);
                        meant.deleted().merge(dependent.table().oid(), rows, Long::sum);
                    },
                    delete.values().toArray());
        }
    }

    private static Long only(Set<Long> owners) {
        if (owners.size() != 1) {
            throw new UnexpectedRowsException("Rows belong to a record that was not locked.");
        }
        return owners.iterator().next();
    }

    private static Sql delete(Dependent dependent, Places roots) {
        List<Hop> way = dependent.way();
        List<Sql> conditions = new ArrayList<>();
        List<String> tables = new ArrayList<>();
        for (int i = 0; i < way.size(); i++) {
            Hop hop = way.get(i);
            conditions.add(Sql.of(Identifier.match(hop.key(), alias(i), alias(i + 1))));
            tables.add(Identifier.of(hop.to()) + " " + alias(i + 1));
        }
        String root = alias(way.size());
        conditions.add(roots.isIn(root));
        return Sql.concat(
                "with gone as (delete from ",
                Identifier.of(dependent.table()),
                " " + alias(0) + " using " + String.join(", ", tables) + " where ",
                Sql.and(conditions),
                " returning " + root + ".tableoid as t, " + root + ".ctid as p)",
                " select t::bigint, p::text, count(*) from gone group by t, p");
    }

    private static String alias(int hop) {
        return "h" + hop;
    }
}
