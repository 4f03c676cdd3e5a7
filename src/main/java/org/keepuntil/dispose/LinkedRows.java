package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Step;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.control.Run;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What refers to rows that go by a link that the database does not keep whole. Their values are read before they go. Afterwards what
 * triggers wrote about them goes too; and the values are kept, to be searched for again when nobody can write of them any more who
 * began before.
 */
final class LinkedRows {
    /** A history of a history, and one of that: more is a trigger that never ends. */
    private static final int MOST_ROUNDS = 4;

    private final Layout layout;
    private final JdbcTemplate jdbc;
    private final LinkSearch search;
    private final Map<ForeignKey, List<LinkSearch.Value>> values = new LinkedHashMap<>();
    private final Map<Table, Places> written = new LinkedHashMap<>();
    private final List<Places> changed = new ArrayList<>();
    private final Set<Table> emptied = new HashSet<>();

    private LinkedRows(Layout layout, JdbcTemplate jdbc) {
        this.layout = layout;
        this.jdbc = jdbc;
        this.search = new LinkSearch(layout, jdbc);
    }

    /** Reads the values of rows that are about to go. */
    static LinkedRows of(Map<Table, Places> going, Layout layout, JdbcTemplate jdbc) {
        LinkedRows rows = new LinkedRows(layout, jdbc);
        rows.read(going);
        return rows;
    }

    private void read(Map<Table, Places> going) {
        for (ForeignKey key : layout.declaredLinks().keySet()) {
            Places rows = going.get(layout.table(key.to()));
            if (rows != null) {
                values.computeIfAbsent(key, k -> new ArrayList<>()).addAll(search.values(key, rows));
            }
        }
    }

    /** Rows that were changed and stay, of which nothing is left in these tables: what a trigger wrote there about the change goes too. */
    void changed(List<Places> rows, Set<Table> tables) {
        changed.addAll(rows);
        emptied.addAll(tables);
    }

    /** Removes what triggers wrote about the rows that went, in components that refer to them by a link. */
    void removeWritten(Remover remover, Done.Meant meant, Map<String, Map<String, Long>> counts) {
        for (int round = 0; ; round++) {
            Map<Table, Places> found = writtenNow();
            if (found.isEmpty()) {
                return;
            }
            if (round == MOST_ROUNDS) {
                throw new UnexpectedRowsException("Each row that is deleted from "
                        + found.keySet().iterator().next()
                        + " makes a trigger write another one there. Such a table can't be emptied.");
            }
            read(found);
            remover.delete(found, new Ties());
            found.forEach((table, places) -> {
                meant.writtenAndDeleted(places);
                Done.count(counts, Remover.REMOVED, places);
                Places all = written.computeIfAbsent(table, Places::new);
                places.rows().forEach(place -> all.add(place, places.owners(place)));
            });
        }
    }

    private Map<Table, Places> writtenNow() {
        Map<Table, Places> found = new LinkedHashMap<>();
        for (Layout.Component component : layout.components()) {
            for (ForeignKey key : component.owners()) {
                List<LinkSearch.Value> gone = values.getOrDefault(key, List.of());
                if (!gone.isEmpty()) {
                    Places rows = search.find(key, gone);
                    rows.rows()
                            .forEach(place -> found.computeIfAbsent(component.table(), Places::new)
                                    .add(place, rows.owners(place)));
                }
            }
        }
        writtenOfChange(found);
        return found;
    }

    private void writtenOfChange(Map<Table, Places> found) {
        for (Layout.Component component : layout.components()) {
            for (ForeignKey key : emptied.contains(component.table()) ? component.owners() : List.<ForeignKey>of()) {
                for (Places rows : changed) {
                    if (rows.table().oid() == key.to()) {
                        Step step = new Step(key, Step.Direction.TO_CHILDREN, rows.table(), component.table());
                        Places more = new Locker(jdbc).lock(rows, step, Locker.Strength.NONE);
                        more.rows()
                                .forEach(place -> found.computeIfAbsent(component.table(), Places::new)
                                        .add(place, more.owners(place)));
                    }
                }
            }
        }
        found.values().removeIf(Places::isEmpty);
    }

    /** The rows that triggers wrote, and that went too. */
    List<Places> written() {
        return List.copyOf(written.values());
    }

    /** Keeps the values for the search that comes when all is settled. */
    void keep(Run run, String recordClass, LongFunction<String> reference) {
        values.forEach((key, gone) -> {
            if (!gone.isEmpty()) {
                keep(run, recordClass, key.name(), gone, reference);
            }
        });
    }

    /** All values of a link in one statement: how many there are is not for the control schema to notice row by row. */
    private void keep(
            Run run, String recordClass, String link, List<LinkSearch.Value> gone, LongFunction<String> reference) {
        int parts = gone.get(0).parts().size();
        String names = IntStream.range(0, parts).mapToObj(part -> "v" + part).collect(Collectors.joining(", "));
        List<Object> parameters = new ArrayList<>(List.of(run.id(), recordClass, link));
        parameters.add(
                gone.stream().map(value -> reference.apply(value.owner())).toArray(String[]::new));
        for (int part = 0; part < parts; part++) {
            int at = part;
            parameters.add(gone.stream().map(value -> value.parts().get(at)).toArray(String[]::new));
        }
        jdbc.update(
                "insert into keepuntil.gone_value (run, class, link, reference, value) select ?, ?, ?, r, array["
                        + names + "] from unnest(?::text[]" + ", ?::text[]".repeat(parts) + ") as gone (r, " + names
                        + ")",
                parameters.toArray());
    }
}
