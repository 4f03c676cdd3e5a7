package org.keepuntil.sql;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Layout.FindColumn;
import org.keepuntil.catalog.Column;

/** The values by which records of a class can be asked for when they are gone. */
public final class FindSql {
    /** Values are named by it, so that none is taken for a column. */
    private static final String LATERAL = "found_by";

    private FindSql() {}

    /**
     * A query of a record's table, place and values, as an array of text in the order of the layout: one row for each of the rows of
     * which a record may have several.
     *
     * @param zone in which a moment has its day
     * @param wanted which rows {@code r} of the record's table
     */
    public static Sql query(Layout layout, ZoneId zone, Sql wanted) {
        Joins joins = new Joins(layout.root());
        Optional<FindColumn> many =
                layout.findBy().stream().filter(c -> !c.path().toOne()).findFirst();
        Optional<Rows> rows = many.map(column -> joins.rows(column.path().steps()));
        List<String> values = layout.findBy().stream()
                .map(column -> value(
                        column.path().toOne()
                                ? joins.alias(column.path().steps())
                                : rows.orElseThrow().alias(),
                        column.path().column(),
                        zone))
                .toList();
        String array = "array[" + String.join(", ", values) + "]";
        String lateral = rows.map(r -> " cross join lateral (select " + array + " as v from " + r.from() + " where "
                        + r.where() + ") " + LATERAL)
                .orElse("");
        return Sql.concat(
                "select r.tableoid::bigint, r.ctid::text, ",
                rows.isPresent() ? LATERAL + ".v" : array,
                " from ",
                joins.from(),
                lateral,
                " where ",
                wanted);
    }

    private static String value(String alias, Column column, ZoneId zone) {
        String name = Identifier.of(alias, column);
        return switch (column.baseType()) {
            case "date", "timestamp" -> "to_char(" + name + ", 'YYYY-MM-DD')";
            case "timestamptz" ->
                "to_char(" + name + " at time zone " + Identifier.constant(zone.getId()) + ", 'YYYY-MM-DD')";
            default -> name + "::text";
        };
    }
}
