package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.source.Problems;

/** Finds what makes the components part of a record, and the order in which their rows are removed. */
final class ComponentResolver {
    private final Catalog catalog;
    private final Names names;
    private final Problems problems;

    ComponentResolver(Catalog catalog, Names names, Problems problems) {
        this.catalog = catalog;
        this.names = names;
        this.problems = problems;
    }

    /** The components, each after those that it belongs to. */
    List<Layout.Component> resolve(BoundClass bound, Table root) {
        Set<Table> tables = new LinkedHashSet<>();
        for (BoundClass.Component component : bound.components()) {
            names.table(component.table(), Optional.of(root.schema()), component.place())
                    .ifPresent(table -> {
                        if (table.equals(root) || !tables.add(table)) {
                            problems.error(
                                    component.place(),
                                    component.table().toString().length(),
                                    table + (table.equals(root) ? " is the record's own table" : " is named twice"),
                                    "name each component once, and not the record itself");
                        }
                    });
        }
        List<Layout.Component> ordered =
                new Belonging(catalog, root, tables, declared(bound, root)).components();
        for (BoundClass.Component component : bound.components()) {
            names.tableQuietly(component.table(), root.schema())
                    .filter(t -> tables.contains(t)
                            && ordered.stream().noneMatch(c -> c.table().equals(t)))
                    .ifPresent(t -> problems.error(
                            component.place(),
                            component.table().toString().length(),
                            "no foreign key makes rows of " + t + " part of a record",
                            "a component refers to " + root
                                    + " or to another component, or one of them refers to it, by a key that is not under"
                                    + " `related`; declare the link under `links`, or take " + t + " out"));
        }
        return ordered;
    }

    /** Keys of which the binding says what becomes of the link: they make no row part of the record. */
    private Set<ForeignKey> declared(BoundClass bound, Table root) {
        Set<ForeignKey> declared = new LinkedHashSet<>();
        for (BoundClass.RelatedEdge related : bound.related()) {
            names.tableQuietly(related.table(), root.schema())
                    .ifPresent(from -> catalog.foreignKeysFrom(from).stream()
                            .filter(k -> k.fromColumns().contains(related.column()))
                            .forEach(declared::add));
        }
        return declared;
    }

    /** Those that refer first; tables that refer to each other together. */
    List<List<Table>> removal(Table root, List<Layout.Component> components) {
        List<Table> tables = new ArrayList<>(List.of(root));
        components.forEach(c -> tables.add(c.table()));
        List<List<Table>> order = new ArrayList<>();
        Set<Table> left = new LinkedHashSet<>(tables);
        while (!left.isEmpty()) {
            List<Table> next = left.stream()
                    .map(t -> circle(t, left))
                    .filter(circle -> referring(circle, left).isEmpty())
                    .findFirst()
                    .orElseThrow();
            order.add(next);
            next.forEach(left::remove);
        }
        return order;
    }

    /** The tables that the table refers to and that refer to it, by whatever way, and itself. */
    private List<Table> circle(Table table, Set<Table> among) {
        Set<Table> above = reach(table, among, true);
        Set<Table> below = reach(table, among, false);
        return among.stream()
                .filter(t -> t.equals(table) || (above.contains(t) && below.contains(t)))
                .toList();
    }

    private Set<Table> reach(Table start, Set<Table> among, boolean up) {
        Set<Table> reached = new LinkedHashSet<>();
        List<Table> next = new ArrayList<>(List.of(start));
        while (!next.isEmpty()) {
            Table table = next.remove(0);
            List<ForeignKey> keys = up ? catalog.foreignKeysFrom(table) : catalog.foreignKeysTo(table);
            for (ForeignKey key : keys) {
                Table other = catalog.table(up ? key.to() : key.from());
                if (among.contains(other) && reached.add(other)) {
                    next.add(other);
                }
            }
        }
        return reached;
    }

    private List<Table> referring(List<Table> circle, Set<Table> among) {
        return circle.stream()
                .flatMap(t -> catalog.foreignKeysTo(t).stream())
                .map(k -> catalog.table(k.from()))
                .filter(t -> among.contains(t) && !circle.contains(t))
                .toList();
    }
}
