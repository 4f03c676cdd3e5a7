package org.keepuntil.binding;

import java.util.List;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.Table;

/** A column, and the foreign keys by which it is reached from the record's own table. */
public record Path(Table root, List<Step> steps, Column column) {
    public Path {
        steps = List.copyOf(steps);
    }

    /** The table that has the column. */
    public Table end() {
        return steps.isEmpty() ? root : steps.get(steps.size() - 1).to();
    }

    /** The number of steps from the start that lead to one row at most. */
    public int toOneSteps() {
        int n = 0;
        while (n < steps.size() && steps.get(n).toOne()) {
            n++;
        }
        return n;
    }

    public boolean toOne() {
        return toOneSteps() == steps.size();
    }
}
