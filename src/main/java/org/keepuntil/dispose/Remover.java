package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.keepuntil.binding.Layout;
import org.keepuntil.catalog.Table;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.springframework.jdbc.core.JdbcTemplate;

/** Cuts the links and removes the rows, those that refer first, and checks each count. */
final class Remover {
    /** The words of the control schema for what was done to rows. */
    static final String REMOVED = "removed";

    static final String UNLINKED = "unlinked";

    private final Layout layout;
    private final JdbcTemplate jdbc;

    Remover(Layout layout, JdbcTemplate jdbc) {
        this.layout = layout;
        this.jdbc = jdbc;
    }

    /** Removes the candidates, whole. */
    Done.Meant remove(Whole whole, Set<Long> candidates, Map<String, Map<String, Long>> rows) {
        return remove(whole, candidates, table -> true, rows);
    }

    /** Removes what the candidates have in some tables, and cuts the links to that. */
    Done.Meant remove(Whole whole, Set<Long> candidates, Predicate<Table> going, Map<String, Map<String, Long>> rows) {
        Done.Meant meant = Done.Meant.nothing();
        Map<Table, Places> doomed = new LinkedHashMap<>();
        whole.tables().stream()
                .filter(going)
                .forEach(t -> doomed.put(t, whole.rows(t).of(candidates)));
        whole.links().forEach((edge, places) -> {
            if (!going.test(edge.to())) {
                return;
            }
            Places cut = cuttable(edge, places, candidates, doomed);
            unlink(edge, cut, doomed);
            meant.update(cut);
            Done.count(rows, UNLINKED, cut);
        });
        for (List<Table> together : layout.removal()) {
            delete(together.stream()
                    .map(t -> rows(doomed, t))
                    .filter(p -> !p.isEmpty())
                    .toList());
        }
        doomed.values().forEach(places -> {
            meant.delete(places);
            Done.count(rows, REMOVED, places);
        });
        return meant;
    }

    /** A row that goes itself needs no cutting; and it must stay where it is until then. */
    private static Places cuttable(Layout.Edge edge, Places places, Set<Long> candidates, Map<Table, Places> doomed) {
        Places rows = new Places(edge.from());
        for (RowPlace place : places.rows()) {
            if (places.owners(place).stream().anyMatch(candidates::contains)) {
                rows.add(place, places.owners(place));
            }
        }
        Places going = doomed.get(edge.from());
        return going == null ? rows : rows.without(going);
    }

    private static Places rows(Map<Table, Places> doomed, Table table) {
        return doomed.getOrDefault(table, new Places(table));
    }

    /** By the key and not by place: a row that has several links moves when the first is cut. */
    private void unlink(Layout.Edge edge, Places rows, Map<Table, Places> doomed) {
        if (rows.isEmpty()) {
            return;
        }
        List<String> sets =
                edge.cut().stream().map(c -> Identifier.quote(c) + " = null").toList();
        List<Sql> links = new ArrayList<>();
        links.add(Sql.of(Identifier.match(edge.key(), "x", "f")));
        links.add(rows(doomed, edge.to()).isIn("f"));
        Places going = rows(doomed, edge.from());
        if (!going.isEmpty()) {
            links.add(Sql.concat("not (", going.isIn("x"), ")"));
        }
        Sql update = Sql.concat(
                "update ",
                Identifier.of(edge.from()),
                " x set ",
                String.join(", ", sets),
                " from ",
                Identifier.of(edge.to()),
                " f where ",
                Sql.and(links));
        expect(jdbc.update(update.text(), update.values().toArray()), rows, "unlinked in");
    }

    /** Tables that refer to each other are emptied in one statement, at whose end PostgreSQL looks at the keys. */
    private void delete(List<Places> together) {
        if (together.size() == 1) {
            Sql delete = delete(together.get(0));
            expect(jdbc.update(delete.text(), delete.values().toArray()), together.get(0), "deleted from");
            return;
        }
        if (together.isEmpty()) {
            return;
        }
        List<String> counts = new ArrayList<>();
        Sql with = Sql.of("with ");
        for (int i = 0; i < together.size(); i++) {
            with = Sql.concat(with, i == 0 ? "" : ", ", "d" + i + " as (", delete(together.get(i)), " returning 1)");
            counts.add("(select count(*) from d" + i + ")");
        }
        Sql query = Sql.concat(with, " select " + String.join(", ", counts));
        jdbc.query(
                query.text(),
                row -> {
                    for (int i = 0; i < together.size(); i++) {
                        expect(row.getInt(i + 1), together.get(i), "deleted from");
                    }
                },
                query.values().toArray());
    }

    private static Sql delete(Places places) {
        return Sql.concat("delete from ", Identifier.of(places.table()), " x where ", places.isIn("x"));
    }

    private static void expect(int found, Places wanted, String what) {
        if (found != wanted.size()) {
            throw new UnexpectedRowsException(found + " rows were " + what + " " + wanted.table() + ", where "
                    + wanted.size() + " were locked. A trigger or a rule of the table did something else.");
        }
    }
}
