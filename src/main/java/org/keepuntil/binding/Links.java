package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;

/**
 * The links that a class declares: those that the database does not know, as keys; and the foreign keys that are meant among several.
 */
final class Links {
    private final Catalog database;
    private final Names names;
    private final Problems problems;
    private final Map<ForeignKey, BoundClass.Link> named = new LinkedHashMap<>();
    private final Set<ForeignKey> others = new HashSet<>();

    private Links(Catalog database, Names names, Problems problems) {
        this.database = database;
        this.names = names;
        this.problems = problems;
    }

    static Links resolve(BoundClass bound, Table root, Catalog catalog, Names names, Problems problems) {
        Links links = new Links(catalog, names, problems);
        bound.links()
                .forEach(link -> links.key(link, root).ifPresent(key -> {
                    if (links.named.put(key, link) != null) {
                        links.problem(link, "a link is here twice", "take one of them out");
                    }
                }));
        links.findOthers();
        return links;
    }

    /** Of a class that declares none. */
    static Links none(Catalog catalog) {
        Problems none = new Problems();
        return new Links(catalog, new Names(catalog, none), none);
    }

    private void findOthers() {
        named.keySet().stream()
                .filter(ForeignKey::isConstraint)
                .forEach(key -> database.foreignKeysFrom(database.table(key.from())).stream()
                        .filter(k -> k.to() == key.to() && !named.containsKey(k))
                        .forEach(others::add));
    }

    /** The catalog in which the links are keys. */
    Catalog catalog() {
        return database.with(
                named.keySet().stream().filter(k -> !k.isConstraint()).toList());
    }

    /** The same without the foreign keys beside which another one between the same two tables is the one that is meant. */
    Catalog meant() {
        return catalog().without(others);
    }

    boolean isNamed(ForeignKey key) {
        return named.containsKey(key);
    }

    /** A link that nothing uses is a mistake: it was written so that something hangs together. */
    private void refuseUnused(Set<ForeignKey> used) {
        named.forEach((key, link) -> {
            if (!used.contains(key)) {
                Table from = database.table(key.from());
                Table to = database.table(key.to());
                problem(
                        link,
                        "nothing uses the link from " + from + " to " + to,
                        "make " + from
                                + " a component, name its column under `related`, or read something over the link; else"
                                + " take the line out");
            }
        });
    }

    /** Refuses what the links leave open in a layout that was made with them. */
    void refuse(Layout layout) {
        Set<ForeignKey> used = new HashSet<>();
        layout.components().forEach(c -> used.addAll(c.owners()));
        layout.edges().forEach(e -> used.add(e.key()));
        layout.operandPaths().forEach(steps -> steps.forEach(s -> used.add(s.key())));
        // by such a link a hold or a request that names a person finds the record
        layout.leads().forEach((key, to) -> {
            if (!layout.owns(to)) {
                used.add(key);
            }
        });
        refuseUnused(used);
        for (ForeignKey key : others) {
            Table from = database.table(key.from());
            boolean part = layout.components().stream().anyMatch(c -> c.table().equals(from));
            if (part && layout.owns(database.table(key.to())) && !used.contains(key)) {
                undecided(key, from);
            }
        }
        layout.edges().forEach(this::refuseCut);
    }

    private void undecided(ForeignKey key, Table from) {
        named.entrySet().stream()
                .filter(e -> e.getKey().from() == key.from() && e.getKey().to() == key.to())
                .findFirst()
                .ifPresent(e -> problem(
                        e.getValue(),
                        "rows of " + from + " refer to " + database.table(key.to()) + " by "
                                + String.join(", ", key.fromColumns()) + " too, and nothing says what becomes of that",
                        "under `related` write `" + from + "."
                                + key.fromColumns().get(0) + ": unlink` or `: keep`"));
    }

    /** Of two records with the same value, one may go and the other stay: which of them a row refers to, nobody knows. */
    private void refuseCut(Layout.Edge edge) {
        BoundClass.Link link = named.get(edge.key());
        if (link != null
                && !edge.key().isConstraint()
                && edge.fate() == BoundClass.Fate.UNLINK
                && !edge.to().isUnique(edge.key().toColumns())) {
            problem(
                    link,
                    "several rows of " + edge.to() + " may have the same "
                            + String.join(", ", edge.key().toColumns()) + ", and a row of " + edge.from()
                            + " would lose its link while one of them is still there",
                    "write `keep` instead of `unlink`, or make the column unique");
        }
    }

    private Optional<ForeignKey> key(BoundClass.Link link, Table root) {
        Optional<Table> from = names.table(link.from(), Optional.of(root.schema()), link.place());
        Optional<Table> to = names.table(link.to(), Optional.of(root.schema()), link.place());
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        List<Column> fromColumns = columns(from.get(), link.fromColumns(), link.place());
        List<Column> toColumns = columns(to.get(), link.toColumns(), link.place());
        Optional<Column> only = link.only().flatMap(o -> names.column(from.get(), o.column(), link.place()));
        if (fromColumns.size() != link.fromColumns().size()
                || toColumns.size() != link.toColumns().size()
                || only.isPresent() != link.only().isPresent()
                || !fits(link, fromColumns, toColumns)) {
            return Optional.empty();
        }
        return link.member().isEmpty() && link.only().isEmpty()
                ? known(link, from.get(), to.get())
                        .or(() -> Optional.of(declared(link, from.get(), fromColumns, to.get(), toColumns)))
                : Optional.of(declared(link, from.get(), fromColumns, to.get(), toColumns));
    }

    private List<Column> columns(Table table, List<String> wanted, Place place) {
        List<Column> columns = new ArrayList<>();
        wanted.forEach(name -> names.column(table, name, place).ifPresent(columns::add));
        return columns;
    }

    private boolean fits(BoundClass.Link link, List<Column> from, List<Column> to) {
        for (int i = 0; i < from.size(); i++) {
            Optional<LinkTypes.Misfit> misfit = LinkTypes.misfit(link, from.get(i), to.get(i));
            if (misfit.isPresent()) {
                problem(link, misfit.get().what(), misfit.get().write());
                return false;
            }
        }
        return true;
    }

    /** The foreign key that the database has on these columns. */
    private Optional<ForeignKey> known(BoundClass.Link link, Table from, Table to) {
        return database.foreignKeysFrom(from).stream()
                .filter(k -> k.to() == to.oid())
                .filter(k -> pairs(k.fromColumns(), k.toColumns()).equals(pairs(link.fromColumns(), link.toColumns())))
                .findFirst();
    }

    private static Set<List<String>> pairs(List<String> from, List<String> to) {
        Set<List<String>> pairs = new HashSet<>();
        for (int i = 0; i < from.size(); i++) {
            pairs.add(List.of(from.get(i), to.get(i)));
        }
        return pairs;
    }

    private static ForeignKey declared(
            BoundClass.Link link, Table from, List<Column> fromColumns, Table to, List<Column> toColumns) {
        List<Optional<ForeignKey.Types>> types = new ArrayList<>();
        for (int i = 0; i < fromColumns.size(); i++) {
            types.add(LinkTypes.asText(link, fromColumns.get(i), toColumns.get(i)));
        }
        return new ForeignKey(
                words(link, from, to),
                from.oid(),
                link.fromColumns(),
                to.oid(),
                link.toColumns(),
                toColumns.stream().map(Column::equal).toList(),
                Optional.of(new ForeignKey.Declared(
                        link.member(), link.only().map(o -> new ForeignKey.Only(o.column(), o.value())), types)));
    }

    /** A key as a line under {@code links}. */
    static String words(ForeignKey key, Catalog catalog) {
        return catalog.table(key.from()) + "." + columns(key.fromColumns()) + " -> " + catalog.table(key.to()) + "."
                + columns(key.toColumns());
    }

    /** The link in one way of writing it, by which what is kept of it is known however the binding writes it. */
    private static String words(BoundClass.Link link, Table from, Table to) {
        return from + "." + columns(link.fromColumns())
                + link.member().map(m -> " ->> '" + m + "'").orElse("") + " -> " + to + "." + columns(link.toColumns())
                + link.only()
                        .map(o -> " where " + o.column() + " = '" + o.value() + "'")
                        .orElse("");
    }

    private static String columns(List<String> names) {
        return names.size() == 1 ? names.get(0) : "(" + String.join(", ", names) + ")";
    }

    private void problem(BoundClass.Link link, String what, String write) {
        problems.error(link.place(), 1, what, write);
    }
}
