package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** Removes what goes, and cuts the links of what stays. */
    Done.Meant remove(Fates fates, Map<String, Map<String, Long>> rows) {
        Done.Meant meant = Done.Meant.nothing();
        Map<Table, Places> doomed = new LinkedHashMap<>();
        layout.tables().forEach(t -> doomed.put(t, fates.rows(t)));
        fates.cuts().forEach((tie, places) -> {
            unlink(tie, places, doomed);
            meant.update(places);
            Done.count(rows, UNLINKED, places);
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

    private static Places rows(Map<Table, Places> doomed, Table table) {
        return doomed.getOrDefault(table, new Places(table));
    }

    /** By the key and not by place: a row that has several links moves when the first is cut. */
    private void unlink(Ties.Tie tie, Places rows, Map<Table, Places> doomed) {
        List<String> sets =
                tie.cut().stream().map(c -> Identifier.quote(c) + " = null").toList();
        List<Sql> links = new ArrayList<>();
        links.add(Sql.of(Identifier.match(tie.key(), "x", "f")));
        links.add(rows(doomed, tie.to()).isIn("f"));
        Places going = rows(doomed, tie.from());
        if (!going.isEmpty()) {
            links.add(Sql.concat("not (", going.isIn("x"), ")"));
        }
        Sql update = Sql.concat(
                "update ",
                Identifier.of(tie.from()),
                " x set ",
                String.join(", ", sets),
                " from ",
                Identifier.of(tie.to()),
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
