package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.keepuntil.binding.Layout;
import org.keepuntil.binding.Treated;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.sql.ClassSql;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.springframework.jdbc.core.JdbcTemplate;

/** Which anonymised records of a class are alike in the columns of the test; a null is a value of its own. */
final class Likeness {
    private final Layout layout;
    private final ClassSql sql;
    private final Treated.Anonymity test;
    private final JdbcTemplate jdbc;

    Likeness(Layout layout, ClassSql sql, Treated.Anonymity test, JdbcTemplate jdbc) {
        this.layout = layout;
        this.sql = sql;
        this.test = test;
        this.jdbc = jdbc;
    }

    /**
     * Records that are alike.
     *
     * @param values as text, what they have in common
     * @param empty whether they have nothing left in any of the columns
     */
    record Group(String values, boolean empty, long records) {}

    /** The groups, the smallest first. */
    List<Group> groups() {
        Sql query = Sql.concat(
                "select v, e, count(*) from (select ",
                values(),
                " as v, ",
                empty(),
                " as e",
                from(),
                ") g group by v, e");
        return jdbc
                .query(
                        query.text(),
                        (row, n) -> new Group(row.getString(1), row.getBoolean(2), row.getLong(3)),
                        query.values().toArray())
                .stream()
                .sorted(Comparator.comparingLong(Group::records).thenComparing(Group::values))
                .toList();
    }

    static long smallest(List<Group> groups) {
        return groups.stream().mapToLong(Group::records).min().orElse(0);
    }

    /**
     * The groups that have to lose the columns so that none is too small. What has lost them is a group too: where it would be too
     * small, the next smallest joins it.
     */
    List<Group> suppressed(List<Group> groups) {
        List<Group> some = new ArrayList<>();
        long without =
                groups.stream().filter(Group::empty).mapToLong(Group::records).sum();
        for (Group group : groups) {
            boolean joins = group.records() < test.k() || (without > 0 && without < test.k());
            if (!group.empty() && joins) {
                some.add(group);
                without += group.records();
            }
        }
        return some;
    }

    /** The keys of records of the groups that no hold covers, in the order of the keys' texts. */
    List<List<String>> records(List<Group> groups) {
        List<List<String>> keys = new ArrayList<>();
        String[] values = groups.stream().map(Group::values).toArray(String[]::new);
        Sql query = Sql.concat(
                "select ",
                sql.key(),
                from(),
                " and not ",
                sql.held(),
                " and ",
                values(),
                " = any(",
                Sql.of("?::text[]", (Object) values),
                ")");
        jdbc.query(
                query.text(),
                row -> {
                    keys.add(List.of((String[]) row.getArray(1).getArray()));
                },
                query.values().toArray());
        keys.sort(Comparator.comparing(List::toString));
        return keys;
    }

    private Sql from() {
        return Sql.concat(
                " from (select distinct key from keepuntil.stage where class = ",
                Sql.of("?", layout.name()),
                " and deed in ('anonymised', 'pseudonymised')) s join ",
                Identifier.of(layout.root()),
                " r on ",
                sql.keyIs("s.key"),
                " where ",
                sql.ofClass());
    }

    private Sql values() {
        List<String> texts = new ArrayList<>();
        test.over()
                .forEach(over -> texts.add(rows(over)
                        .map(rows -> "(select array_agg(x."
                                + Identifier.quote(over.column().name()) + "::text order by x."
                                + Identifier.quote(over.column().name()) + "::text) " + rows + ")::text")
                        .orElse(Identifier.of("r", over.column()) + "::text")));
        return Sql.of("array[" + String.join(", ", texts) + "]::text");
    }

    private Sql empty() {
        List<String> tests = new ArrayList<>();
        for (Treated.Over over : test.over()) {
            String nothing = over.nothing();
            tests.add(rows(over)
                    .map(rows -> "not exists (select 1 " + rows + " and x."
                            + Identifier.quote(over.column().name()) + " is distinct from " + nothing + ")")
                    .orElse(Identifier.of("r", over.column()) + " is not distinct from " + nothing));
        }
        return Sql.of("(" + String.join(" and ", tests) + ")");
    }

    /** The rows of the component that has the column; empty for the record's own. */
    private Optional<String> rows(Treated.Over over) {
        return owner(over)
                .map(key -> "from " + Identifier.of(over.table()) + " x where " + Identifier.match(key, "x", "r"));
    }

    Optional<ForeignKey> owner(Treated.Over over) {
        return layout.components().stream()
                .filter(c -> c.table().equals(over.table()))
                .map(c -> c.owners().get(0))
                .findFirst();
    }
}
