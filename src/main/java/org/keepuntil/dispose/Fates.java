package org.keepuntil.dispose;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.keepuntil.binding.Treated;
import org.keepuntil.catalog.Table;
import org.keepuntil.dispose.Ties.Bond;
import org.keepuntil.dispose.Ties.Tie;

/**
 * What becomes of each row of a batch when some of its records go. All rows go but those that can't: it begins with what stays for certain
 * and follows the ties from there, so that rows which only refer to each other go together.
 */
final class Fates {
    private final Whole whole;
    private final Map<RowPlace, List<Bond>> from = new HashMap<>();
    private final Map<RowPlace, List<Bond>> to = new HashMap<>();
    private final Set<RowPlace> staying = new HashSet<>();
    private final Map<RowPlace, Why> held = new HashMap<>();
    private final Deque<RowPlace> next = new ArrayDeque<>();
    private final Set<Long> numbers;
    private final Map<Long, Why> waiting = new TreeMap<>();

    /** Why a record does not go although it is due. */
    record Why(Outcome outcome, String reason) {}

    private Fates(Whole whole, Set<Long> numbers) {
        this.whole = whole;
        this.numbers = new TreeSet<>(numbers);
        whole.ties().each((tie, pair) -> {
            Bond bond = new Bond(tie, pair.from(), pair.to());
            from.computeIfAbsent(pair.from(), p -> new ArrayList<>()).add(bond);
            to.computeIfAbsent(pair.to(), p -> new ArrayList<>()).add(bond);
        });
    }

    /**
     * Settles what goes when these records do.
     *
     * @param kept rows that may not go, by what they are a record of
     */
    static Fates of(Whole whole, Set<Long> numbers, Map<RowPlace, String> kept) {
        Fates fates = new Fates(whole, numbers);
        whole.staying().forEach(fates::stay);
        whole.referredTo().forEach((place, table) -> fates.hold(place, new Why(Outcome.REFERRED_TO, "from " + table)));
        kept.forEach((place, why) -> fates.hold(place, new Why(Outcome.REFERRED_TO, "by " + why)));
        whole.starts().forEach((place, owners) -> {
            if (!numbers.containsAll(owners)) {
                fates.stay(place);
            }
        });
        do {
            fates.follow();
        } while (fates.holdBack());
        whole.starts().forEach(fates::settle);
        return fates;
    }

    /**
     * Settles what is changed and what goes where an act leaves these records: a row that it changes may be part of no other record. Of a
     * shared one that is to go the link goes with the row that has it, and it stays for the others.
     */
    static Fates altering(Whole whole, Set<Long> numbers, Map<RowPlace, String> kept, Treated.Change change) {
        Set<Long> left = new TreeSet<>(numbers);
        Map<Long, Why> sharing = new TreeMap<>();
        while (true) {
            Fates fates = of(whole, left, kept);
            Map<Long, Why> more = fates.sharing(change);
            if (more.isEmpty()) {
                fates.waiting.putAll(sharing);
                return fates;
            }
            sharing.putAll(more);
            left.removeAll(more.keySet());
        }
    }

    /** Those of the records that have a row in common with what stays as it is, in a table that the act changes. */
    private Map<Long, Why> sharing(Treated.Change change) {
        boolean shared = change.rows().stream().anyMatch(r -> whole.layout().isShared(r.table()));
        Map<Long, Why> sharing = new TreeMap<>();
        for (Table table : whole.tables()) {
            // what belongs to a shared row that stays was not looked for: the shared one speaks for it
            boolean changes = whole.layout().isShared(table) ? shared : change.changes(table);
            for (RowPlace place : changes ? whole.rows(table).rows() : Set.<RowPlace>of()) {
                if (staying.contains(place)) {
                    whole.rows(table).owners(place).stream()
                            .filter(numbers::contains)
                            .forEach(n -> sharing.put(
                                    n,
                                    new Why(
                                            Outcome.FAILED,
                                            "a row of " + table + " belongs to another record too, which stays")));
                }
            }
        }
        return sharing;
    }

    private void stay(RowPlace place) {
        if (staying.add(place)) {
            next.add(place);
        }
    }

    /** The row stays, and what it belongs to stays with it. */
    private void hold(RowPlace place, Why why) {
        Deque<RowPlace> upwards = new ArrayDeque<>(List.of(place));
        while (!upwards.isEmpty()) {
            RowPlace each = upwards.remove();
            if (held.putIfAbsent(each, why) == null) {
                stay(each);
                from.getOrDefault(each, List.of()).stream()
                        .filter(bond -> bond.tie().kind() == Ties.Kind.OWNED)
                        .forEach(bond -> upwards.add(bond.to()));
            }
        }
    }

    private void follow() {
        while (!next.isEmpty()) {
            RowPlace place = next.remove();
            for (Bond bond : to.getOrDefault(place, List.of())) {
                if (bond.tie().kind() == Ties.Kind.OWNED) {
                    stay(bond.from());
                }
            }
            for (Bond bond : from.getOrDefault(place, List.of())) {
                if (bond.tie().kind() == Ties.Kind.SHARING) {
                    stay(bond.to());
                } else if (bond.tie().kind() == Ties.Kind.KEEPING) {
                    hold(
                            bond.to(),
                            new Why(Outcome.REFERRED_TO, "from " + bond.tie().from()));
                }
            }
        }
    }

    /** A row that stays, and whose link to one that goes can't be cut, keeps that; returns whether there was one. */
    private boolean holdBack() {
        List<Bond> uncut = new ArrayList<>();
        from.values()
                .forEach(bonds -> bonds.stream()
                        .filter(b -> b.tie().kind() == Ties.Kind.OWNED
                                && b.tie().cut().isEmpty())
                        .filter(this::isBroken)
                        .forEach(uncut::add));
        uncut.forEach(bond -> hold(
                bond.to(),
                new Why(
                        Outcome.FAILED,
                        "a row of " + bond.tie().from() + " belongs to another record too, and its "
                                + String.join(", ", bond.tie().key().fromColumns()) + " can't be null")));
        return !uncut.isEmpty();
    }

    private boolean isBroken(Bond bond) {
        return staying.contains(bond.from()) && !staying.contains(bond.to());
    }

    /** A late row may stay without being held: it belongs to another record by now. */
    private void settle(RowPlace start, Set<Long> owners) {
        if (staying.contains(start)) {
            for (Long n : owners) {
                if (numbers.remove(n)) {
                    waiting.put(n, held.getOrDefault(start, new Why(Outcome.FAILED, "belongs to another record too")));
                }
            }
        }
    }

    /** Those of the records that do not go although they are due, and why. */
    Map<Long, Why> waiting() {
        return waiting;
    }

    Ties ties() {
        return whole.ties();
    }

    /** The records that go. */
    Set<Long> numbers() {
        return numbers;
    }

    /** The rows of a table that go, each as the row of the last of the records of which it is a part. */
    Places rows(Table table) {
        Places all = whole.rows(table);
        Places going = new Places(table);
        for (RowPlace place : all.rows()) {
            if (!staying.contains(place)) {
                going.add(place, last(all.owners(place)));
            }
        }
        return going;
    }

    /** All rows that go, by table. */
    Map<Table, Places> rows() {
        Map<Table, Places> rows = new LinkedHashMap<>();
        whole.tables().forEach(table -> rows.put(table, rows(table)));
        return rows;
    }

    /** Of the rows that stay, those that lose a link to a row that goes, by what ties them to it. */
    Map<Tie, Places> cuts() {
        Map<Tie, Places> cuts = new LinkedHashMap<>();
        Map<Table, Places> going = new HashMap<>();
        whole.ties().each((tie, pair) -> {
            boolean cuttable = tie.kind() == Ties.Kind.CUT || tie.kind() == Ties.Kind.OWNED;
            if (cuttable && !staying.contains(pair.to()) && stays(tie, pair.from())) {
                Set<Long> owners = going.computeIfAbsent(tie.to(), this::rows).owners(pair.to());
                cuts.computeIfAbsent(tie, t -> new Places(t.from())).add(pair.from(), owners);
            }
        });
        return cuts;
    }

    /** A row that is no part of the records stays in any case. */
    private boolean stays(Tie tie, RowPlace place) {
        return staying.contains(place)
                || !whole.layout().owns(tie.from())
                || whole.rows(tie.from()).owners(place).isEmpty();
    }

    private Set<Long> last(Set<Long> owners) {
        TreeSet<Long> going = new TreeSet<>(owners);
        going.retainAll(numbers);
        return going.isEmpty() ? new LinkedHashSet<>() : Set.of(going.last());
    }
}
