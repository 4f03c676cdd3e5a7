package org.keepuntil.job;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keepuntil.job.Shape.Name;

/**
 * Fills any database with rows that satisfy its keys. Each row of a component is of one record and refers to rows of that record alone,
 * so that no two records share one.
 */
final class Filler {
    private final Shape shape;
    private final Random random;
    private final int records;
    private final Values values;
    private final Map<Long, Table> tables = new TreeMap<>();

    Filler(Shape shape, Random random, int records, Map<String, List<String>> given) {
        this.shape = shape;
        this.random = random;
        this.records = records;
        this.values = new Values(random, given);
    }

    /** A table with the rows that it is to have. */
    static final class Table {
        final Name name;
        final long number;
        final Map<String, Values.Column> columns = new LinkedHashMap<>();
        final List<Key> keys = new ArrayList<>();
        final List<List<String>> unique = new ArrayList<>();
        final List<Row> rows = new ArrayList<>();

        Table(Name name, long number) {
            this.name = name;
            this.number = number;
        }

        boolean inKey(String column) {
            return keys.stream().anyMatch(k -> k.from.contains(column));
        }
    }

    /** A foreign key. */
    record Key(Table target, List<String> from, List<String> to, boolean full, boolean within) {}

    /** A row; its owner is the number of its record, or none. */
    static final class Row {
        final Table table;
        final int owner;
        final Map<String, @Nullable String> values = new HashMap<>();
        final List<Row> parents = new ArrayList<>();
        State state = State.NEW;

        enum State {
            NEW,
            UNDER_WAY,
            DONE,
            DEAD
        }

        Row(Table table, int owner) {
            this.table = table;
            this.owner = owner;
        }
    }

    /** Fills the database; returns the number of rows. */
    int fill(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            read(statement);
            tables.values().forEach(this::plan);
            for (Table table : tables.values()) {
                table.rows.forEach(this::resolve);
            }
            tables.values().forEach(t -> t.rows.forEach(r -> rest(r)));
            tables.values().forEach(Filler::dropDoubles);
            dropOrphans();
            connection.setAutoCommit(false);
            statement.execute("set session_replication_role = replica");
            int rows = 0;
            for (Table table : tables.values()) {
                for (Row row : table.rows) {
                    insert(statement, row);
                    rows++;
                }
            }
            connection.commit();
            return rows;
        }
    }

    private void plan(Table table) {
        boolean component = shape.owns(table.name);
        boolean root = table.name.equals(shape.root());
        for (int record = 0; component && record < records; record++) {
            int n = root ? 1 : random.nextInt(4);
            for (int i = 0; i < n; i++) {
                table.rows.add(new Row(table, record));
            }
        }
        for (int i = 0; !root && i < (component ? 2 : records); i++) {
            table.rows.add(new Row(table, -1));
        }
        Set<String> columns = new HashSet<>();
        table.unique.forEach(columns::addAll);
        for (Row row : table.rows) {
            for (String column : columns) {
                if (!table.inKey(column)) {
                    row.values.put(column, values.unique(table.name, column(table, column)));
                }
            }
        }
        Collections.shuffle(table.rows, random);
    }

    private static Values.Column column(Table table, String name) {
        Values.Column column = table.columns.get(name);
        if (column == null) {
            throw new IllegalStateException(table.name + " has no column " + name);
        }
        return column;
    }

    /** Chooses what the row refers to. */
    private void resolve(Row row) {
        if (row.state != Row.State.NEW) {
            return;
        }
        row.state = Row.State.UNDER_WAY;
        for (Key key : row.table.keys) {
            if (!choose(row, key)) {
                row.state = Row.State.DEAD;
                return;
            }
        }
        row.state = linked(row) ? Row.State.DONE : Row.State.DEAD;
    }

    /** A row that refers to nothing of its record would be no part of it, and those that refer to it would be of two. */
    private boolean linked(Row row) {
        return row.owner < 0
                || row.table.name.equals(shape.root())
                || row.parents.stream().anyMatch(p -> p.owner == row.owner && p.table.number < row.table.number);
    }

    private boolean choose(Row row, Key key) {
        boolean nullable = key.from.stream().anyMatch(c -> column(row.table, c).nullable() && row.values.get(c) == null)
                && (!key.full
                        || key.from.stream()
                                .allMatch(c -> column(row.table, c).nullable() && row.values.get(c) == null));
        boolean already = key.from.stream().anyMatch(c -> row.values.containsKey(c) && row.values.get(c) == null);
        if (already || (nullable && random.nextInt(4) == 0)) {
            return noLink(row, key);
        }
        List<Row> candidates = new ArrayList<>(key.target.rows.stream()
                .filter(p -> !key.within || p.owner == row.owner)
                .toList());
        Collections.shuffle(candidates, random);
        for (Row parent : candidates) {
            if (parent != row) {
                resolve(parent);
            }
            if (parent.state != Row.State.DEAD && fits(row, key, parent)) {
                for (int i = 0; i < key.from.size(); i++) {
                    row.values.put(key.from.get(i), parent.values.get(key.to.get(i)));
                }
                row.parents.add(parent);
                return true;
            }
        }
        return nullable && noLink(row, key);
    }

    private boolean noLink(Row row, Key key) {
        for (String column : key.from) {
            if (!row.values.containsKey(column)) {
                boolean empty = column(row.table, column).nullable();
                boolean needed = row.table.keys.stream().anyMatch(k -> !k.equals(key) && k.from.contains(column));
                if (empty) {
                    row.values.put(column, null);
                } else if (!needed) {
                    row.values.put(column, values.unique(row.table.name, column(row.table, column)));
                }
            }
        }
        return true;
    }

    private static boolean fits(Row row, Key key, Row parent) {
        for (int i = 0; i < key.from.size(); i++) {
            String value = parent.values.get(key.to.get(i));
            String column = key.from.get(i);
            if (value == null || (row.values.containsKey(column) && !value.equals(row.values.get(column)))) {
                return false;
            }
        }
        return true;
    }

    private void rest(Row row) {
        for (Values.Column column : row.table.columns.values()) {
            if (!row.values.containsKey(column.name())) {
                row.values.put(
                        column.name(),
                        column.nullable() && random.nextInt(3) == 0 && !closes(row, column)
                                ? null
                                : value(row, column));
            }
        }
    }

    /** A table without keys may be an heir: a row of it that has the key of another by chance would be no row of anything. */
    private String value(Row row, Values.Column column) {
        boolean keyless = row.table.unique.isEmpty() && row.table.keys.isEmpty();
        return keyless ? values.unique(row.table.name, column) : values.any(row.table.name, column);
    }

    private boolean closes(Row row, Values.Column column) {
        return row.table.name.equals(shape.root()) && column.name().equals(shape.closed());
    }

    private static void dropDoubles(Table table) {
        for (List<String> key : table.unique) {
            Set<List<@Nullable String>> seen = new HashSet<>();
            for (Row row : table.rows) {
                List<@Nullable String> found = new ArrayList<>();
                key.forEach(c -> found.add(row.values.get(c)));
                if (row.state != Row.State.DEAD && !found.contains(null) && !seen.add(found)) {
                    row.state = Row.State.DEAD;
                }
            }
        }
    }

    private void dropOrphans() {
        boolean more = true;
        while (more) {
            more = false;
            for (Table table : tables.values()) {
                for (Row row : table.rows) {
                    if (row.state != Row.State.DEAD && row.parents.stream().anyMatch(p -> p.state == Row.State.DEAD)) {
                        row.state = Row.State.DEAD;
                        more = true;
                    }
                }
            }
        }
        tables.values().forEach(t -> t.rows.removeIf(r -> r.state == Row.State.DEAD));
    }

    private static void insert(Statement statement, Row row) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> literals = new ArrayList<>();
        for (Values.Column column : row.table.columns.values()) {
            if (column.generatedFrom() == null) {
                String value = row.values.get(column.name());
                for (Values.Column other : row.table.columns.values()) {
                    if (column.name().equals(other.generatedFrom())) {
                        value = row.values.get(other.name());
                    }
                }
                names.add(Shape.quote(column.name()));
                literals.add(value == null ? "null" : "'" + value.replace("'", "''") + "'");
            }
        }
        statement.execute(
                names.isEmpty()
                        ? "insert into " + row.table.name.sql() + " default values"
                        : "insert into " + row.table.name.sql() + " (" + String.join(", ", names)
                                + ") overriding system value values (" + String.join(", ", literals) + ")");
    }

    private void read(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("""
                select c.oid, n.nspname, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind in ('r', 'p') and not c.relispartition
                  and n.nspname not in ('pg_catalog', 'information_schema', 'keepuntil') order by 1""")) {
            while (rows.next()) {
                Name name = new Name(rows.getString(2), rows.getString(3));
                // tables that are made later refer to earlier ones; the record's own comes first of all
                long number = name.equals(shape.root()) ? 0 : rows.getLong(1);
                tables.put(rows.getLong(1), new Table(name, number));
            }
        }
        for (Map.Entry<Long, List<Values.Column>> columns :
                Values.columns(statement).entrySet()) {
            Table table = tables.get(columns.getKey());
            if (table != null) {
                columns.getValue().forEach(c -> table.columns.put(c.name(), c));
            }
        }
        try (ResultSet rows = statement.executeQuery("""
                select i.indrelid, array(select a.attname::text from unnest(i.indkey[0:i.indnkeyatts - 1]) k
                    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k)
                from pg_index i where i.indisunique and i.indpred is null and i.indexprs is null order by i.indexrelid""")) {
            while (rows.next()) {
                Table table = tables.get(rows.getLong(1));
                if (table != null) {
                    table.unique.add(List.of((String[]) rows.getArray(2).getArray()));
                }
            }
        }
        keys(statement);
    }

    private void keys(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("""
                select coalesce((select max(r.relid::oid) from pg_partition_ancestors(k.conrelid) r
                           where not (select relispartition from pg_class where oid = r.relid)), k.conrelid), k.confrelid,
                       array(select a.attname::text from unnest(k.conkey) with ordinality c(num, n)
                           join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.num order by c.n),
                       array(select a.attname::text from unnest(k.confkey) with ordinality c(num, n)
                           join pg_attribute a on a.attrelid = k.confrelid and a.attnum = c.num order by c.n),
                       k.confmatchtype = 'f'
                from pg_constraint k where k.contype = 'f' and k.conparentid = 0
                order by cardinality(k.conkey) desc, k.oid""")) {
            while (rows.next()) {
                Table from = tables.get(rows.getLong(1));
                Table to = tables.get(rows.getLong(2));
                List<String> columns = List.of((String[]) rows.getArray(3).getArray());
                if (from != null
                        && to != null
                        && from.keys.stream().noneMatch(k -> k.from.equals(columns) && k.target == to)) {
                    from.keys.add(new Key(
                            to,
                            columns,
                            List.of((String[]) rows.getArray(4).getArray()),
                            rows.getBoolean(5),
                            within(from.name, to.name, columns)));
                }
            }
        }
    }

    /** Whether a key leads to rows of the same record. */
    private boolean within(Name from, Name to, List<String> columns) {
        boolean declared =
                shape.related().keySet().stream().anyMatch(l -> l.table().equals(from) && columns.contains(l.column()));
        return !declared && shape.owns(from) && shape.owns(to);
    }
}
