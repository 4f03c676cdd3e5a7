package org.keepuntil.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keepuntil.job.Shape.Name;

/** Values of any type, as text. */
final class Values {
    private static final LocalDate FIRST = LocalDate.of(2015, 1, 1);

    private final Random random;
    private final Map<String, List<String>> given;
    private int last;

    /**
     * Values.
     *
     * @param given values to choose from, by {@code table.column}
     */
    Values(Random random, Map<String, List<String>> given) {
        this.random = random;
        this.given = given;
    }

    /**
     * A column.
     *
     * @param type the name of the type below any domain
     * @param length the greatest length of a text, or 0
     * @param generatedFrom the column of which it is a copy
     */
    record Column(
            String name,
            String type,
            boolean nullable,
            int length,
            List<String> labels,
            @Nullable String generatedFrom) {}

    static Map<Long, List<Column>> columns(Statement statement) throws SQLException {
        Map<Long, List<Column>> columns = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("""
                with recursive base(oid, type, typmod) as (
                    select t.oid, t.oid, -1 from pg_type t where t.typtype <> 'd'
                    union all
                    select t.oid, b.type, greatest(b.typmod, t.typtypmod) from pg_type t join base b on b.oid = t.typbasetype
                        where t.typtype = 'd'
                )
                select a.attrelid, a.attname, b.typname, not a.attnotnull, greatest(a.atttypmod, base.typmod) - 4,
                       array(select e.enumlabel::text from pg_enum e where e.enumtypid = b.oid order by e.enumsortorder),
                       case when a.attgenerated <> '' then
                           trim(both '()"' from pg_get_expr(d.adbin, d.adrelid)) end
                from pg_attribute a join base on base.oid = a.atttypid join pg_type b on b.oid = base.type
                left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
                where a.attnum > 0 and not a.attisdropped order by a.attrelid, a.attnum""")) {
            while (rows.next()) {
                columns.computeIfAbsent(rows.getLong(1), k -> new ArrayList<>())
                        .add(new Column(
                                rows.getString(2),
                                rows.getString(3),
                                rows.getBoolean(4),
                                Math.max(0, rows.getInt(5)),
                                List.of((String[]) rows.getArray(6).getArray()),
                                rows.getString(7)));
            }
        }
        return columns;
    }

    /** A value that no other column has, as far as the type allows. */
    String unique(Name table, Column column) {
        return given(table, column, ++last);
    }

    String any(Name table, Column column) {
        return given(table, column, random.nextInt(1000));
    }

    private String given(Name table, Column column, int n) {
        List<String> some = given.get(table.table() + "." + column.name());
        return some == null ? value(column, n) : some.get(random.nextInt(some.size()));
    }

    private String value(Column column, int n) {
        String type = column.type();
        if (!column.labels().isEmpty()) {
            return column.labels().get(n % column.labels().size());
        }
        if (type.startsWith("_")) {
            return "{}";
        }
        return switch (type) {
            case "int2", "int4", "int8", "oid", "float4", "float8", "money" -> Integer.toString(n);
            case "numeric" ->
                column.length() == 0 ? n + ".50" : Integer.toString(n % (int) Math.pow(10, digits(column)));
            case "uuid" -> new UUID(random.nextLong(), n).toString();
            case "bool" -> n % 2 == 0 ? "true" : "false";
            case "date", "timestamp", "timestamptz" ->
                FIRST.plusDays(n * 7L % 4200).toString();
            case "time", "timetz" -> "12:00";
            case "interval" -> n + " days";
            case "json", "jsonb" -> "{}";
            case "xml" -> "<x/>";
            case "bytea" -> "\\x" + String.format(Locale.ROOT, "%08x", n);
            case "inet", "cidr" -> "10." + n / 65536 % 256 + "." + n / 256 % 256 + "." + n % 256;
            case "macaddr" ->
                String.format(Locale.ROOT, "00:00:%02x:%02x:%02x:%02x", n >> 24, n >> 16 & 255, n >> 8 & 255, n & 255);
            case "point" -> "(0,0)";
            case "box" -> "(0,0),(1,1)";
            case "cube" -> "(0)";
            case "bit", "varbit" -> "1";
            case "tsvector", "hstore" -> "";
            case "int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange" -> "empty";
            default -> text(column, n);
        };
    }

    /** Before the decimal point. */
    private static int digits(Column column) {
        return Math.min(6, (column.length() >> 16) - (column.length() & 0x7ff));
    }

    private static String text(Column column, int n) {
        String text = "V" + Integer.toString(n, 36);
        int length = column.type().equals("char") ? 1 : column.length();
        return length > 0 && length < text.length() ? text.substring(text.length() - length) : text;
    }
}
