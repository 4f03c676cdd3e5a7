package org.keepuntil.binding;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.source.Problems;

/**
 * Rows that can belong to two records at once, each by a key of its own. One that belongs to a record that stays is left, without the
 * link to the one that goes; where that link can't be null, the record that should go has to wait for the other.
 */
final class CommonRows {
    private CommonRows() {}

    static void warn(Map<BoundClass, Layout> layouts, Problems problems) {
        layouts.forEach(
                (bound, layout) -> layout.components().forEach(component -> warn(bound, layout, component, problems)));
    }

    private static void warn(BoundClass bound, Layout layout, Layout.Component component, Problems problems) {
        List<ForeignKey> ends = component.owners().stream()
                .filter(key -> isEnd(layout, component, layout.table(key.to())))
                .toList();
        if (ends.size() + component.others().size() < 2) {
            return;
        }
        Table table = component.table();
        List<String> columns = Stream.concat(
                        ends.stream(), component.others().stream().map(Layout.Other::key))
                .map(key -> String.join(",", key.fromColumns()))
                .distinct()
                .toList();
        for (ForeignKey key : ends) {
            if (!component.canCut(key)) {
                String link = table + "." + String.join(",", key.fromColumns());
                String other = columns.stream()
                        .filter(c -> !c.equals(String.join(",", key.fromColumns())))
                        .findFirst()
                        .orElse(columns.get(0));
                boolean nullable = table.column(other).map(c -> !c.notNull()).orElse(false);
                problems.warning(
                        bound.place(),
                        bound.name().length(),
                        "rows of " + table + " belong to a record by each of " + String.join(" and ", columns)
                                + ", and "
                                + link
                                + " can't be null: a record waits until every other that has such a row in common"
                                + " with it goes too",
                        "if a row goes with " + layout.table(key.to()) + " alone, write `" + table + "." + other
                                + (nullable ? ": unlink" : ": keep") + "` under `related`");
            }
        }
    }

    /** Whether a row of that table is a record, or one that several share; other components are part of the same record. */
    private static boolean isEnd(Layout layout, Layout.Component component, Table owner) {
        return !owner.equals(component.table())
                && (owner.equals(layout.root())
                        || layout.component(owner)
                                .filter(c -> c.reach() == Layout.Reach.SHARED)
                                .isPresent());
    }
}
