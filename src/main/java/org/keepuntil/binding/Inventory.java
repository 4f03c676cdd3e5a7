package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.binding.Reached.Answer;
import org.keepuntil.binding.Reached.By;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.catalog.View;
import org.keepuntil.source.Problems;

/** Every table within reach of a record, class by class, and what the bindings say of it. */
public final class Inventory {
    private final Catalog catalog;
    private final List<Layout> layouts;
    private final Declarations declarations;
    private final List<Reached> found = new ArrayList<>();

    private Inventory(Catalog catalog, List<Layout> layouts, Declarations declarations) {
        this.catalog = catalog;
        this.layouts = layouts;
        this.declarations = declarations;
    }

    /**
     * Takes the inventory of all bindings of a database.
     *
     * @param problems where names under {@code unrelated} that are not in the database are said
     * @param uncovered where suspicions are said that no binding answers
     */
    public static List<Reached> of(
            List<Binding> bindings, List<Layouts> layouts, Catalog catalog, Problems problems, Problems uncovered) {
        List<Layout> classes =
                layouts.stream().flatMap(l -> l.classes().stream()).toList();
        Inventory inventory = new Inventory(catalog, classes, Declarations.of(bindings, catalog, problems));
        classes.forEach(inventory::byKeys);
        inventory.bySuspicion();
        List<Reached> reached = inventory.inOrder();
        say(reached, bindings, uncovered);
        return reached;
    }

    /** Each suspicion once, at the first class that it concerns. */
    private static void say(List<Reached> reached, List<Binding> bindings, Problems uncovered) {
        List<BoundClass> classes =
                bindings.stream().flatMap(b -> b.records().stream()).toList();
        Set<String> said = new HashSet<>();
        for (Reached each : reached) {
            if (each.undeclared() && each.suspect().isPresent() && said.add(each.table())) {
                BoundClass at = classes.stream()
                        .filter(c -> c.name().equals(each.recordClass()))
                        .findFirst()
                        .orElse(classes.get(0));
                uncovered.error(
                        at.place(),
                        at.name().length(),
                        each.table() + " " + each.how() + "; the binding does not say what it is",
                        "write under the top-level key `unrelated` that it is none of a record's, or "
                                + (each.suspect().get().kind().isLink()
                                        ? "under `links` what it refers to"
                                        : "under `components` or `related` how it belongs to one"));
            }
        }
    }

    private List<Reached> inOrder() {
        Map<String, Integer> order = new LinkedHashMap<>();
        layouts.forEach(l -> order.putIfAbsent(l.name(), order.size()));
        return found.stream()
                .distinct()
                .sorted(Comparator.comparing((Reached r) -> order.getOrDefault(r.recordClass(), order.size()))
                        .thenComparing(Reached::answer)
                        .thenComparing(r -> !r.how().isEmpty())
                        .thenComparing(Reached::table)
                        .thenComparing(Reached::how))
                .toList();
    }

    private void add(Layout layout, Object table, By by, String how, Answer answer) {
        found.add(Reached.of(layout.name(), table, by, how, answer));
    }

    private void byKeys(Layout layout) {
        add(layout, layout.root(), By.ITSELF, "", Answer.RECORD);
        for (Layout.Component component : layout.components()) {
            boolean shared = component.reach() == Layout.Reach.SHARED;
            for (ForeignKey key : shared ? component.referrers() : component.owners()) {
                add(layout, component.table(), by(key), words(key), shared ? Answer.SHARED : Answer.COMPONENT);
            }
        }
        for (Layout.Edge edge : layout.edges()) {
            add(layout, edge.from(), by(edge.key()), words(edge.key()), fate(layout, edge));
        }
        for (ForeignKey key : Coverage.undeclared(layout, catalog)) {
            found.add(new Reached(
                    layout.name(),
                    catalog.table(key.from()).toString(),
                    by(key),
                    words(key),
                    Answer.UNDECLARED,
                    Optional.of(key),
                    Optional.empty()));
        }
        above(layout);
        for (Table table : layout.tables()) {
            catalog.heirsOf(table)
                    .forEach(heir -> add(layout, heir, By.ITSELF, "inherits from " + table, Answer.RECORD));
        }
        for (View view : catalog.views()) {
            layout.tables().stream()
                    .filter(t -> view.materialized() && view.reads().contains(t.oid()))
                    .findFirst()
                    .ifPresent(t -> add(layout, view, By.VIEW, "materialized view over " + t, Answer.COPIES));
        }
    }

    private static Answer fate(Layout layout, Layout.Edge edge) {
        if (edge.fate() == BoundClass.Fate.UNLINK) {
            return Answer.UNLINKED;
        }
        return layout.isShared(edge.to()) ? Answer.KEEPS_SHARED : Answer.KEPT;
    }

    /** What the record and its components refer to, and what is read for them. */
    private void above(Layout layout) {
        Set<Table> read = new HashSet<>();
        for (List<Step> path : layout.operandPaths()) {
            for (Step step : path) {
                if (!layout.owns(step.to()) && read.add(step.to())) {
                    add(layout, step.to(), by(step.key()), words(step.key()), Answer.OPERAND);
                }
            }
        }
        for (Table table : layout.tables()) {
            for (ForeignKey key : catalog.foreignKeysFrom(table)) {
                Table to = catalog.table(key.to());
                if (!layout.owns(to) && read.add(to)) {
                    add(layout, to, by(key), words(key), Answer.REFERRED);
                }
            }
        }
    }

    private static By by(ForeignKey key) {
        return key.declared().isEmpty() ? By.FOREIGN_KEY : By.DECLARED_LINK;
    }

    private String words(ForeignKey key) {
        return catalog.table(key.from()).name() + "." + String.join(", ", key.fromColumns()) + " → "
                + catalog.table(key.to()) + key.traits().words();
    }

    private void bySuspicion() {
        Suspects suspects = Suspects.in(catalog);
        for (Layout layout : layouts) {
            for (Table table : layout.tables()) {
                suspects.of(table).stream()
                        .filter(s -> !layout.owns(s.table()))
                        .forEach(s -> suspect(layout.name(), s));
            }
        }
        suspects.pairs().forEach(s -> suspect("", s));
        Set<String> reached = new HashSet<>();
        found.forEach(
                r -> reached.add(r.suspect().map(s -> s.table().toString()).orElse(r.table())));
        suspects.personal().stream()
                .filter(s -> !reached.contains(s.table().toString()))
                .forEach(s -> suspect("", s));
    }

    private void suspect(String recordClass, Suspect suspect) {
        boolean spokenOf = suspect.kind().isLink() ? declarations.isLinked(suspect) : isSpokenOf(suspect.table());
        if (spokenOf) {
            return;
        }
        Answer answer = declarations.isUnrelated(suspect) ? Answer.UNRELATED : Answer.UNDECLARED;
        found.add(new Reached(
                recordClass,
                suspect.name(),
                By.SUSPICION,
                suspect.why(),
                answer,
                Optional.empty(),
                Optional.of(suspect)));
    }

    /** Whether the binding says of the table, in whatever respect, what becomes of its rows. */
    private boolean isSpokenOf(Table table) {
        return layouts.stream()
                .anyMatch(l -> l.owns(table)
                        || l.edges().stream().anyMatch(e -> e.from().equals(table)));
    }
}
