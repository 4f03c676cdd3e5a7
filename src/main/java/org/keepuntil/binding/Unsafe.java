package org.keepuntil.binding;

import java.util.List;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;

/** Refuses what no binding can make safe, and says why. */
record Unsafe(Catalog catalog, Problems problems) {
    /** What is unsafe about the tables of a record, and the keys that lead to them. */
    void check(BoundClass bound, Layout layout) {
        for (Table table : layout.tables()) {
            check(table, bound.place(), bound.name());
            catalog.foreignKeysTo(table).forEach(key -> check(key, bound.place(), bound.name()));
        }
        layout.edges().forEach(edge -> check(edge.from(), bound.place(), bound.name()));
    }

    /** What is unsafe about a way to an operand. */
    void check(List<Step> way, Place place, String written) {
        way.stream().map(Step::key).forEach(key -> check(key, place, written));
        way.stream().map(Step::to).forEach(table -> check(table, place, written));
    }

    private void check(Table table, Place place, String written) {
        if (table.isRemote()) {
            problems.error(
                    place,
                    written.length(),
                    "rows of " + table
                            + " are on another server (a foreign table), where they can't be locked together with"
                            + " the record",
                    "bind them in the database that has them, in a binding of its own");
        }
    }

    private void check(ForeignKey key, Place place, String written) {
        if (key.isTemporal()) {
            problems.error(
                    place,
                    written.length(),
                    "foreign key " + key.name() + " of " + catalog.table(key.from())
                            + " compares spans of time (PERIOD): one of its rows may refer to several rows of "
                            + catalog.table(key.to()) + " together, and belongs to none of them alone",
                    "Keepuntil can't dispose of such records; leave the class out of the schedule");
        }
    }
}
