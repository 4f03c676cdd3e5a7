package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.binding.Treated;
import org.keepuntil.catalog.Table;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Changes columns of rows that stay, all tables in one statement: the keys between them are looked at when it ends, so a value that is
 * referred to may change together with those that refer to it.
 */
final class Changer {
    /** The word of the control schema for what was done to rows. */
    static final String CHANGED = "changed";

    private final Layout layout;
    private final NewValues values;
    private final JdbcTemplate jdbc;

    Changer(Layout layout, NewValues values, JdbcTemplate jdbc) {
        this.layout = layout;
        this.values = values;
        this.jdbc = jdbc;
    }

    /**
     * What was changed.
     *
     * @param changed the rows, where they were
     * @param now the same, where they are
     * @param keys the keys that records of which the key changed have now
     */
    record Result(List<Places> changed, List<Places> now, Map<Long, RecordKey> keys) {}

    /** Changes the rows of the records alone. */
    Result change(Fates fates, Treated.Change change) {
        return change(fates::rows, change.rows());
    }

    /** Changes these rows of each table. */
    Result change(Function<Table, Places> rowsOf, List<Treated.Rows> wanted) {
        List<Places> changed = new ArrayList<>();
        List<Sql> updates = new ArrayList<>();
        for (Treated.Rows rows : wanted) {
            Places places = rowsOf.apply(rows.table());
            if (!places.isEmpty()) {
                changed.add(places);
                updates.add(update(rows, places));
            }
        }
        Result result = new Result(
                changed, changed.stream().map(p -> new Places(p.table())).toList(), new HashMap<>());
        if (!updates.isEmpty()) {
            run(updates, result);
        }
        return result;
    }

    private void run(List<Sql> updates, Result result) {
        List<Places> changed = result.changed();
        Sql with = Sql.of("with ");
        Sql all = Sql.of("");
        for (int i = 0; i < updates.size(); i++) {
            with = Sql.concat(with, i == 0 ? "" : ", ", "u" + i + " as (", updates.get(i), ")");
            all = Sql.concat(all, i == 0 ? "" : " union all ", "select " + i + ", t, p, nt, np, k from u" + i);
        }
        Sql query = Sql.concat(with, " ", all);
        long[] counts = new long[updates.size()];
        jdbc.query(
                query.text(),
                row -> {
                    int i = row.getInt(1);
                    counts[i]++;
                    Set<Long> owners = changed.get(i).owners(new RowPlace(row.getLong(2), row.getString(3)));
                    result.now().get(i).add(new RowPlace(row.getLong(4), row.getString(5)), owners);
                    java.sql.Array key = row.getArray(6);
                    if (key != null) {
                        RecordKey now = new RecordKey(List.of((String[]) key.getArray()));
                        owners.forEach(n -> result.keys().put(n, now));
                    }
                },
                query.values().toArray());
        for (int i = 0; i < counts.length; i++) {
            Places places = changed.get(i);
            if (counts[i] != places.size()) {
                throw new UnexpectedRowsException(counts[i] + " rows were changed in " + places.table() + ", where "
                        + places.size() + " were locked. A trigger or a rule of the table did something else.");
            }
        }
    }

    /** Joined to itself by place, for what an update returns is the row's new place. */
    private Sql update(Treated.Rows rows, Places places) {
        Table table = rows.table();
        String name = Identifier.of(table);
        Sql sets = Sql.of("");
        for (Treated.Changed changed : rows.columns()) {
            sets = Sql.concat(
                    sets,
                    sets.text().isEmpty() ? "" : ", ",
                    Identifier.quote(changed.column().name()) + " = ",
                    values.of(changed));
        }
        return Sql.concat(
                "update " + name + " x set ",
                sets,
                " from (select o.tableoid as t, o.ctid as p from " + name + " o where ",
                places.isIn("o"),
                ") o where x.ctid = o.p and x.tableoid = o.t returning o.t::bigint as t, o.p::text as p, x.tableoid::bigint as nt,"
                        + " x.ctid::text as np, ",
                table.equals(layout.root()) ? key() : "null::text[]",
                " as k");
    }

    private String key() {
        List<String> parts =
                layout.key().stream().map(c -> Identifier.of("x", c) + "::text").toList();
        return "array[" + String.join(", ", parts) + "]";
    }
}
