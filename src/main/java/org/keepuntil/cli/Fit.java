package org.keepuntil.cli;

import java.util.List;
import org.keepuntil.binding.Reached;
import org.keepuntil.sql.Workload;

/**
 * How schedules fit a database.
 *
 * @param reached every table within reach of a record, and what the bindings say of it
 */
record Fit(Workload workload, List<Reached> reached) {
    Fit {
        reached = List.copyOf(reached);
    }

    /** What the bindings do not speak of. */
    List<Reached> undeclared() {
        return reached.stream().filter(Reached::undeclared).toList();
    }
}
