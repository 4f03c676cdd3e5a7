package org.keepuntil.binding;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keepuntil.catalog.Catalog;
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
        Optional<List<Layouts>> found = resolve(bindings, catalog, problems, problems);
        found.ifPresent(layouts -> refuseShapes(bindings, layouts, catalog, problems));
        return problems.errors() > before ? Optional.empty() : found;
    }

    /** Says what the database has and a disposal can't be sure of; it stands in nobody's way who only looks, or holds. */
    public static void refuseShapes(List<Binding> bindings, List<Layouts> layouts, Catalog catalog, Problems problems) {
        Shapes shapes = new Shapes(catalog, problems);
        for (int i = 0; i < bindings.size(); i++) {
            Layouts found = layouts.get(i);
            bindings.get(i).records().forEach(bound -> shapes.refuse(bound, found.of(bound.name())));
        }
    }

    /**
     * The same, for whoever looks at what is not covered: it stands in the way of no layout here, nor does a shape.
     *
     * @param uncovered where keys are said that a binding does not speak of
     */
    public static Optional<List<Layouts>> resolve(
            List<Binding> bindings, Catalog catalog, Problems problems, Problems uncovered) {
        long before = problems.errors();
        List<BoundClass> classes =
                bindings.stream().flatMap(b -> b.records().stream()).toList();
        Map<BoundClass, Layout> layouts = new LinkedHashMap<>();
        for (BoundClass bound : classes) {
            LayoutResolver.resolve(bound, catalog, problems, uncovered).ifPresent(layout -> layouts.put(bound, layout));
        }
        Overlaps.refuse(layouts, problems);
        if (layouts.size() < classes.size() || (problems != uncovered && problems.errors() > before)) {
            return Optional.empty();
        }
        Map<BoundClass, Layout> apart = Overlaps.withOtherOwners(layouts);
        CommonRows.warn(apart, problems);
        return Optional.of(bindings.stream()
                .map(b -> b.records().stream()
                        .map(bound -> Objects.requireNonNull(apart.get(bound)))
                        .toList())
                .map(found -> new Layouts(found, Relied.on(found, catalog).text()))
                .toList());
    }

    public Layout of(String recordClass) {
        return classes.stream()
                .filter(l -> l.name().equals(recordClass))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no class of records is named " + recordClass));
    }
}
