package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keepuntil.binding.Layout.Reach;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;

/**
 * Which of the tables that a binding lists are part of a record, and by what. First down, to rows that refer to the record, or to a
 * component; then up, to rows that these refer to and that several records may share; and down again from those.
 */
final class Belonging {
    private final Catalog catalog;
    private final Set<Table> listed;
    private final Set<ForeignKey> declared;
    private final Map<Table, Reach> reached = new LinkedHashMap<>();
    private final List<Layout.Component> components;

    /**
     * @param listed the tables of the components
     * @param declared keys of which the binding says what becomes of the link, which make nothing part of a record
     */
    Belonging(Catalog catalog, Table root, Set<Table> listed, Set<ForeignKey> declared) {
        this.catalog = catalog;
        this.listed = listed;
        this.declared = declared;
        reached.put(root, Reach.OWN);
        down(Reach.OWN);
        while (up()) {
            down(Reach.OF_SHARED);
        }
        reached.remove(root);
        this.components =
                reached.keySet().stream().map(table -> component(table, root)).toList();
    }

    /** The components, each after those that it belongs to; those of them that nothing makes one are left out. */
    List<Layout.Component> components() {
        return components;
    }

    private void down(Reach as) {
        boolean found = true;
        while (found) {
            found = false;
            for (Table table : listed) {
                if (!reached.containsKey(table)
                        && keys(table).stream().anyMatch(k -> reached.containsKey(catalog.table(k.to())))) {
                    reached.put(table, as);
                    found = true;
                }
            }
        }
    }

    /** One at a time: what belongs to a shared row is looked for before the next. */
    private boolean up() {
        for (Table table : listed) {
            if (!reached.containsKey(table)
                    && List.copyOf(reached.keySet()).stream().anyMatch(t -> refersTo(t, table))) {
                reached.put(table, Reach.SHARED);
                return true;
            }
        }
        return false;
    }

    private boolean refersTo(Table from, Table to) {
        return keys(from).stream().anyMatch(k -> k.to() == to.oid());
    }

    /** The keys of a table that can make something part of a record. */
    private List<ForeignKey> keys(Table table) {
        return catalog.foreignKeysFrom(table).stream()
                .filter(k -> !declared.contains(k))
                .toList();
    }

    private Layout.Component component(Table table, Table root) {
        Reach reach = reached.getOrDefault(table, Reach.OWN);
        Set<ForeignKey> owners = new LinkedHashSet<>();
        if (reach != Reach.SHARED) {
            keys(table).stream().filter(k -> owns(table, k, root)).forEach(owners::add);
        }
        Set<ForeignKey> referrers = new LinkedHashSet<>();
        List<Table> tables = new ArrayList<>(List.of(root));
        tables.addAll(reached.keySet());
        for (Table from : tables) {
            keys(from).stream()
                    .filter(k -> k.to() == table.oid())
                    .filter(k -> reach == Reach.SHARED || !isOwner(from, k, root))
                    .forEach(referrers::add);
        }
        Map<ForeignKey, List<String>> cuts = new LinkedHashMap<>();
        owners.forEach(k -> cuts.put(k, isOfOne(k) ? cut(catalog, k, table) : List.of()));
        return new Layout.Component(table, reach, List.copyOf(owners), List.of(), List.copyOf(referrers), cuts);
    }

    /**
     * Every key to the record or to a component makes a row part of it. Of a row that belongs to a shared one: every key to what was reached
     * before it, for it may refer to further shared rows without being theirs.
     */
    private boolean owns(Table table, ForeignKey key, Table root) {
        Table owner = catalog.table(key.to());
        if (owner.equals(root)) {
            return reached.get(table) == Reach.OWN;
        }
        Reach of = reached.get(owner);
        if (of == null) {
            return false;
        }
        return switch (of) {
            case OWN -> true;
            case OF_SHARED -> reached.get(table) == Reach.OF_SHARED;
            case SHARED -> reached.get(table) == Reach.OF_SHARED && isBefore(owner, table);
        };
    }

    /** A link to a value that several records may have is the link to each of them. */
    private boolean isOfOne(ForeignKey key) {
        return key.isConstraint() || catalog.table(key.to()).isUnique(key.toColumns());
    }

    private boolean isOwner(Table from, ForeignKey key, Table root) {
        Reach reach = reached.get(from);
        return reach != null && reach != Reach.SHARED && owns(from, key, root);
    }

    private boolean isBefore(Table first, Table later) {
        List<Table> order = List.copyOf(reached.keySet());
        return order.indexOf(first) < order.indexOf(later);
    }

    /**
     * The columns to be set to null for a link to go; of a member of a {@code json} column the column, from which the member is taken. One that another foreign key of the row has too, such as a tenant, stays where there is
     * another to cut. Those of a {@code MATCH FULL} key go together.
     */
    static List<String> cut(Catalog catalog, ForeignKey link, Table from) {
        if (link.declared().flatMap(ForeignKey.Declared::member).isPresent()) {
            return link.fromColumns();
        }
        List<String> nullable = link.fromColumns().stream()
                .filter(c ->
                        from.column(c).map(k -> !k.notNull() && !k.generated()).orElse(false))
                .toList();
        if (link.traits().full()) {
            return nullable.size() == link.fromColumns().size() ? nullable : List.of();
        }
        List<String> own = nullable.stream()
                .filter(c -> catalog.foreignKeysFrom(from).stream()
                        .noneMatch(k -> !k.equals(link) && k.fromColumns().contains(c)))
                .toList();
        List<String> cut = new ArrayList<>(own.isEmpty() ? nullable : own);
        link.declared()
                .flatMap(ForeignKey.Declared::only)
                .filter(only -> !cut.isEmpty()
                        && !from.column(only.column()).orElseThrow().notNull())
                .ifPresent(only -> cut.add(only.column()));
        return cut;
    }
}
