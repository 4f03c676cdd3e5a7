package org.keepuntil.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.keepuntil.job.Shape.Link;
import org.keepuntil.job.Shape.Name;

/** A schema such as other people leave behind, by chance: the same seed gives the same one. */
final class RandomSchema {
    private static final List<String> SCHEMAS = List.of("app", "app", "Odd 100% Schema");
    private static final List<String> NAMES =
            List.of("order", "user", "Case?", "group", "a b", "naïve", "\"q\"", "part", "Note");
    private static final List<String> TYPES = List.of(
            "int",
            "bigint",
            "uuid",
            "text",
            "varchar(20)",
            "character(8)",
            "numeric(12,2)",
            "numeric",
            "app.code",
            "app.ci",
            "date",
            "bytea",
            "app.small",
            "timestamptz");
    private static final List<String> ACTIONS = List.of(
            "",
            "",
            " on delete restrict",
            " on delete no action",
            " on delete cascade",
            " on delete set null",
            " on delete set default");
    private static final List<String> TIMES = List.of("", "", "", " deferrable", " deferrable initially deferred");

    private final Random random;
    private final List<Table> tables = new ArrayList<>();
    private final List<String> script = new ArrayList<>();
    private final Map<Link, Boolean> related = new LinkedHashMap<>();
    private int columns;

    RandomSchema(long seed) {
        this.random = new Random(seed);
    }

    private record Column(String name, String type) {
        String sql() {
            return Shape.quote(name) + " " + type;
        }
    }

    private static final class Table {
        final Name name;
        final List<String> definitions = new ArrayList<>();
        /** Keys by which others may refer to the table. */
        final List<List<Column>> keys = new ArrayList<>();

        boolean heirs;

        Table(Name name) {
            this.name = name;
        }
    }

    /** Makes the schema; its script is in {@link #script}. */
    Shape make() {
        script.add("create schema app; create schema \"Odd 100% Schema\"; create extension citext with schema app;"
                + " create domain app.code as text check (value <> ''); create domain app.ci as app.citext;"
                + " create domain app.small as int check (value >= 0)");
        Table root = table("file", true);
        root.definitions.add("closed date");
        List<Table> components = new ArrayList<>();
        int n = 1 + random.nextInt(6);
        for (int i = 0; i < n; i++) {
            Table component = table("c" + i, false);
            List<Table> owners = new ArrayList<>(components);
            owners.add(root);
            int links = 1 + random.nextInt(2);
            boolean linked = false;
            for (int k = 0; k < links; k++) {
                linked |= key(component, pick(owners), false, null);
            }
            if (!linked) {
                key(component, root, false, null);
            }
            if (chance(4)) {
                key(component, component, true, null);
            }
            components.add(component);
        }
        tables.forEach(this::create);
        circles(root, components);
        others(root, components);
        components.forEach(this::heir);
        return new Shape(root.name, components.stream().map(c -> c.name).toList(), related, "closed");
    }

    String script() {
        return String.join(";\n", script);
    }

    private Table table(String plain, boolean root) {
        String name = chance(3) ? pick(NAMES) + " " + plain : plain;
        Table table = new Table(new Name(pick(SCHEMAS), name));
        tables.add(table);
        if (root || !chance(6)) {
            List<Column> key = new ArrayList<>();
            int width = 1 + (chance(3) ? 1 + random.nextInt(2) : 0);
            for (int i = 0; i < width; i++) {
                key.add(column());
            }
            table.keys.add(key);
        }
        if (chance(3)) {
            table.keys.add(List.of(column(), column()));
        }
        return table;
    }

    private Column column() {
        columns++;
        return new Column((chance(4) ? "Select " : "k") + columns, pick(TYPES));
    }

    /**
     * A foreign key, as a definition of the table or, where the other table comes later, as a statement.
     *
     * @param fate null where the key makes the row part of a record
     */
    private boolean key(Table from, Table to, boolean nullable, @Nullable Boolean fate) {
        if (to.keys.isEmpty()) {
            return false;
        }
        List<Column> target = pick(to.keys);
        boolean canBeNull = nullable || chance(2);
        List<String> names = new ArrayList<>();
        List<String> added = new ArrayList<>();
        for (Column column : target) {
            columns++;
            String name = (chance(4) ? "Ref " : "r") + columns;
            names.add(Shape.quote(name));
            String type = column.type;
            boolean generated = fate == null && type.equals("int") && chance(5);
            if (generated) {
                added.add(Shape.quote("of " + name) + " int" + (canBeNull ? "" : " not null"));
            }
            added.add(Shape.quote(name) + " " + type
                    + (generated ? " generated always as (" + Shape.quote("of " + name) + ") stored" : "")
                    + (canBeNull ? "" : " not null"));
            if (fate != null && names.size() == 1) {
                related.put(new Link(from.name, name), fate);
            }
        }
        boolean anyGenerated = added.stream().anyMatch(a -> a.contains("generated"));
        String action = pick(ACTIONS);
        if (anyGenerated && action.contains("set")) {
            action = "";
        }
        String key = "foreign key (" + String.join(", ", names) + ") references " + to.name.sql() + " ("
                + String.join(
                        ", ", target.stream().map(c -> Shape.quote(c.name)).toList()) + ")"
                + (target.size() > 1 && chance(4) ? " match full" : "") + action + pick(TIMES);
        boolean made = script.stream().anyMatch(s -> s.startsWith("create table " + from.name.sql() + " "));
        if (made) {
            added.forEach(a -> script.add("alter table " + from.name.sql() + " add column " + a));
            script.add("alter table " + from.name.sql() + " add " + key);
        } else {
            from.definitions.addAll(added);
            from.definitions.add(key);
        }
        return true;
    }

    private void create(Table table) {
        List<String> all = new ArrayList<>();
        for (List<Column> key : table.keys) {
            key.forEach(c -> all.add(c.sql() + (identity(c, key) ? " generated always as identity" : " not null")));
        }
        all.addAll(table.definitions);
        all.add("body text");
        for (int i = 0; i < table.keys.size(); i++) {
            String names = String.join(
                    ", ",
                    table.keys.get(i).stream().map(c -> Shape.quote(c.name)).toList());
            all.add((i == 0 ? "primary key (" : "unique (") + names + ")");
        }
        boolean partitioned = table.keys.size() == 1 && chance(4);
        String by = "";
        if (partitioned) {
            by = partitions(table);
        } else {
            table.heirs = chance(6);
        }
        script.add("create table " + table.name.sql() + " (" + String.join(", ", all) + ")" + by);
        if (partitioned) {
            addPartitions(table, by);
        }
    }

    private boolean identity(Column column, List<Column> key) {
        return key.size() == 1 && column.type.equals("bigint") && column.name.startsWith("k");
    }

    private String partitions(Table table) {
        Column first = table.keys.get(0).get(0);
        String kind = first.type.equals("int") ? "range" : chance(2) ? "list" : "hash";
        return " partition by " + kind + " (" + Shape.quote(first.name) + ")";
    }

    private void addPartitions(Table table, String by) {
        String part = Shape.quote(table.name.schema()) + "." + Shape.quote(table.name.table() + " p");
        String of = " partition of " + table.name.sql();
        if (by.contains("hash")) {
            for (int i = 0; i < 3; i++) {
                script.add("create table " + part.replace(" p\"", " p" + i + "\"") + of
                        + " for values with (modulus 3, remainder " + i + ")");
            }
        } else {
            script.add("create table " + part + of + " default");
            if (by.contains("range")) {
                script.add("create table " + part.replace(" p\"", " p1\"") + of + " for values from (0) to (20)");
                script.add("create table " + part.replace(" p\"", " p2\"") + of
                        + " for values from (20) to (60) partition by hash ("
                        + Shape.quote(table.keys.get(0).get(0).name) + ")");
                script.add("create table " + part.replace(" p\"", " p3\"") + " partition of "
                        + part.replace(" p\"", " p2\"") + " for values with (modulus 1, remainder 0)");
            }
        }
    }

    /** Keys that lead back. */
    private void circles(Table root, List<Table> components) {
        for (int i = 0; i < components.size(); i++) {
            if (chance(3)) {
                Table from = components.get(random.nextInt(i + 1));
                key(from, components.get(i), true, null);
            }
        }
        if (chance(4)) {
            key(root, pick(components), true, null);
        }
    }

    /** Rows that stay, and what they and the parts of a record refer to. */
    private void others(Table root, List<Table> components) {
        List<Table> owned = new ArrayList<>(components);
        owned.add(root);
        int n = random.nextInt(4);
        for (int i = 0; i < n; i++) {
            Table other = table("s" + i, false);
            create(other);
            key(other, pick(owned), true, chance(3) ? Boolean.FALSE : Boolean.TRUE);
            if (chance(3)) {
                key(other, pick(owned), true, Boolean.TRUE);
            }
            if (chance(2)) {
                Table user = pick(owned);
                key(user, other, true, null);
            }
        }
        if (chance(3)) {
            key(pick(components), pick(owned), true, true);
        }
        if (chance(3)) {
            key(root, root, true, chance(4) ? Boolean.FALSE : Boolean.TRUE);
        }
    }

    private void heir(Table table) {
        if (table.heirs) {
            script.add("create table " + Shape.quote(table.name.schema()) + "."
                    + Shape.quote(table.name.table() + " old") + " () inherits (" + table.name.sql() + ")");
        }
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}
