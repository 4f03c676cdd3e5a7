package org.keepuntil.binding;

import java.util.List;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.PartitionKey;
import org.keepuntil.catalog.RewriteRule;
import org.keepuntil.catalog.Table;
import org.keepuntil.source.Problems;

/** Refuses what a database can have and a disposal can't be sure of. */
record Shapes(Catalog catalog, Problems problems) {
    private static final List<String> CHANGES = List.of("delete", "update");

    void refuse(BoundClass bound, Layout layout) {
        for (Table table : layout.tables()) {
            rules(bound, table, CHANGES);
            heirs(bound, layout, table);
        }
        layout.edges().stream()
                .filter(e -> e.fate() == BoundClass.Fate.UNLINK)
                .map(Layout.Edge::from)
                .distinct()
                .forEach(table -> rules(bound, table, List.of("update")));
        catalog.partitionKeys().forEach(key -> partitionKey(bound, layout, key));
    }

    private void rules(BoundClass bound, Table table, List<String> events) {
        for (RewriteRule rule : catalog.rulesOf(table)) {
            if (events.contains(rule.event())) {
                refuse(
                        bound,
                        "the rule " + rule.name() + " of " + table + " does something "
                                + (rule.instead() ? "instead of" : "besides") + " each " + rule.event()
                                + ", so nobody knows what becomes of the rows",
                        "have the rule dropped, or made a trigger: a trigger works on rows, and those are counted");
            }
        }
    }

    private void partitionKey(BoundClass bound, Layout layout, PartitionKey key) {
        List<Long> owned = layout.tables().stream().map(Table::oid).toList();
        if (owned.contains(key.toTable()) && !owned.contains(key.fromTable())) {
            refuse(
                    bound,
                    "the foreign key " + key.name() + " from " + key.from() + " to " + key.to()
                            + " holds in a single partition, and so does not say what becomes of the other rows",
                    "have it declared on the whole table instead, then say here what becomes of the rows that refer");
        }
    }

    /** Rows of an heir are rows of the record's table; a key to the heir is not a key to the table. */
    private void heirs(BoundClass bound, Layout layout, Table table) {
        for (Table heir : catalog.heirsOf(table)) {
            for (ForeignKey key : catalog.foreignKeysTo(heir)) {
                Table from = catalog.table(key.from());
                if (!layout.owns(from)) {
                    refuse(
                            bound,
                            "rows of " + from + " refer to " + heir + ", which inherits from " + table
                                    + ", and no path leads to rows of one heir only",
                            "bind " + heir + " as a class of its own, or have the key moved");
                }
            }
            rules(bound, heir, CHANGES);
        }
    }

    private void refuse(BoundClass bound, String message, String hint) {
        problems.error(bound.place(), bound.name().length(), message, hint);
    }
}
