package org.keepuntil.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Layout.Reach;
import org.keepuntil.binding.Path;
import org.keepuntil.binding.Step;
import org.keepuntil.catalog.Column;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;

/**
 * The records of a class in which people figure, found from the people: as the record or a row of it, in a role, or because a row of the
 * record refers to them. From a component one goes up to the record, whatever the way and however long: each row is found once.
 */
final class FigureSql {
    private static final String ROOT = "g";
    private static final String PERSON = "p";
    private static final String AT = "keepuntil_at";
    private static final List<String> PLACE = List.of("tableoid", "ctid");

    private final Layout layout;
    private final PersonTable people;

    FigureSql(Layout layout, PersonTable people) {
        this.layout = layout;
        this.people = people;
    }

    /**
     * From a person to a row of the record.
     *
     * @param byKey whether the person's key is all that it takes, and not the row, which may be gone or out of reach
     */
    private record Way(String join, boolean byKey) {
        String at() {
            return byKey ? PERSON + "." + AT : "h.at";
        }
    }

    /** The ways to the people of every role. */
    static List<List<Step>> peoplePaths(Layout layout) {
        return layout.people().values().stream()
                .flatMap(role -> Stream.concat(
                        role.born().paths().stream(), role.died().stream().flatMap(died -> died.paths().stream())))
                .map(Path::steps)
                .distinct()
                .toList();
    }

    /** Whether a row of the table can figure in a record of the class at all. */
    boolean isPossible() {
        return !ofRoot().isEmpty() || !ofComponents().isEmpty();
    }

    /**
     * The keys of the records, in their own types, and the moment of the person; some may come more than once, and some may be of another
     * class of the same table.
     *
     * @param keys a query of two columns: the keys of the people, as arrays of text, and a moment
     */
    Sql records(Sql keys) {
        List<String> columns =
                layout.key().stream().map(c -> Identifier.of(ROOT, c)).toList();
        String select = "select " + String.join(", ", columns) + ", ";
        List<Sql> all = new ArrayList<>();
        ofRoot().forEach(way -> all.add(Sql.concat(select, way.at(), " from ", people(keys, way), way.join())));
        Set<Table> starts = new LinkedHashSet<>();
        List<Sql> rows = new ArrayList<>();
        ofComponents().forEach((table, ways) -> {
            starts.add(table);
            ways.forEach(way -> rows.add(
                    Sql.concat("select c.tableoid, c.ctid, ", way.at(), " from ", people(keys, way), way.join())));
        });
        if (!rows.isEmpty()) {
            all.add(Sql.concat(
                    select + "w.at from (with recursive w (t, c, at) as (",
                    joined(rows, " union "),
                    climb(starts),
                    ") select t, c, at from w) w join " + Identifier.of(layout.root()) + " " + ROOT + " on " + ROOT
                            + ".tableoid = w.t and " + ROOT + ".ctid = w.c"));
        }
        return joined(all, " union all ");
    }

    /**
     * The rows of one table of the record that are such a person or refer to one, as table and place; none where no way leads there.
     *
     * @param alias of the table in the condition
     */
    List<Sql> rows(Table table, Sql keys, String alias, Sql condition) {
        return ofTable(table, alias).stream()
                .map(way -> Sql.concat(
                        "select " + alias + ".tableoid::bigint, " + alias + ".ctid::text from ",
                        people(keys, way),
                        way.join(),
                        " where ",
                        condition))
                .toList();
    }

    private Sql people(Sql keys, Way way) {
        if (!way.byKey()) {
            return Sql.concat(
                    "(",
                    keys,
                    ") h (key, at) join " + Identifier.of(people.table()) + " " + PERSON + " on ",
                    people.keyIs(PERSON, "h.key"));
        }
        List<String> columns = new ArrayList<>();
        for (Column column : people.key()) {
            columns.add(
                    "h.key[" + (columns.size() + 1) + "]::" + column.type() + " as " + Identifier.quote(column.name()));
        }
        return Sql.concat(
                "(select " + String.join(", ", columns) + ", h.at as " + AT + " from (",
                keys,
                ") h (key, at)) " + PERSON);
    }

    /** Whether the link leads to the person's key, and compares it as it is. */
    private boolean byKey(ForeignKey key) {
        return key.isConstraint()
                && key.equal().stream().allMatch("="::equals)
                && people.key().stream().allMatch(c -> c.equal().equals("="))
                && keyColumns().containsAll(key.toColumns());
    }

    /** How the record's own rows hang together with the people. */
    private List<Way> ofRoot() {
        List<Way> ways = new ArrayList<>(ofTable(layout.root(), ROOT));
        for (List<Step> path : peoplePaths(layout)) {
            for (int length = 1; length <= path.size(); length++) {
                List<Step> steps = path.subList(0, length);
                Step last = steps.get(length - 1);
                if (last.to().equals(people.table())) {
                    ways.add(new Way(back(steps), last.direction() == Step.Direction.TO_PARENT && byKey(last.key())));
                }
            }
        }
        return ways.stream().distinct().toList();
    }

    /** From the person at the end of the steps back to the record. */
    private String back(List<Step> steps) {
        StringBuilder joins = new StringBuilder();
        String far = PERSON;
        for (int i = steps.size() - 1; i >= 0; i--) {
            String near = i == 0 ? ROOT : "b" + i;
            joins.append(join(steps.get(i).from(), near)).append(Rows.on(near, steps.get(i), far));
            far = near;
        }
        return joins.toString();
    }

    private Map<Table, List<Way>> ofComponents() {
        Map<Table, List<Way>> ways = new LinkedHashMap<>();
        for (Layout.Component component : layout.components()) {
            List<Way> found = ofTable(component.table(), "c");
            if (!found.isEmpty()) {
                ways.put(component.table(), found);
            }
        }
        return ways;
    }

    /** How rows of one of the record's tables hang together with the people: being one of them, or referring to one. */
    private List<Way> ofTable(Table table, String alias) {
        List<Way> ways = new ArrayList<>();
        if (table.equals(people.table())) {
            ways.add(new Way(
                    join(table, alias) + alias + ".tableoid = " + PERSON + ".tableoid and " + alias + ".ctid = "
                            + PERSON + ".ctid",
                    false));
        }
        layout.leads().forEach((key, to) -> {
            if (key.from() == table.oid() && to.equals(people.table())) {
                ways.add(new Way(join(table, alias) + Identifier.match(key, alias, PERSON), byKey(key)));
            }
        });
        return ways;
    }

    private static String join(Table table, String alias) {
        return " join " + Identifier.of(table) + " " + alias + " on ";
    }

    /** The recursive part: the rows above each row that was found. */
    private Sql climb(Set<Table> starts) {
        List<Sql> steps = new ArrayList<>();
        for (Step up : upwards(starts)) {
            steps.add(Sql.of("select u.tableoid, u.ctid from " + Identifier.of(up.from()) + " c join "
                    + Identifier.of(up.to()) + " u on " + Rows.on("c", up, "u")
                    + " where c.tableoid = w.t and c.ctid = w.c"));
        }
        return Sql.concat(
                " union select n.t, n.c, w.at from w cross join lateral (", joined(steps, " union all "), ") n (t, c)");
    }

    /** Every link that makes a row part of the record, from the tables on, towards the record. */
    private Set<Step> upwards(Set<Table> starts) {
        Set<Step> upwards = new LinkedHashSet<>();
        Set<Table> seen = new LinkedHashSet<>(starts);
        Deque<Table> open = new ArrayDeque<>(starts);
        while (!open.isEmpty()) {
            for (Step up : above(open.remove())) {
                upwards.add(up);
                if (seen.add(up.to())) {
                    open.add(up.to());
                }
            }
        }
        return upwards;
    }

    /** What a row belongs to; of a shared one, what refers to it. */
    private List<Step> above(Table table) {
        List<Step> above = new ArrayList<>();
        layout.component(table).ifPresent(component -> {
            component
                    .owners()
                    .forEach(key -> above.add(new Step(key, Step.Direction.TO_PARENT, table, layout.table(key.to()))));
            if (component.reach() == Reach.SHARED) {
                component
                        .referrers()
                        .forEach(key ->
                                above.add(new Step(key, Step.Direction.TO_CHILDREN, table, layout.table(key.from()))));
            }
        });
        return above;
    }

    /** Whether the record {@code r} is one of {@link #records}. */
    Sql covers(Sql keys) {
        return exists(layout.key(), records(keys), ", at");
    }

    /** Whether the key of {@code r} is one of those that a query finds. */
    static Sql keyIn(List<Column> key, Sql query) {
        return exists(key, query, "");
    }

    private static Sql exists(List<Column> key, Sql query, String more) {
        return Sql.concat(
                "exists (select 1 from (",
                query,
                ") f (" + String.join(", ", names(key)) + more + ") where " + equal("f", key) + ")");
    }

    /** Names for the columns of a key. */
    static List<String> names(List<Column> key) {
        return IntStream.rangeClosed(1, key.size()).mapToObj(n -> "k" + n).toList();
    }

    /** Whether the columns so named of an alias are the key of {@code r}. */
    static String equal(String alias, List<Column> key) {
        List<String> equal = new ArrayList<>();
        for (Column column : key) {
            equal.add(
                    alias + ".k" + (equal.size() + 1) + " " + column.equal() + " " + Identifier.of(Joins.ROOT, column));
        }
        return String.join(" and ", equal);
    }

    /** The columns that it takes to find the records, by table. */
    Map<Table, Set<String>> reads() {
        Map<Table, Set<String>> reads = new LinkedHashMap<>();
        if (!isPossible()) {
            return reads;
        }
        Set<Table> starts = ofComponents().keySet();
        starts.forEach(table -> add(reads, table, PLACE));
        upwards(starts).forEach(step -> {
            add(reads, step);
            add(reads, step.from(), PLACE);
            add(reads, step.to(), PLACE);
        });
        layout.leads().forEach((key, to) -> {
            if (to.equals(people.table())) {
                link(reads, new Step(key, Step.Direction.TO_PARENT, layout.table(key.from()), to));
            }
        });
        if (layout.owns(people.table())) {
            add(reads, people.table(), PLACE);
            add(reads, people.table(), keyColumns());
        }
        peoplePaths(layout).stream()
                .filter(path -> path.stream().anyMatch(step -> step.to().equals(people.table())))
                .forEach(path -> path.forEach(step -> link(reads, step)));
        return reads;
    }

    /** The columns by which the people are known. */
    List<String> keyColumns() {
        return people.key().stream().map(Column::name).toList();
    }

    private void link(Map<Table, Set<String>> reads, Step step) {
        boolean last = step.to().equals(people.table());
        if (last && step.direction() == Step.Direction.TO_PARENT && byKey(step.key())) {
            add(reads, step.from(), step.nearColumns());
            return;
        }
        add(reads, step);
        if (last) {
            add(reads, step.to(), keyColumns());
        }
    }

    private static void add(Map<Table, Set<String>> reads, Step step) {
        add(reads, step.from(), step.nearColumns());
        add(reads, step.to(), step.farColumns());
        step.key()
                .declared()
                .flatMap(ForeignKey.Declared::only)
                .ifPresent(only -> add(
                        reads,
                        step.direction() == Step.Direction.TO_PARENT ? step.from() : step.to(),
                        List.of(only.column())));
    }

    private static void add(Map<Table, Set<String>> reads, Table table, List<String> columns) {
        reads.computeIfAbsent(table, t -> new LinkedHashSet<>()).addAll(columns);
    }

    static Sql joined(List<Sql> members, String word) {
        Sql all = members.get(0);
        for (Sql each : members.subList(1, members.size())) {
            all = Sql.concat(all, word, each);
        }
        return all;
    }
}
