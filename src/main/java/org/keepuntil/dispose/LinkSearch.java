package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.keepuntil.binding.Layout;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.springframework.jdbc.core.JdbcTemplate;

/** Finds the rows that refer, by a declared link, to values of rows that are gone. */
record LinkSearch(Layout layout, JdbcTemplate jdbc) {
    /** A value that a row had, of all columns that a link refers to, as text; and whose it was. */
    record Value(Long owner, List<String> parts) {}

    /** Rows that refer to one of the values. */
    Places find(ForeignKey key, List<Value> values) {
        List<Object> bound = new ArrayList<>();
        bound.add(values.stream().map(Value::owner).toArray(Long[]::new));
        List<String> marks = new ArrayList<>(List.of("?::bigint[]"));
        List<String> names = new ArrayList<>(List.of("n"));
        for (int i = 0; i < key.toColumns().size(); i++) {
            int part = i;
            bound.add(values.stream().map(v -> v.parts().get(part)).toArray(String[]::new));
            marks.add("?::text[]");
            names.add("v" + i);
        }
        return find(
                key,
                new Sql("unnest(" + String.join(", ", marks) + ") u (" + String.join(", ", names) + ")", bound),
                "n",
                names.subList(1, names.size()));
    }

    /** Rows that refer to one of the values that are kept under these numbers. */
    Places findKept(ForeignKey key, Set<Long> numbers) {
        List<String> parts = new ArrayList<>();
        for (int i = 1; i <= key.toColumns().size(); i++) {
            parts.add("u.value[" + i + "]");
        }
        return find(
                key,
                Sql.of("(select * from keepuntil.gone_value where id = any(?)) u", (Object)
                        numbers.toArray(Long[]::new)),
                "u.id",
                parts);
    }

    /** A value that another row has by now is that row's: nothing is said of who refers to it. */
    private Places find(ForeignKey key, Sql source, String number, List<String> parts) {
        Table from = Objects.requireNonNull(layout.declaredLinks().get(key));
        Table to = layout.table(key.to());
        List<String> columns = new ArrayList<>(List.of(number + " as n"));
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Column column = to.column(key.toColumns().get(i)).orElseThrow();
            String name = Identifier.quote(column.name());
            columns.add(parts.get(i) + "::" + column.type() + " as " + name);
            taken.add("t." + name + " " + column.equal() + " f." + name);
        }
        Sql query = Sql.concat(
                "select x.tableoid::bigint, x.ctid::text, f.n from (select " + String.join(", ", columns) + " from ",
                source,
                ") f join " + Identifier.of(from) + " x on " + Identifier.match(key, "x", "f"),
                " where not exists (select 1 from " + Identifier.of(to) + " t where " + String.join(" and ", taken)
                        + ")");
        Places found = new Places(from);
        jdbc.query(
                query.text(),
                row -> {
                    found.add(new RowPlace(row.getLong(1), row.getString(2)), Set.of(row.getLong(3)));
                },
                query.values().toArray());
        return found;
    }

    /** The values that rows have which are about to go, by link. */
    List<Value> values(ForeignKey key, Places going) {
        List<Value> values = new ArrayList<>();
        if (going.isEmpty()) {
            return values;
        }
        List<String> columns =
                key.toColumns().stream().map(c -> "t." + Identifier.quote(c)).toList();
        Sql query = Sql.concat(
                "select t.tableoid::bigint, t.ctid::text, array[" + String.join("::text, ", columns) + "::text] from "
                        + Identifier.of(going.table()) + " t where ",
                going.isIn("t"),
                " and " + String.join(" is not null and ", columns) + " is not null");
        jdbc.query(
                query.text(),
                row -> {
                    Set<Long> owners = going.owners(new RowPlace(row.getLong(1), row.getString(2)));
                    values.add(new Value(owners.iterator().next(), List.of((String[])
                            row.getArray(3).getArray())));
                },
                query.values().toArray());
        return values;
    }
}
