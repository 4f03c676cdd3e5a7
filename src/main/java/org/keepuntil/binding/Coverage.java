package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.source.Problems;

/** Nothing is silent: every foreign key that points at a record or a component from outside is declared. */
final class Coverage {
    private final Catalog catalog;
    private final Names names;
    private final Problems problems;
    private final Problems uncovered;

    /**
     * Looks at one class.
     *
     * @param uncovered where keys are said that the binding does not speak of
     */
    Coverage(Catalog catalog, Names names, Problems problems, Problems uncovered) {
        this.catalog = catalog;
        this.names = names;
        this.problems = problems;
        this.uncovered = uncovered;
    }

    List<Layout.Edge> edges(BoundClass bound, Table root, List<Layout.Component> components) {
        List<Table> owned = new ArrayList<>(List.of(root));
        components.forEach(c -> owned.add(c.table()));
        List<Layout.Edge> edges = new ArrayList<>();
        for (BoundClass.RelatedEdge related : bound.related()) {
            edges.addAll(declared(related, root, owned));
        }
        for (ForeignKey key : undeclared(root, owned, edges, catalog)) {
            undeclared(bound, key, catalog.table(key.from()), catalog.table(key.to()));
        }
        return edges;
    }

    /** The foreign keys from outside to a record or a component of which the binding does not speak. */
    static List<ForeignKey> undeclared(Layout layout, Catalog catalog) {
        return undeclared(layout.root(), layout.tables(), layout.edges(), catalog);
    }

    private static List<ForeignKey> undeclared(
            Table root, List<Table> owned, List<Layout.Edge> edges, Catalog catalog) {
        List<ForeignKey> undeclared = new ArrayList<>();
        Set<Long> inside = owned.stream().map(Table::oid).collect(Collectors.toSet());
        for (Table table : owned) {
            for (ForeignKey key : catalog.foreignKeysTo(table)) {
                boolean within = inside.contains(key.from()) && key.from() != root.oid();
                boolean ownCircle = key.from() == root.oid() && table.oid() != root.oid();
                boolean declared = edges.stream().anyMatch(e -> e.key().equals(key));
                if (!declared && !within && !ownCircle) {
                    undeclared.add(key);
                }
            }
        }
        return undeclared;
    }

    private List<Layout.Edge> declared(BoundClass.RelatedEdge related, Table root, List<Table> owned) {
        String written = related.table() + "." + related.column();
        Optional<Table> from = names.table(related.table(), Optional.of(root.schema()), related.place());
        Optional<Column> column = from.flatMap(t -> names.column(t, related.column(), related.place()));
        if (from.isEmpty() || column.isEmpty()) {
            return List.of();
        }
        List<Layout.Edge> edges = catalog.foreignKeysFrom(from.get()).stream()
                .filter(k -> k.fromColumns().contains(related.column()))
                .filter(k -> owned.contains(catalog.table(k.to())))
                .map(k -> new Layout.Edge(
                        k, from.get(), catalog.table(k.to()), related.fate(), Belonging.cut(catalog, k, from.get())))
                .toList();
        if (edges.isEmpty()) {
            problems.error(
                    related.place(),
                    written.length(),
                    written + " is not a foreign key to the record or to a component",
                    "take the line out, or name the column whose foreign key leads there");
        }
        for (Layout.Edge edge : edges) {
            if (related.fate() == BoundClass.Fate.UNLINK && edge.cut().isEmpty()) {
                problems.error(
                        related.place(),
                        written.length(),
                        written + " can't be set to null: the column is not null, or the database computes it",
                        "write `" + written + ": keep`, or make " + edge.from() + " a component");
            }
        }
        return edges;
    }

    private void undeclared(BoundClass bound, ForeignKey key, Table from, Table to) {
        String link = from + "." + String.join(",", key.fromColumns());
        uncovered.error(
                bound.place(),
                bound.name().length(),
                "rows of " + from + " refer to " + to + " (" + link
                        + ") and the binding does not say what becomes of them",
                "add `" + from + "` to `components` if they go with the record, or under `related` write `" + from + "."
                        + key.fromColumns().get(0) + ": unlink` or `: keep` if they stay");
    }
}
