package org.keepuntil.dispose;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keepuntil.binding.BoundClass;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Step;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.springframework.jdbc.core.JdbcTemplate;

/** All rows of the records of a batch: their own, those of their components, and the links to be cut. */
final class Whole {
    private final Layout layout;
    private final JdbcTemplate jdbc;
    private final Map<Table, Places> rows = new LinkedHashMap<>();
    private final Map<Layout.Edge, Places> links = new LinkedHashMap<>();
    private final Set<Long> strangers = new HashSet<>();

    Whole(Layout layout, JdbcTemplate jdbc, Places roots) {
        this.layout = layout;
        this.jdbc = jdbc;
        rows.put(layout.root(), roots);
        layout.components().forEach(c -> rows.put(c.table(), new Places(c.table())));
    }

    /** Adds rows, locked, that belong to a record that is gone. */
    void add(Places late) {
        Places known = rows(late.table());
        late.rows().forEach(place -> known.add(place, late.owners(place)));
    }

    /** Locks every component row of the records, whatever the way by which it belongs, and every link to be cut. */
    void lock(Locker locker) {
        boolean more = true;
        while (more) {
            more = false;
            for (Layout.Component component : layout.components()) {
                for (ForeignKey owner : component.owners()) {
                    more |= lock(component, owner, locker);
                }
            }
        }
        for (Layout.Edge edge : layout.edges()) {
            if (edge.fate() == BoundClass.Fate.UNLINK) {
                Step step = new Step(edge.key(), Step.Direction.TO_CHILDREN, edge.to(), edge.from());
                links.put(edge, locker.lock(rows(edge.to()), step, Locker.Strength.UPDATE));
            }
        }
        findShared();
    }

    /** One pass over one key; returns whether there may be more to find because of it. */
    private boolean lock(Layout.Component component, ForeignKey owner, Locker locker) {
        Table parent = parent(owner);
        Step step = new Step(owner, Step.Direction.TO_CHILDREN, parent, component.table());
        Places found = locker.lock(rows(parent), step, Locker.Strength.UPDATE);
        Places known = rows(component.table());
        boolean news = false;
        for (RowPlace place : found.rows()) {
            news |= known.add(place, found.owners(place));
        }
        return news && (component.owners().size() > 1 || hasComponentsBelow(component.table()));
    }

    private boolean hasComponentsBelow(Table table) {
        return layout.components().stream().anyMatch(c -> c.owners().stream().anyMatch(k -> k.to() == table.oid()));
    }

    /**
     * A component row that belongs to another record too is not this record's to remove: its records are set aside.
     */
    private void findShared() {
        for (Layout.Component component : layout.components()) {
            if (mayBelongToSeveral(component) && !rows(component.table()).isEmpty()) {
                component.owners().forEach(owner -> findStrangers(component.table(), owner));
            }
            component.others().forEach(other -> findOfOtherClasses(component.table(), other));
        }
    }

    /** By several keys, or by a link to a value that several rows may have. */
    private boolean mayBelongToSeveral(Layout.Component component) {
        return component.owners().size() > 1
                || component.owners().stream()
                        .anyMatch(k -> !k.isConstraint() && !parent(k).isUnique(k.toColumns()));
    }

    private Table parent(ForeignKey owner) {
        return layout.tables().stream()
                .filter(t -> t.oid() == owner.to())
                .findFirst()
                .orElseThrow();
    }

    /** Rows that refer to a record of another class, of which they are a component too. */
    private void findOfOtherClasses(Table table, ForeignKey other) {
        Places own = rows(table);
        if (own.isEmpty()) {
            return;
        }
        Sql query = Sql.concat(
                "select x.tableoid::bigint, x.ctid::text from ",
                Identifier.of(table),
                " x where ",
                own.isIn("x"),
                " and ",
                Identifier.refers(other, "x"));
        jdbc.query(
                query.text(),
                row -> {
                    strangers.addAll(own.owners(new RowPlace(row.getLong(1), row.getString(2))));
                },
                query.values().toArray());
    }

    private void findStrangers(Table table, ForeignKey owner) {
        Table parent = parent(owner);
        Places own = rows(table);
        Places parents = rows(parent);
        Sql query = Sql.concat(
                "select x.tableoid::bigint, x.ctid::text from ",
                Identifier.of(table),
                " x join ",
                Identifier.of(parent),
                " f on ",
                Identifier.match(owner, "x", "f"),
                " where ",
                own.isIn("x"),
                " and not (",
                parents.isIn("f"),
                ")");
        jdbc.query(
                query.text(),
                row -> {
                    strangers.addAll(own.owners(new RowPlace(row.getLong(1), row.getString(2))));
                },
                query.values().toArray());
    }

    /** Candidates that have a component in common with another record. */
    Set<Long> shared() {
        Set<Long> shared = new HashSet<>(strangers);
        rows.values().forEach(p -> shared.addAll(p.sharing()));
        return shared;
    }

    /** Candidates that have one in common with a record that is no candidate. */
    Set<Long> sharedWithStrangers() {
        return strangers;
    }

    Places rows(Table table) {
        Places places = rows.get(table);
        if (places == null) {
            throw new IllegalArgumentException(table + " is no part of the record");
        }
        return places;
    }

    /** The rows that belong to these candidates alone. */
    Map<Table, Places> rowsOf(Set<Long> candidates) {
        Map<Table, Places> some = new LinkedHashMap<>();
        rows.forEach((table, places) -> some.put(table, places.of(candidates)));
        return some;
    }

    Map<Layout.Edge, Places> links() {
        return links;
    }

    List<Table> tables() {
        return List.copyOf(rows.keySet());
    }
}
