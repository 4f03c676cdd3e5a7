package org.keepuntil.binding;

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
        List<Layout.Component> ordered = new Belonging(catalog, root, tables, declared(bound, root)).components();
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
                                    + " `related`; declare the link under `links`, as in `" + t + ".case_ref -> " + root
                                    + "."
                                    + (root.primaryKey().isEmpty()
                                            ? "reference"
                                            : root.primaryKey().get(0))
                                    + "`, or take " + t + " out"));
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
        Set<Table> tables = new LinkedHashSet<>(Set.of(root));
        components.forEach(c -> tables.add(c.table()));
        return new Circles(tables, this::referring).all();
    }

    private List<Table> referring(Table table) {
        return catalog.foreignKeysTo(table).stream()
                .map(k -> catalog.table(k.from()))
                .toList();
    }
}
