package org.keepuntil.sql;

import java.util.ArrayList;
import java.util.List;
import org.keepuntil.binding.BoundClass;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Step;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;

/** Whether rows that stay, and keep their link, refer to a record or to one of its components. */
final class References {
    private References() {}

    static Sql to(Layout layout) {
        int[] aliases = {0};
        List<Sql> references = new ArrayList<>();
        for (Layout.Edge edge : layout.edges()) {
            if (edge.fate() == BoundClass.Fate.KEEP) {
                for (List<Step> way : ways(layout, edge.to(), List.of())) {
                    List<Step> steps = new ArrayList<>(way);
                    steps.add(new Step(edge.key(), Step.Direction.TO_CHILDREN, edge.to(), edge.from()));
                    references.add(
                            Rows.of(Joins.ROOT, steps, () -> "k" + ++aliases[0]).exist());
                }
            }
        }
        return Sql.or(references);
    }

    /** Every way from the record to the table through the keys that make components part of it. */
    private static List<List<Step>> ways(Layout layout, Table table, List<Step> below) {
        if (table.equals(layout.root())) {
            return List.of(below);
        }
        List<List<Step>> ways = new ArrayList<>();
        for (Layout.Component component : layout.components()) {
            if (component.table().equals(table)) {
                for (ForeignKey owner : component.owners()) {
                    Table parent = parent(layout, owner);
                    boolean seen = below.stream().anyMatch(s -> s.from().equals(parent)) || parent.equals(table);
                    if (!seen) {
                        List<Step> steps = new ArrayList<>();
                        steps.add(new Step(owner, Step.Direction.TO_CHILDREN, parent, table));
                        steps.addAll(below);
                        ways.addAll(ways(layout, parent, steps));
                    }
                }
            }
        }
        return ways;
    }

    private static Table parent(Layout layout, ForeignKey owner) {
        return layout.tables().stream()
                .filter(t -> t.oid() == owner.to())
                .findFirst()
                .orElseThrow();
    }
}
