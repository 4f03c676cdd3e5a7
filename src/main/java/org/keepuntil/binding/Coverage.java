package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    Coverage(Catalog catalog, Names names, Problems problems) {
        this.catalog = catalog;
        this.names = names;
        this.problems = problems;
    }

    List<Layout.Edge> edges(BoundClass bound, Table root, List<Layout.Component> components) {
        List<Table> owned = new ArrayList<>(List.of(root));
        components.forEach(c -> owned.add(c.table()));
        List<Layout.Edge> edges = new ArrayList<>();
        Set<ForeignKey> declared = new HashSet<>();
        for (BoundClass.RelatedEdge related : bound.related()) {
            for (Layout.Edge edge : declared(related, root, owned)) {
                declared.add(edge.key());
                edges.add(edge);
            }
        }
        for (Table table : owned) {
            for (ForeignKey key : catalog.foreignKeysTo(table)) {
                Table from = catalog.table(key.from());
                boolean within = owned.contains(from) && !from.equals(root);
                boolean ownCircle = from.equals(root) && !table.equals(root);
                if (!declared.contains(key) && !within && !ownCircle) {
                    undeclared(bound, key, from, table);
                }
            }
        }
        return edges;
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
                .map(k -> new Layout.Edge(k, from.get(), catalog.table(k.to()), related.fate(), Belonging.cut(catalog, k, from.get())))
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
                        written + " can't be set to null: the column is not null",
                        "write `" + written + ": keep`, or make " + edge.from() + " a component");
            }
        }
        return edges;
    }

    private void undeclared(BoundClass bound, ForeignKey key, Table from, Table to) {
        String link = from + "." + String.join(",", key.fromColumns());
        problems.error(
                bound.place(),
                bound.name().length(),
                "rows of " + from + " refer to " + to + " (" + link
                        + ") and the binding does not say what becomes of them",
                "add `" + from + "` to `components` if they go with the record, or under `related` write `" + from + "."
                        + key.fromColumns().get(0) + ": unlink` or `: keep` if they stay");
    }
}
