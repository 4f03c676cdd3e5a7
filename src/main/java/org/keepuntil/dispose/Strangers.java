package org.keepuntil.dispose;

import java.util.HashSet;
import java.util.Set;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.springframework.jdbc.core.JdbcTemplate;

/** Looks for rows that are none of the batch's and have a part in a row that is: one question to the database a key, for any number of rows. */
record Strangers(JdbcTemplate jdbc) {
    /** Those of the rows to which a row of the table refers by the key that is not among the known ones. */
    Set<RowPlace> referring(Places rows, ForeignKey key, Table from, Places known) {
        if (rows.isEmpty()) {
            return Set.of();
        }
        return places(Sql.concat(
                "select s.tableoid::bigint, s.ctid::text from ",
                Identifier.of(rows.table()),
                " s where ",
                rows.isIn("s"),
                " and exists (select 1 from ",
                Identifier.of(from),
                " x where ",
                Identifier.match(key, "x", "s"),
                known.isEmpty() ? "" : Sql.concat(" and not (", known.isIn("x"), ")"),
                ")"));
    }

    /** Those of the rows that refer by the key to a row {@code f} of the table that is not among the known ones and fulfils a condition. */
    Set<RowPlace> referred(Places rows, ForeignKey key, Table to, Places known, Sql condition) {
        if (rows.isEmpty()) {
            return Set.of();
        }
        return places(Sql.concat(
                "select x.tableoid::bigint, x.ctid::text from ",
                Identifier.of(rows.table()),
                " x where ",
                rows.isIn("x"),
                " and exists (select 1 from ",
                Identifier.of(to),
                " f where ",
                Identifier.match(key, "x", "f"),
                known.isEmpty() ? "" : Sql.concat(" and not (", known.isIn("f"), ")"),
                " and ",
                condition,
                ")"));
    }

    private Set<RowPlace> places(Sql query) {
        Set<RowPlace> places = new HashSet<>();
        jdbc.query(
                query.text(),
                row -> {
                    places.add(new RowPlace(row.getLong(1), row.getString(2)));
                },
                query.values().toArray());
        return places;
    }
}
