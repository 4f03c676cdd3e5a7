package org.keepuntil.dispose;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.keepuntil.binding.BoundClass.Fate;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Layout.Reach;
import org.keepuntil.binding.Step;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * All rows of the records of a batch: their own, those of their components, and what refers to which. What becomes of each of them where
 * only some of the records go, {@link Fates} says.
 */
final class Whole {
    private final Layout layout;
    private final Strangers strangers;
    private final Map<Table, Places> rows = new LinkedHashMap<>();
    private final Ties ties = new Ties();
    private final Map<RowPlace, Set<Long>> starts = new LinkedHashMap<>();
    private final Set<RowPlace> staying = new HashSet<>();
    private final Map<RowPlace, String> referredTo = new HashMap<>();
    private final Map<Step, Integer> followed = new HashMap<>();

    Whole(Layout layout, JdbcTemplate jdbc, Places roots) {
        this.layout = layout;
        this.strangers = new Strangers(jdbc);
        rows.put(layout.root(), roots);
        roots.rows().forEach(place -> starts.put(place, roots.owners(place)));
        layout.components().forEach(c -> rows.put(c.table(), new Places(c.table())));
    }

    /** Adds rows, locked, that belong to a record that is gone. */
    void addLate(Places late) {
        add(late);
        late.rows().forEach(place -> starts.put(place, late.owners(place)));
    }

    /** The rows from which all others were found, each with the numbers to which it belongs: the records' own, and late ones. */
    Map<RowPlace, Set<Long>> starts() {
        return starts;
    }

    /** Locks every row that is part of the records, whatever the way by which it is, and every link to be cut. */
    void lock(Locker locker) {
        lock(c -> c.reach() == Reach.OWN, locker);
        lock(c -> c.reach() != Reach.OWN, locker);
        for (Layout.Edge edge : layout.edges()) {
            edge(edge, locker);
        }
        layout.components().stream()
                .filter(c -> c.reach() != Reach.SHARED)
                .forEach(c -> c.referrers().forEach(k -> keeping(k, layout.table(k.from()), c.table(), locker)));
        layout.components().forEach(this::findStrangers);
    }

    private void lock(Predicate<Layout.Component> which, Locker locker) {
        List<Layout.Component> components =
                layout.components().stream().filter(which).toList();
        boolean more = true;
        while (more) {
            more = false;
            for (Layout.Component component : components) {
                for (ForeignKey owner : component.owners()) {
                    more |= down(component, owner, locker);
                }
                if (component.reach() == Reach.SHARED) {
                    for (ForeignKey referrer : component.referrers()) {
                        more |= up(component, referrer, locker);
                    }
                }
            }
        }
    }

    /** Rows that belong to those found so far; returns whether there may be more to find because of it. */
    private boolean down(Layout.Component component, ForeignKey owner, Locker locker) {
        Table parent = layout.table(owner.to());
        Ties.Tie tie = new Ties.Tie(
                Ties.Kind.OWNED,
                owner,
                component.table(),
                parent,
                component.cuts().getOrDefault(owner, List.of()));
        Step step = new Step(owner, Step.Direction.TO_CHILDREN, parent, component.table());
        Places found = locker.lock(
                unfollowed(step),
                step,
                Locker.Strength.UPDATE,
                (near, far) -> ties.of(tie).accept(far, near));
        return add(found) && (component.owners().size() > 1 || leadsOn(component.table()));
    }

    /** Rows that those found so far refer to and that others may share. */
    private boolean up(Layout.Component component, ForeignKey referrer, Locker locker) {
        Table from = layout.table(referrer.from());
        Table shared = component.table();
        boolean owned = isOwner(referrer, from);
        Ties.Tie tie = new Ties.Tie(Ties.Kind.SHARING, referrer, from, shared, List.of());
        Step step = new Step(referrer, Step.Direction.TO_PARENT, from, shared);
        Places found = locker.lock(unfollowed(step), step, Locker.Strength.UPDATE, (near, far) -> {
            if (!owned) {
                ties.of(tie).accept(near, far);
            }
        });
        Places fresh = found.without(rows(shared));
        boolean news = add(found);
        findAnchors(component, fresh);
        return news;
    }

    /** The rows that were found since the step was last followed: a long chain is not walked from its beginning for each of its rows. */
    private Places unfollowed(Step step) {
        Places known = rows(step.from());
        Places fresh = known.since(followed.getOrDefault(step, 0));
        followed.put(step, known.changes());
        return staying.isEmpty() ? fresh : fresh.without(staying);
    }

    /** Whether a row that refers by the key belongs to the shared row, rather than having a part in it. */
    private boolean isOwner(ForeignKey key, Table from) {
        return layout.component(from).filter(c -> c.owners().contains(key)).isPresent();
    }

    private boolean add(Places found) {
        Places known = rows(found.table());
        boolean news = false;
        for (RowPlace place : found.rows()) {
            news |= known.add(place, found.owners(place));
        }
        return news;
    }

    /** Whether further rows are found by way of rows of the table. */
    private boolean leadsOn(Table table) {
        return layout.components().stream()
                .anyMatch(c -> c.owners().stream().anyMatch(k -> k.to() == table.oid())
                        || c.referrers().stream().anyMatch(k -> k.from() == table.oid()));
    }

    /**
     * A shared row to which something refers that can't go with this batch stays for certain, and what belongs to it need not be looked at:
     * all that can still be found by way of other shared rows is left aside here.
     */
    private void findAnchors(Layout.Component shared, Places fresh) {
        for (ForeignKey key : shared.referrers()) {
            Table from = layout.table(key.from());
            if (!layout.isShared(from)) {
                staying.addAll(strangers.referring(fresh, key, from, rows(from)));
            }
        }
        for (Layout.Edge edge : layout.edges()) {
            if (edge.fate() == Fate.KEEP && edge.to().equals(shared.table()) && !layout.isShared(edge.from())) {
                Places known = rows.getOrDefault(edge.from(), new Places(edge.from()));
                staying.addAll(strangers.referring(fresh, edge.key(), edge.from(), known));
            }
        }
    }

    private void edge(Layout.Edge edge, Locker locker) {
        if (edge.fate() == Fate.UNLINK) {
            Ties.Tie tie = new Ties.Tie(Ties.Kind.CUT, edge.key(), edge.from(), edge.to(), edge.cut());
            Step step = new Step(edge.key(), Step.Direction.TO_CHILDREN, edge.to(), edge.from());
            locker.lock(
                    going(edge.to()),
                    step,
                    Locker.Strength.UPDATE,
                    (near, far) -> ties.of(tie).accept(far, near));
            return;
        }
        if (layout.owns(edge.from()) || layout.isShared(edge.to())) {
            keeping(edge.key(), edge.from(), edge.to(), locker);
        }
    }

    /** A row that refers to a part of a record and keeps its link; it may be a part of the same record, or of another. */
    private void keeping(ForeignKey key, Table from, Table to, Locker locker) {
        Places known = new Places(from);
        if (layout.owns(from)) {
            Ties.Tie tie = new Ties.Tie(Ties.Kind.KEEPING, key, from, to, List.of());
            Step step = new Step(key, Step.Direction.TO_PARENT, from, to);
            known = going(from);
            locker.lock(known, step, Locker.Strength.NONE, ties.of(tie));
        }
        strangers.referring(going(to), key, from, known).forEach(place -> referredTo.put(place, from.toString()));
    }

    /** What a row that is none of these records' has a part in stays with that. */
    private void findStrangers(Layout.Component component) {
        Table table = component.table();
        if (component.reach() == Reach.SHARED) {
            for (ForeignKey referrer : component.referrers()) {
                Table from = layout.table(referrer.from());
                if (layout.isShared(from) && !isOwner(referrer, from)) {
                    staying.addAll(strangers.referring(going(table), referrer, from, going(from)));
                }
            }
        }
        if (mayBelongToSeveral(component)) {
            for (ForeignKey owner : component.owners()) {
                Table parent = layout.table(owner.to());
                staying.addAll(strangers.referred(rows(table), owner, parent, going(parent), belongs(parent)));
            }
        }
        for (Layout.Other other : component.others()) {
            staying.addAll(strangers.referred(rows(table), other.key(), other.to(), new Places(other.to()), Sql.TRUE));
        }
    }

    /** Whether a row {@code f} of the table refers to a record at all: one that does not is lost already, and keeps nothing. */
    private Sql belongs(Table table) {
        return layout.component(table)
                .filter(c -> c.reach() == Reach.OWN && c.others().isEmpty())
                .map(c -> Sql.or(c.owners().stream()
                        .map(k -> Sql.of(Identifier.refers(k, "f")))
                        .toList()))
                .orElse(Sql.TRUE);
    }

    /** By several keys, or by a link to a value that several rows may have. */
    private boolean mayBelongToSeveral(Layout.Component component) {
        return component.owners().size() + component.others().size() > 1
                || component.owners().stream()
                        .anyMatch(
                                k -> !k.isConstraint() && !layout.table(k.to()).isUnique(k.toColumns()));
    }

    /** The rows of a table that may go, as far as is known. */
    Places going(Table table) {
        return staying.isEmpty() ? rows(table) : rows(table).without(staying);
    }

    /** Rows in which a stranger has a part. */
    Set<RowPlace> staying() {
        return staying;
    }

    /** Rows to which something refers that stays and keeps its link, and the table of that, beside what the decision knows of. */
    Map<RowPlace, String> referredTo() {
        return referredTo;
    }

    Ties ties() {
        return ties;
    }

    Layout layout() {
        return layout;
    }

    Places rows(Table table) {
        Places places = rows.get(table);
        if (places == null) {
            throw new IllegalArgumentException(table + " is no part of the record");
        }
        return places;
    }

    List<Table> tables() {
        return List.copyOf(rows.keySet());
    }
}
