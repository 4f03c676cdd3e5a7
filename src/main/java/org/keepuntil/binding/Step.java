package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.List;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;

/** One foreign key on a path, walked from the row that has it to its parent, or from the parent to the rows that have it. */
public record Step(ForeignKey key, Direction direction, Table from, Table to) {
    /** Which way a foreign key is walked. */
    public enum Direction {
        TO_PARENT,
        TO_CHILDREN
    }

    /** Whether there is one row at most at the end. */
    public boolean toOne() {
        if (direction == Direction.TO_PARENT) {
            return key.isConstraint() || to.isUnique(key.toColumns());
        }
        if (key.declared().flatMap(ForeignKey.Declared::member).isPresent()) {
            return false;
        }
        List<String> columns = new ArrayList<>(key.fromColumns());
        key.declared().flatMap(ForeignKey.Declared::only).ifPresent(only -> columns.add(only.column()));
        return to.isUnique(columns);
    }

    /** The columns of the row that one comes from. */
    public List<String> nearColumns() {
        return direction == Direction.TO_PARENT ? key.fromColumns() : key.toColumns();
    }

    /** The columns of the row that one arrives at. */
    public List<String> farColumns() {
        return direction == Direction.TO_PARENT ? key.toColumns() : key.fromColumns();
    }
}
