package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keepuntil.catalog.Table;
import org.keepuntil.sql.Sql;

/** Rows of a table, each with the numbers of the candidates that it belongs to. */
final class Places {
    private final Table table;
    private final Map<RowPlace, Set<Long>> owners = new LinkedHashMap<>();
    private final List<RowPlace> news = new ArrayList<>();

    Places(Table table) {
        this.table = table;
    }

    Table table() {
        return table;
    }

    /** Adds owners to a row; returns whether that was news. */
    boolean add(RowPlace place, Collection<Long> candidates) {
        Set<Long> known = owners.get(place);
        if (known != null && known.containsAll(candidates)) {
            return false;
        }
        owners.put(place, known == null ? copy(candidates) : both(known, candidates));
        if (candidates.isEmpty()) {
            return false;
        }
        news.add(place);
        return true;
    }

    /** Nearly every row belongs to one record. */
    private static Set<Long> copy(Collection<Long> candidates) {
        return candidates.size() == 1
                ? Set.of(candidates.iterator().next())
                : Collections.unmodifiableSet(new LinkedHashSet<>(candidates));
    }

    private static Set<Long> both(Set<Long> known, Collection<Long> more) {
        Set<Long> both = new LinkedHashSet<>(known);
        both.addAll(more);
        return Collections.unmodifiableSet(both);
    }

    /** How often a row or an owner of one was added so far. */
    int changes() {
        return news.size();
    }

    /** The rows that were added, or got an owner, after so many changes. */
    Places since(int changes) {
        Places some = new Places(table);
        news.subList(changes, news.size()).forEach(place -> some.add(place, owners(place)));
        return some;
    }

    Set<Long> owners(RowPlace place) {
        return owners.getOrDefault(place, Set.of());
    }

    Set<RowPlace> rows() {
        return owners.keySet();
    }

    boolean isEmpty() {
        return owners.isEmpty();
    }

    int size() {
        return owners.size();
    }

    /** The rows that belong to these candidates alone. */
    Places of(Set<Long> candidates) {
        Places some = new Places(table);
        owners.forEach((place, numbers) -> {
            if (candidates.containsAll(numbers)) {
                some.add(place, numbers);
            }
        });
        return some;
    }

    Places without(Places other) {
        return without(other.rows());
    }

    Places without(Set<RowPlace> others) {
        Places some = new Places(table);
        owners.forEach((place, numbers) -> {
            if (!others.contains(place)) {
                some.add(place, numbers);
            }
        });
        return some;
    }

    /** Rows for each table or partition. */
    Map<Long, Long> countByTable() {
        Map<Long, Long> counts = new LinkedHashMap<>();
        owners.keySet().forEach(p -> counts.merge(p.table(), 1L, Long::sum));
        return counts;
    }

    /** Whether the row under an alias is one of these. */
    Sql isIn(String alias) {
        String[] ctids = owners.keySet().stream().map(RowPlace::ctid).toArray(String[]::new);
        Sql byPlace = Sql.of(alias + ".ctid = any(?::text[]::tid[])", (Object) ctids);
        if (!table.spread()) {
            return byPlace;
        }
        Long[] tables = owners.keySet().stream().map(RowPlace::table).toArray(Long[]::new);
        return Sql.and(List.of(
                byPlace,
                new Sql(
                        "(" + alias + ".tableoid, " + alias
                                + ".ctid) in (select * from unnest(?::bigint[]::oid[], ?::text[]::tid[]))",
                        List.of(tables, ctids))));
    }
}
