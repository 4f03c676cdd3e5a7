package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.Collection;
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
        boolean changed =
                owners.computeIfAbsent(place, p -> new LinkedHashSet<>()).addAll(candidates);
        if (changed) {
            news.add(place);
        }
        return changed;
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
