package org.keepuntil.binding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;

/**
 * Finds the foreign keys that lead from a record to a table. A path is only taken if it is the only one of its kind: of two ways to a
 * date, the wrong one would destroy the wrong records.
 *
 * <p>Where hundreds of tables refer to each other there are millions of ways that lead somewhere else. So a step is taken only if
 * the target can still be reached from there, and the search ends when there are more ways than anybody would read.
 */
final class PathFinder {
    private static final int LONGEST = 6;

    /** A choice from more than these is none. */
    private static final int ENOUGH = 6;

    private final Catalog catalog;
    private final Table root;
    private final Set<Table> components;

    PathFinder(Catalog catalog, Table root, Set<Table> components) {
        this.catalog = catalog;
        this.root = root;
        this.components = components;
    }

    /** Every way up: from each row to the one that it refers to; no more than a few. */
    List<List<Step>> up(Table target) {
        Map<Table, Integer> left = distances(Map.of(target, 0), this::referring);
        return new Walk(target, (steps, next) -> up(next) ? left.get(next.to()) : null).from(root);
    }

    /** Every way down to rows that refer to the record, directly or through its components. */
    List<List<Step>> down(Table target) {
        Map<Table, Integer> left = distances(Map.of(target, 0), this::ownParents);
        return new Walk(target, (steps, next) -> up(next) ? null : left.get(next.to())).from(root);
    }

    /** Every way down through components and then up: link tables. */
    List<List<Step>> across(Table target) {
        Map<Table, Integer> leftUp = distances(Map.of(target, 0), this::referring);
        Map<Table, Integer> turns = new HashMap<>(leftUp);
        turns.keySet().retainAll(components);
        Map<Table, Integer> leftDown = distances(turns, this::ownParents);
        return new Walk(target, (steps, next) -> {
                    if (up(next)) {
                        return steps.isEmpty() ? null : leftUp.get(next.to());
                    }
                    boolean goneUp = steps.stream().anyMatch(PathFinder::up);
                    return goneUp || !components.contains(next.to()) ? null : leftDown.get(next.to());
                })
                .from(root);
    }

    /** Every way down from a table that is not the root. */
    List<List<Step>> downFrom(Table start, Table target) {
        return new Walk(target, (steps, next) -> !up(next) && next.to().equals(target) ? Integer.valueOf(0) : null)
                .from(start);
    }

    private static boolean up(Step step) {
        return step.direction() == Step.Direction.TO_PARENT;
    }

    private List<Table> referring(Table table) {
        return catalog.foreignKeysTo(table).stream()
                .map(k -> catalog.table(k.from()))
                .toList();
    }

    /** Those that a way down may come through. */
    private List<Table> ownParents(Table table) {
        return catalog.foreignKeysFrom(table).stream()
                .map(k -> catalog.table(k.to()))
                .filter(t -> t.equals(root) || components.contains(t))
                .toList();
    }

    /** How many steps there are at least, from each table from which there is a way. */
    private static Map<Table, Integer> distances(Map<Table, Integer> starts, Before before) {
        Map<Table, Integer> distances = new HashMap<>(starts);
        Deque<Table> open = new ArrayDeque<>(starts.keySet());
        while (!open.isEmpty()) {
            Table table = open.remove();
            int next = Objects.requireNonNull(distances.get(table)) + 1;
            for (Table other : before.of(table)) {
                Integer known = distances.get(other);
                if (next <= LONGEST && (known == null || known > next)) {
                    distances.put(other, next);
                    open.add(other);
                }
            }
        }
        return distances;
    }

    /** Where a step to a table may come from. */
    private interface Before {
        List<Table> of(Table table);
    }

    /** How many steps are left at least after a step; null where it must not be taken. */
    private interface Left {
        @Nullable
        Integer after(List<Step> before, Step next);
    }

    private final class Walk {
        private final Table target;
        private final Left left;
        private final List<Step> steps = new ArrayList<>();
        private final Set<Table> seen = new HashSet<>();
        private final List<List<Step>> found = new ArrayList<>();

        Walk(Table target, Left left) {
            this.target = target;
            this.left = left;
        }

        List<List<Step>> from(Table start) {
            seen.add(start);
            walk(start);
            return found;
        }

        private void walk(Table at) {
            if (at.equals(target) && !steps.isEmpty()) {
                found.add(List.copyOf(steps));
                return;
            }
            for (Step next : stepsFrom(at)) {
                if (found.size() > ENOUGH) {
                    return;
                }
                Integer more = seen.contains(next.to()) ? null : left.after(steps, next);
                if (more != null && steps.size() + 1 + more <= LONGEST) {
                    steps.add(next);
                    seen.add(next.to());
                    walk(next.to());
                    seen.remove(next.to());
                    steps.remove(steps.size() - 1);
                }
            }
        }
    }

    private List<Step> stepsFrom(Table at) {
        List<Step> steps = new ArrayList<>();
        for (ForeignKey key : catalog.foreignKeysFrom(at)) {
            steps.add(new Step(key, Step.Direction.TO_PARENT, at, catalog.table(key.to())));
        }
        for (ForeignKey key : catalog.foreignKeysTo(at)) {
            steps.add(new Step(key, Step.Direction.TO_CHILDREN, at, catalog.table(key.from())));
        }
        return steps;
    }
}
