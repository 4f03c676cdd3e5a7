package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;

/**
 * Finds the foreign keys that lead from a record to a table. A path is only taken if it is the only one of its kind: of two ways to a
 * date, the wrong one would destroy the wrong records.
 */
final class PathFinder {
    private static final int LONGEST = 6;

    private final Catalog catalog;
    private final Table root;
    private final Set<Table> components;

    PathFinder(Catalog catalog, Table root, Set<Table> components) {
        this.catalog = catalog;
        this.root = root;
        this.components = components;
    }

    /** Every way up: from each row to the one that it refers to. */
    List<List<Step>> up(Table target) {
        return search(target, (steps, next) -> next.direction() == Step.Direction.TO_PARENT);
    }

    /** Every way down to rows that refer to the record, directly or through its components. */
    List<List<Step>> down(Table target) {
        return search(
                target,
                (steps, next) -> next.direction() == Step.Direction.TO_CHILDREN
                        && (next.to().equals(target) || components.contains(next.to())));
    }

    /** Every way down through components and then up: link tables. */
    List<List<Step>> across(Table target) {
        return search(target, (steps, next) -> {
            boolean goneUp = steps.stream().anyMatch(s -> s.direction() == Step.Direction.TO_PARENT);
            return next.direction() == Step.Direction.TO_PARENT
                    ? !steps.isEmpty()
                    : !goneUp && components.contains(next.to());
        });
    }

    /** Every way down from a table that is not the root. */
    List<List<Step>> downFrom(Table start, Table target) {
        List<List<Step>> found = new ArrayList<>();
        walk(
                start,
                target,
                new ArrayList<>(),
                new HashSet<>(Set.of(start)),
                found,
                (steps, next) -> next.direction() == Step.Direction.TO_CHILDREN
                        && next.to().equals(target));
        return found;
    }

    private List<List<Step>> search(Table target, Allowed allowed) {
        List<List<Step>> found = new ArrayList<>();
        walk(root, target, new ArrayList<>(), new HashSet<>(Set.of(root)), found, allowed);
        return found;
    }

    /** Whether a path may go on with a step. */
    private interface Allowed {
        boolean step(List<Step> before, Step next);
    }

    private void walk(
            Table at, Table target, List<Step> steps, Set<Table> seen, List<List<Step>> found, Allowed allowed) {
        if (at.equals(target) && !steps.isEmpty()) {
            found.add(List.copyOf(steps));
            return;
        }
        if (steps.size() == LONGEST) {
            return;
        }
        for (Step next : stepsFrom(at, s -> !seen.contains(s.to()) && allowed.step(steps, s))) {
            steps.add(next);
            seen.add(next.to());
            walk(next.to(), target, steps, seen, found, allowed);
            seen.remove(next.to());
            steps.remove(steps.size() - 1);
        }
    }

    private List<Step> stepsFrom(Table at, Predicate<Step> wanted) {
        List<Step> steps = new ArrayList<>();
        for (ForeignKey key : catalog.foreignKeysFrom(at)) {
            steps.add(new Step(key, Step.Direction.TO_PARENT, at, catalog.table(key.to())));
        }
        for (ForeignKey key : catalog.foreignKeysTo(at)) {
            steps.add(new Step(key, Step.Direction.TO_CHILDREN, at, catalog.table(key.from())));
        }
        return steps.stream().filter(wanted).toList();
    }
}
