package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.List;
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
        List<Layout> layouts = new ArrayList<>();
        for (BoundClass bound : binding.records()) {
            LayoutResolver.resolve(bound, catalog, problems).ifPresent(layouts::add);
        }
        sharedTables(binding, layouts, problems);
        return layouts.size() == binding.records().size() && !problems.hasErrors()
                ? Optional.of(new Layouts(layouts, relied(layouts, catalog)))
                : Optional.empty();
    }

    public Layout of(String recordClass) {
        return classes.stream()
                .filter(l -> l.name().equals(recordClass))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no class of records is named " + recordClass));
    }

    /** Two classes that can hold the same row would each decide about it. */
    private static void sharedTables(Binding binding, List<Layout> layouts, Problems problems) {
        for (Layout whole : layouts) {
            layouts.stream()
                    .filter(l -> !l.root().equals(whole.root()) && whole.owns(l.root()))
                    .forEach(part -> partOfAnother(binding, whole, part, problems));
        }
        for (int i = 0; i < layouts.size(); i++) {
            for (int j = i + 1; j < layouts.size(); j++) {
                Layout a = layouts.get(i);
                Layout b = layouts.get(j);
                boolean apart = a.where().entrySet().stream()
                        .anyMatch(e -> b.where().containsKey(e.getKey())
                                && !e.getValue().equals(b.where().get(e.getKey())));
                if (a.root().equals(b.root()) && !apart) {
                    BoundClass later = binding.recordClass(b.name()).orElseThrow();
                    problems.error(
                            later.place(),
                            b.name().length(),
                            a.name() + " and " + b.name() + " can hold the same rows of " + a.root(),
                            "tell them apart by a column, as in `where: { kind: CIN }`, with another value in each");
                }
            }
        }
    }

    /** What goes with another class's records would go whatever its own rules and holds say. */
    private static void partOfAnother(Binding binding, Layout whole, Layout part, Problems problems) {
        problems.error(
                binding.recordClass(part.name()).orElseThrow().place(),
                part.name().length(),
                part.root() + " holds the records of " + part.name() + " and is a component of " + whole.name()
                        + ": rows would go with " + whole.name() + " although a hold or a rule of " + part.name()
                        + " keeps them",
                "take it out of the components of " + whole.name() + " and declare its link under `related`, or leave "
                        + part.name() + " out");
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
