package org.keepuntil.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.keepuntil.binding.BoundClass;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Layout.Reach;
import org.keepuntil.binding.Step;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;

/**
 * What refers to a record and stays: rows that keep their link to it or to one of its components, and components that are records of a
 * class of their own that may not go yet. What several records share does not count: it stays, and the record goes without it.
 */
final class References {
    /** Something that may refer to a record, by name, and whether it does. */
    record Reference(String name, Sql exists) {}

    private final Layout layout;
    private final Supplier<String> aliases;

    private References(Layout layout) {
        this.layout = layout;
        int[] last = {0};
        this.aliases = () -> "k" + ++last[0];
    }

    /**
     * All that may refer to a record of the class.
     *
     * @param parts the classes of which records may be components of the record, each {@link ClassSql#ofPart}
     */
    static List<Reference> to(Layout layout, List<ClassSql> parts) {
        References references = new References(layout);
        List<Reference> found = new ArrayList<>();
        for (Layout.Edge edge : layout.edges()) {
            if (edge.fate() == BoundClass.Fate.KEEP && !layout.isShared(edge.to()) && !references.isWithin(edge)) {
                found.add(references.keeping(edge));
            }
        }
        for (ClassSql part : parts) {
            if (!layout.isShared(part.layout().root())) {
                found.add(references.waiting(part));
            }
        }
        return found.stream().filter(r -> !r.exists().equals(Sql.FALSE)).toList();
    }

    /** The names of those that do refer to the record, as an array. */
    static Sql names(List<Reference> references) {
        if (references.isEmpty()) {
            return Sql.of("'{}'::text[]");
        }
        Sql names = Sql.of("");
        for (Reference each : references) {
            names = Sql.concat(
                    names,
                    names.text().isEmpty() ? "" : ", ",
                    "case when ",
                    each.exists(),
                    Sql.of(" then ?::text end", each.name()));
        }
        return Sql.concat("array_remove(array[", names, "], null)");
    }

    /** Rows of a component may belong to the same record: of those it is known when the record is locked. */
    private boolean isWithin(Layout.Edge edge) {
        return layout.component(edge.from()).isPresent();
    }

    private Reference keeping(Layout.Edge edge) {
        List<Sql> any = new ArrayList<>();
        for (List<Step> way : ways(edge.to(), List.of())) {
            List<Step> steps = new ArrayList<>(way);
            steps.add(new Step(edge.key(), Step.Direction.TO_CHILDREN, edge.to(), edge.from()));
            Rows rows = Rows.of(Joins.ROOT, steps, aliases);
            any.add(edge.from().equals(layout.root()) ? rows.any(isAnother(rows)) : rows.exist());
        }
        return new Reference(edge.from().toString(), Sql.or(any));
    }

    /** A record that refers to itself, or to a part of itself, goes together with the link. */
    private Sql isAnother(Rows rows) {
        return Sql.and(layout.key().stream()
                        .map(c -> Sql.of(
                                Identifier.of(rows.alias(), c) + " " + c.equal() + " " + Identifier.of(Joins.ROOT, c)))
                        .toList())
                .not();
    }

    /** The class's own statement has aliases of its own, so it is put inside one that knows the component's row by another. */
    private Reference waiting(ClassSql part) {
        List<Sql> any = new ArrayList<>();
        for (List<Step> way : ways(part.layout().root(), List.of())) {
            Rows rows = Rows.of(Joins.ROOT, way, aliases);
            Sql waits = Sql.concat(
                    "exists (select 1 from ",
                    part.from(),
                    " where r.tableoid = " + rows.alias() + ".tableoid and r.ctid = " + rows.alias() + ".ctid and ",
                    part.ofClass(),
                    " and (",
                    part.letsGo(),
                    ") is false)");
            any.add(rows.any(waits));
        }
        return new Reference("class " + part.layout().name(), Sql.or(any));
    }

    /** Whether the row {@code r} of a class is a component of one of the records of another class that the condition on its {@code r} is about. */
    static Sql isPart(Layout whole, Table part, Sql condition) {
        References references = new References(whole);
        List<Sql> any = new ArrayList<>();
        for (List<Step> way : references.ways(part, List.of())) {
            Rows rows = Rows.of(Joins.ROOT, way, references.aliases);
            any.add(Sql.concat(
                    "(r.tableoid, r.ctid) in (select " + rows.alias() + ".tableoid, " + rows.alias() + ".ctid from ",
                    Identifier.of(whole.root()),
                    " r cross join ",
                    rows.from(),
                    " where ",
                    rows.where(),
                    " and ",
                    condition,
                    ")"));
        }
        return Sql.or(any);
    }

    /** Every way from the record to the table through the keys that make components part of it. */
    private List<List<Step>> ways(Table table, List<Step> below) {
        if (table.equals(layout.root())) {
            return List.of(below);
        }
        List<List<Step>> ways = new ArrayList<>();
        layout.component(table).filter(c -> c.reach() == Reach.OWN).ifPresent(component -> {
            for (ForeignKey owner : component.owners()) {
                Table parent = layout.table(owner.to());
                boolean seen = below.stream().anyMatch(s -> s.from().equals(parent)) || parent.equals(table);
                if (!seen) {
                    List<Step> steps = new ArrayList<>();
                    steps.add(new Step(owner, Step.Direction.TO_CHILDREN, parent, table));
                    steps.addAll(below);
                    ways.addAll(ways(parent, steps));
                }
            }
        });
        return ways;
    }
}
