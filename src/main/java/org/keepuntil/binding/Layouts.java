package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.Table;
import org.keepuntil.source.Problems;

/** The layouts of all classes of a binding in one database. */
public record Layouts(List<Layout> classes, String relied) {
    public Layouts {
        classes = List.copyOf(classes);
    }

    /**
     * Holds a binding against a catalog; every name that is not found, every path that is not clear and every link that is not
     * declared is a problem. Empty where there is one.
     */
    public static Optional<Layouts> resolve(Binding binding, Catalog catalog, Problems problems) {
        return resolve(List.of(binding), catalog, problems).map(all -> all.get(0));
    }

    /** The same for several bindings of one database, which must not decide about the same rows. */
    public static Optional<List<Layouts>> resolve(List<Binding> bindings, Catalog catalog, Problems problems) {
        long before = problems.errors();
        List<BoundClass> classes =
                bindings.stream().flatMap(b -> b.records().stream()).toList();
        Map<BoundClass, Layout> layouts = new LinkedHashMap<>();
        for (BoundClass bound : classes) {
            LayoutResolver.resolve(bound, catalog, problems).ifPresent(layout -> layouts.put(bound, layout));
        }
        Overlaps.refuse(layouts, problems);
        if (problems.errors() > before) {
            return Optional.empty();
        }
        Map<BoundClass, Layout> apart = Overlaps.withOtherOwners(layouts);
        CommonRows.warn(apart, problems);
        return Optional.of(bindings.stream()
                .map(b -> b.records().stream()
                        .map(bound -> Objects.requireNonNull(apart.get(bound)))
                        .toList())
                .map(found -> new Layouts(found, relied(found, catalog)))
                .toList());
    }

    public Layout of(String recordClass) {
        return classes.stream()
                .filter(l -> l.name().equals(recordClass))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no class of records is named " + recordClass));
    }

    /** All that the layouts rely on in the catalog, as text with a fixed order: what a digest of it is made from. */
    private static String relied(List<Layout> layouts, Catalog catalog) {
        TreeSet<String> lines = new TreeSet<>();
        for (Layout layout : layouts) {
            List<Table> tables = new ArrayList<>(layout.tables());
            layout.edges().forEach(e -> tables.add(e.from()));
            allPaths(layout).forEach(steps -> steps.forEach(s -> tables.add(s.to())));
            for (Table table : tables) {
                lines.add("table " + table + " key " + table.primaryKey());
                table.columns()
                        .forEach(c -> lines.add("column " + table + "." + c.name() + " " + c.type()
                                + (c.notNull() ? " not null" : "")));
                catalog.foreignKeysFrom(table)
                        .forEach(k -> lines.add("foreign key of " + table + " " + k.fromColumns() + " to "
                                + catalog.table(k.to()) + " " + k.toColumns()));
                catalog.foreignKeysTo(table)
                        .forEach(k -> lines.add("foreign key of " + catalog.table(k.from()) + " " + k.fromColumns()
                                + " to " + table + " " + k.toColumns()));
            }
        }
        return String.join("\n", lines);
    }

    private static List<List<Step>> allPaths(Layout layout) {
        List<List<Step>> paths = new ArrayList<>();
        layout.events().values().forEach(e -> e.paths().forEach(p -> paths.add(p.steps())));
        layout.people().values().forEach(p -> {
            p.born().paths().forEach(b -> paths.add(b.steps()));
            p.died().ifPresent(d -> d.paths().forEach(b -> paths.add(b.steps())));
        });
        layout.facts()
                .values()
                .forEach(f -> paths.add(
                        f instanceof Layout.FactPath.AnyOf any
                                ? any.steps()
                                : ((Layout.FactPath.Value) f).path().steps()));
        return paths;
    }
}
