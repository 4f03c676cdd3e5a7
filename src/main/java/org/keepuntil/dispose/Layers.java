package org.keepuntil.dispose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows of tables that refer to each other, or to themselves, in layers: each row after all that refer to it, so that a delete trigger
 * still finds the row to which its own refers. PostgreSQL shows such a trigger what its statement has removed so far. Rows that refer to each
 * other in a circle, and those between two circles, are one layer.
 */
final class Layers {
    private final Map<RowPlace, Set<RowPlace>> referring = new HashMap<>();
    private final Map<RowPlace, Set<RowPlace>> referred = new HashMap<>();
    private final Set<RowPlace> left = new LinkedHashSet<>();

    private Layers(List<Places> rows, Ties ties) {
        rows.forEach(places -> left.addAll(places.rows()));
        ties.each((tie, pair) -> {
            if (!pair.from().equals(pair.to()) && left.contains(pair.from()) && left.contains(pair.to())) {
                referring.computeIfAbsent(pair.to(), p -> new LinkedHashSet<>()).add(pair.from());
                referred.computeIfAbsent(pair.from(), p -> new LinkedHashSet<>())
                        .add(pair.to());
            }
        });
    }

    /** The rows of each layer, by table; the layer that goes first is first. */
    static List<List<Places>> of(List<Places> rows, Ties ties) {
        Layers layers = new Layers(rows, ties);
        if (layers.referring.isEmpty()) {
            return List.of(rows);
        }
        List<Collection<RowPlace>> order = layers.peel(layers.referring, layers.referred);
        List<Collection<RowPlace>> last = layers.peel(layers.referred, layers.referring);
        if (!layers.left.isEmpty()) {
            order.add(layers.left);
        }
        Collections.reverse(last);
        order.addAll(last);
        return order.stream().map(layer -> byTable(rows, layer)).toList();
    }

    /** Takes away, layer by layer, what nothing that is left is at the other end of. */
    private List<Collection<RowPlace>> peel(Map<RowPlace, Set<RowPlace>> waitFor, Map<RowPlace, Set<RowPlace>> next) {
        Map<RowPlace, Integer> waiting = new HashMap<>();
        left.forEach(row -> {
            Set<RowPlace> others = new LinkedHashSet<>(waitFor.getOrDefault(row, Set.of()));
            others.retainAll(left);
            waiting.put(row, others.size());
        });
        List<Collection<RowPlace>> layers = new ArrayList<>();
        Deque<RowPlace> free = new ArrayDeque<>();
        waiting.forEach((row, count) -> {
            if (count == 0) {
                free.add(row);
            }
        });
        while (!free.isEmpty()) {
            List<RowPlace> layer = List.copyOf(free);
            free.clear();
            layers.add(layer);
            layer.forEach(left::remove);
            for (RowPlace row : layer) {
                for (RowPlace other : next.getOrDefault(row, Set.of())) {
                    if (left.contains(other) && waiting.merge(other, -1, Integer::sum) == 0) {
                        free.add(other);
                    }
                }
            }
        }
        return layers;
    }

    private static List<Places> byTable(List<Places> rows, Collection<RowPlace> layer) {
        List<Places> some = new ArrayList<>();
        for (Places places : rows) {
            Places here = new Places(places.table());
            layer.stream().filter(places.rows()::contains).forEach(row -> here.add(row, places.owners(row)));
            if (!here.isEmpty()) {
                some.add(here);
            }
        }
        return some;
    }
}
