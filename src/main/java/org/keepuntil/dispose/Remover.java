package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.keepuntil.binding.BoundClass;
import org.keepuntil.binding.Layout;
import org.keepuntil.catalog.ForeignKey;
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
        return remove(fates, table -> true, rows);
    }

    /** Removes of what goes the rows of some tables, and cuts the links to those. */
    Done.Meant remove(Fates fates, Predicate<Table> going, Map<String, Map<String, Long>> rows) {
        Done.Meant meant = Done.Meant.nothing();
        Map<Table, Places> doomed = fates.rows();
        doomed.keySet().removeIf(going.negate());
        fates.cuts().forEach((tie, places) -> {
            if (!going.test(tie.to())) {
                return;
            }
            Layout.Edge edge = new Layout.Edge(tie.key(), tie.from(), tie.to(), BoundClass.Fate.UNLINK, tie.cut());
            unlink(edge, places, doomed);
            meant.update(places);
            Done.count(rows, UNLINKED, places);
        });
        delete(doomed, fates.ties());
        doomed.values().forEach(places -> {
            meant.delete(places);
            Done.count(rows, REMOVED, places);
        });
        return meant;
    }

    /** Deletes rows, those that refer first. */
    void delete(Map<Table, Places> doomed, Ties ties) {
        for (List<Table> together : layout.removal()) {
            List<Places> rows = together.stream()
                    .map(t -> rows(doomed, t))
                    .filter(p -> !p.isEmpty())
                    .toList();
            Layers.of(rows, ties).forEach(this::delete);
        }
    }

    private static Places rows(Map<Table, Places> doomed, Table table) {
        return doomed.getOrDefault(table, new Places(table));
    }

    /** By the key and not by place: a row that has several links moves when the first is cut. */
    private void unlink(Layout.Edge edge, Places rows, Map<Table, Places> doomed) {
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
                cut(edge),
                " from ",
                Identifier.of(edge.to()),
                " f where ",
                Sql.and(links));
        expect(jdbc.update(update.text(), update.values().toArray()), rows, "unlinked in");
    }

    /** Cuts links to what is gone. */
    void unlink(Layout.Edge edge, Places rows) {
        if (!rows.isEmpty()) {
            Sql update =
                    Sql.concat("update ", Identifier.of(edge.from()), " x set ", cut(edge), " where ", rows.isIn("x"));
            expect(jdbc.update(update.text(), update.values().toArray()), rows, "unlinked in");
        }
    }

    private static String cut(Layout.Edge edge) {
        return String.join(", ", edge.cut().stream().map(c -> cut(edge, c)).toList());
    }

    private static String cut(Layout.Edge edge, String column) {
        String name = Identifier.quote(column);
        String without = edge.key()
                .declared()
                .flatMap(ForeignKey.Declared::member)
                .map(member -> "x." + name + "::jsonb - " + Identifier.constant(member))
                .orElse("null");
        boolean json = edge.from().column(column).orElseThrow().baseType().equals("json");
        return name + " = " + (json ? "(" + without + ")::json" : without);
    }

    /** Rows that refer to each other go in one statement, at whose end PostgreSQL looks at the keys. */
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
