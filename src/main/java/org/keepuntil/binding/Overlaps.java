package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keepuntil.source.Problems;

/** Where classes of records meet in the same tables: two rules must not decide about one row. */
final class Overlaps {
    private Overlaps() {}

    /** Refuses classes that can hold the same rows, and components with a class of their own that could not go whole. */
    static void refuse(Map<BoundClass, Layout> layouts, Problems problems) {
        List<Map.Entry<BoundClass, Layout>> all = List.copyOf(layouts.entrySet());
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < all.size(); j++) {
                Layout a = all.get(i).getValue();
                Layout b = all.get(j).getValue();
                if (i < j && a.root().equals(b.root()) && !apart(a, b)) {
                    sameRows(a, all.get(j).getKey(), b, problems);
                } else if (i != j && !a.root().equals(b.root()) && a.owns(b.root())) {
                    partOfAnother(a, all.get(j).getKey(), b, problems);
                }
            }
        }
    }

    private static boolean apart(Layout a, Layout b) {
        return a.where().entrySet().stream()
                .anyMatch(e -> b.where().containsKey(e.getKey())
                        && !e.getValue().equals(b.where().get(e.getKey())));
    }

    private static void sameRows(Layout first, BoundClass later, Layout second, Problems problems) {
        problems.error(
                later.place(),
                later.name().length(),
                first.name() + " and " + second.name() + " can hold the same rows of " + first.root(),
                "tell them apart by a column, as in `where: { kind: CIN }`, with another value in each");
    }

    /** A component that holds records of a class of its own goes as its own class goes: whole, and never before its own rule says so. */
    private static void partOfAnother(Layout whole, BoundClass bound, Layout part, Problems problems) {
        if (part.owns(whole.root())) {
            problems.error(
                    bound.place(),
                    bound.name().length(),
                    part.root() + " holds the records of " + part.name() + " and is a component of " + whole.name()
                            + ", and the other way round",
                    "take one of them out of the components of the other and declare its link under `related`");
            return;
        }
        for (Layout.Component component : part.components()) {
            if (!whole.owns(component.table())) {
                problems.error(
                        bound.place(),
                        bound.name().length(),
                        part.root() + " holds the records of " + part.name() + " and is a component of " + whole.name()
                                + ", but " + component.table() + " is a component of " + part.name() + " only",
                        "add " + component.table() + " to the components of " + whole.name() + ": records of "
                                + part.name() + " go whole");
            }
        }
    }

    /** The layouts with, for each component, the keys by which its rows may belong to records of other classes too. */
    static Map<BoundClass, Layout> withOtherOwners(Map<BoundClass, Layout> layouts) {
        Map<BoundClass, Layout> result = new LinkedHashMap<>();
        layouts.forEach((bound, layout) -> result.put(
                bound,
                layout.withComponents(layout.components().stream()
                        .map(c -> c.withOthers(others(c, layout, layouts)))
                        .toList())));
        return result;
    }

    private static List<Layout.Other> others(Layout.Component component, Layout own, Map<BoundClass, Layout> layouts) {
        List<Layout.Other> others = new ArrayList<>();
        for (Layout other : layouts.values()) {
            if (!other.name().equals(own.name())) {
                other.component(component.table()).stream()
                        .flatMap(c -> c.owners().stream())
                        .filter(key -> !component.owners().contains(key))
                        .map(key -> new Layout.Other(key, other.table(key.to())))
                        .filter(found -> !others.contains(found))
                        .forEach(others::add);
            }
        }
        return others;
    }
}
