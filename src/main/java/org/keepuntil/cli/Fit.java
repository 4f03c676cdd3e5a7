package org.keepuntil.cli;

import java.util.List;
import java.util.Set;
import org.keepuntil.binding.Reached;
import org.keepuntil.source.Problems;
import org.keepuntil.sql.Workload;

/**
 * How schedules fit a database.
 *
 * @param reached every table within reach of a record, and what the bindings say of it
 * @param shapes what the database has and a disposal can't be sure of
 */
record Fit(Workload workload, List<Reached> reached, Problems shapes) {
    Fit {
        reached = List.copyOf(reached);
    }

    /** The same, with what granted erasures make of the rules of these classes. */
    Fit erasing(Set<String> classes) {
        return new Fit(workload.erasing(classes), reached, shapes);
    }

    /** What the bindings do not speak of. */
    List<Reached> undeclared() {
        return reached.stream().filter(Reached::undeclared).toList();
    }

    /** Whether there is a foreign key that a binding does not speak of. */
    boolean hasUndeclaredKey() {
        return undeclared().stream().anyMatch(each -> each.key().isPresent());
    }
}
