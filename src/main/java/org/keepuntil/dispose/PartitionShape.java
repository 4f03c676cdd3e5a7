package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Step;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Workload;

/**
 * Records of which all rows can be told from the rows of a partition alone: each row of a component belongs to one record, by one chain of
 * foreign keys that the database keeps whole.
 *
 * @param components the chain that leads to each table of the record but its own, those that others refer to first
 * @param cuts the keys of rows that stay and lose their link, each with the chain that leads to the row
 * @param operands the other rows on which decisions rest; whether no further row may come
 */
public record PartitionShape(
        Map<Table, List<Step>> components, Map<Layout.Edge, List<Step>> cuts, Map<List<Step>, Boolean> operands) {

    static PartitionShape of(Layout layout, ClassSql sql) {
        Map<Table, List<Step>> components = new LinkedHashMap<>();
        for (Layout.Component component : layout.components()) {
            ForeignKey owner = component.owners().get(0);
            components.put(component.table(), way(owner, component.table(), layout, components));
        }
        Map<Layout.Edge, List<Step>> cuts = new LinkedHashMap<>();
        for (Layout.Edge edge : layout.edges()) {
            if (!edge.cut().isEmpty()) {
                cuts.put(edge, way(edge.key(), edge.from(), layout, components));
            }
        }
        return new PartitionShape(components, cuts, operands(sql.operandPaths(), components));
    }

    private static List<Step> way(ForeignKey key, Table from, Layout layout, Map<Table, List<Step>> known) {
        Table to = layout.table(key.to());
        List<Step> way = new ArrayList<>(known.getOrDefault(to, List.of()));
        way.add(new Step(key, Step.Direction.TO_CHILDREN, to, from));
        return way;
    }

    /** Each row on the way to an operand, in the order of the way, but those of the record's own, which are locked to be removed. */
    private static Map<List<Step>, Boolean> operands(List<List<Step>> paths, Map<Table, List<Step>> components) {
        Set<List<Step>> ways = new LinkedHashSet<>();
        Set<List<Step>> followed = new LinkedHashSet<>();
        for (List<Step> path : paths) {
            for (int length = 1; length <= path.size(); length++) {
                ways.add(List.copyOf(path.subList(0, length)));
                if (path.get(length - 1).direction() == Step.Direction.TO_CHILDREN) {
                    followed.add(List.copyOf(path.subList(0, length - 1)));
                }
            }
        }
        Map<List<Step>, Boolean> operands = new LinkedHashMap<>();
        ways.stream()
                .filter(way -> !components.containsValue(way))
                .forEach(way -> operands.put(way, followed.contains(way)));
        return operands;
    }

    /** Why the rows of such records can't be told so; empty where they can. In words that follow the name of the class. */
    public static Optional<String> against(Workload.Work work, ClassSql sql) {
        Layout layout = work.layout();
        if (!layout.files().isEmpty()) {
            return Optional.of("has files, which are removed record by record");
        }
        if (!work.parts().isEmpty()) {
            return Optional.of("has components that are records of a class of their own");
        }
        boolean linked = !layout.declaredLinks().isEmpty()
                || sql.operandPaths().stream()
                        .anyMatch(
                                way -> way.stream().anyMatch(step -> !step.key().isConstraint()));
        if (linked || !sql.tableLocks().all().isEmpty()) {
            return Optional.of("rests on a link that the database does not keep as a foreign key");
        }
        if (!layout.findBy().isEmpty()) {
            return Optional.of("can be found by somebody's data when it is gone, which is read record by record");
        }
        if (!layout.filled().isEmpty()) {
            return Optional.of("has triggers that write other rows when one of its rows goes");
        }
        return layout.components().stream()
                .flatMap(component -> against(component, layout).stream())
                .findFirst()
                .or(() -> layout.edges().stream()
                        .filter(edge -> layout.owns(edge.from()) || isSpread(edge.from()))
                        .findFirst()
                        .map(edge -> "is referred to by rows of " + edge.from() + ", which may be records themselves"));
    }

    private static Optional<String> against(Layout.Component component, Layout layout) {
        boolean alone = component.reach() == Layout.Reach.OWN
                && component.owners().size() == 1
                && component.others().isEmpty()
                && component.referrers().isEmpty();
        if (!alone) {
            return Optional.of("has rows of " + component.table() + ", which may belong to several records");
        }
        boolean round = layout.removal().stream()
                .anyMatch(together -> together.size() > 1 && together.contains(component.table()));
        if (round || component.owners().get(0).to() == component.table().oid() || isSpread(component.table())) {
            return Optional.of("has rows of " + component.table() + " that refer to each other, or have heirs");
        }
        return Optional.empty();
    }

    /** Rows of what inherits are rows of the table, and no foreign key holds for them. */
    private static boolean isSpread(Table table) {
        return table.spread() && table.kind() != 'p';
    }
}
