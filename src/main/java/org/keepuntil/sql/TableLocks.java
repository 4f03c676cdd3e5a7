package org.keepuntil.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.keepuntil.binding.BoundClass;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Step;
import org.keepuntil.catalog.Table;

/**
 * Tables to which nobody may write while a record is decided and removed: a row in them could change what is decided, and no foreign key
 * makes it wait for the record's own lock.
 *
 * @param always by which records are decided whatever they say
 * @param perhaps by which they are decided where a value leads to no row yet
 */
public record TableLocks(Set<Table> always, Set<Table> perhaps) {
    static TableLocks of(Layout layout, List<List<Step>> operandPaths) {
        TableLocks locks = new TableLocks(new LinkedHashSet<>(), new LinkedHashSet<>());
        for (List<Step> path : operandPaths) {
            for (Step step : path) {
                if (!step.key().isConstraint()) {
                    boolean alone = step.direction() == Step.Direction.TO_PARENT && step.toOne();
                    (alone ? locks.perhaps : locks.always).add(step.to());
                }
            }
        }
        layout.edges().stream()
                .filter(e -> e.fate() == BoundClass.Fate.KEEP && !e.key().isConstraint())
                .forEach(e -> locks.always.add(e.from()));
        locks.perhaps.removeAll(locks.always);
        return locks;
    }

    /** All of them. */
    public Set<Table> all() {
        Set<Table> all = new LinkedHashSet<>(always);
        all.addAll(perhaps);
        return all;
    }
}
