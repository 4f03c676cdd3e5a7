package org.keepuntil.dispose;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Step;
import org.keepuntil.sql.TableLocks;

/**
 * The rows on which a decision rests, as a tree of foreign keys from the record. Each is locked so that it can't change; where it matters
 * that no further row comes, the row that it would refer to is locked so that nobody can refer to it.
 */
final class OperandLocks {
    private final Layout layout;
    private final TableLocks tables;
    private final boolean wholeIsLocked;
    private final Node root = new Node();

    /** The rows at the end of the steps so far. */
    private static final class Node {
        private final Map<Step, Node> next = new LinkedHashMap<>();
    }

    /**
     * @param wholeIsLocked whether all of the record's own components are locked already
     */
    OperandLocks(Layout layout, List<List<Step>> paths, TableLocks tables, boolean wholeIsLocked) {
        this.layout = layout;
        this.tables = tables;
        this.wholeIsLocked = wholeIsLocked;
        for (List<Step> path : paths) {
            Node node = root;
            for (Step step : path) {
                node = node.next.computeIfAbsent(step, s -> new Node());
            }
        }
    }

    /** Keeps new rows out where no lock on a row would: before the rows are looked for. */
    void lockTables(Places roots, Locker locker) {
        tables.always().forEach(table -> locker.share(table, roots));
    }

    /** Locks all of them, from the locked records on. */
    void lock(Places roots, Locker locker) {
        lock(roots, root, locker);
    }

    private void lock(Places from, Node node, Locker locker) {
        for (Map.Entry<Step, Node> next : node.next.entrySet()) {
            Step step = next.getKey();
            Node then = next.getValue();
            boolean lockedAlready = isComponent(step);
            if (lockedAlready && then.next.isEmpty()) {
                continue;
            }
            Locker.Strength strength = lockedAlready
                    ? Locker.Strength.NONE
                    : absenceMatters(then) ? Locker.Strength.UPDATE : Locker.Strength.SHARE;
            if (!step.key().isConstraint() && tables.perhaps().contains(step.to())) {
                locker.share(step.to(), locker.leadNowhere(from, step));
            }
            lock(locker.lock(from, step, strength), then, locker);
        }
    }

    private static boolean absenceMatters(Node node) {
        return node.next.keySet().stream().anyMatch(s -> s.direction() == Step.Direction.TO_CHILDREN);
    }

    private boolean isComponent(Step step) {
        return wholeIsLocked
                && step.direction() == Step.Direction.TO_CHILDREN
                && layout.owns(step.from())
                && layout.component(step.to())
                        .filter(c -> c.reach() == Layout.Reach.OWN && c.owners().contains(step.key()))
                        .isPresent();
    }
}
