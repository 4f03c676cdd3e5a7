package org.keepuntil.dispose;

import java.util.HashSet;
import java.util.Set;
import org.keepuntil.binding.Step;
import org.keepuntil.catalog.Table;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Locks the rows at the end of a foreign key. Rows that somebody else has locked, or has just changed, are skipped and the candidates
 * that they belong to are put off: the batch never waits for the application, and so can't be part of a deadlock with it.
 */
final class Locker {
    private final JdbcTemplate jdbc;
    private final Set<Long> putOff = new HashSet<>();

    private final boolean looking;

    Locker(JdbcTemplate jdbc) {
        this(jdbc, false);
    }

    private Locker(JdbcTemplate jdbc, boolean looking) {
        this.jdbc = jdbc;
        this.looking = looking;
    }

    /** One that finds rows and locks none. */
    static Locker onlyLooking(JdbcTemplate jdbc) {
        return new Locker(jdbc, true);
    }

    /** How a row is locked. */
    enum Strength {
        /** Not at all: it is locked already. */
        NONE(""),
        /** Nobody may change it. */
        SHARE(" for share of x skip locked"),
        /** Nobody may change it, nor refer to it. */
        UPDATE(" for update of x skip locked");

        private final String clause;

        Strength(String clause) {
            this.clause = clause;
        }
    }

    /** Candidates of which a row could not be locked. */
    Set<Long> putOff() {
        return putOff;
    }

    void putOff(Long candidate) {
        putOff.add(candidate);
    }

    /** Locks the rows at the end of a step from known rows, and says whose they are. */
    Places lock(Places from, Step step, Strength strength) {
        Places found = new Places(step.to());
        if (from.isEmpty()) {
            return found;
        }
        Sql want = Sql.concat(
                "select f.tableoid as ft, f.ctid as fp, x.tableoid as xt, x.ctid as xp from ",
                Identifier.of(step.from()),
                " f join ",
                Identifier.of(step.to()),
                " x on ",
                on(step),
                " where ",
                from.isIn("f"));
        Sql query = looking || strength == Strength.NONE
                ? Sql.concat("select ft::bigint, fp::text, xt::bigint, xp::text, true from (", want, ") w")
                : Sql.concat(
                        "with want as materialized (",
                        want,
                        "), got as materialized (",
                        locked(step.to(), strength),
                        ")",
                        " select w.ft::bigint, w.fp::text, w.xt::bigint, w.xp::text, g.p is not null",
                        " from want w left join got g on g.t = w.xt and g.p = w.xp");
        jdbc.query(
                query.text(),
                row -> {
                    Set<Long> owners = from.owners(new RowPlace(row.getLong(1), row.getString(2)));
                    if (row.getBoolean(5)) {
                        found.add(new RowPlace(row.getLong(3), row.getString(4)), owners);
                    } else {
                        putOff.addAll(owners);
                    }
                },
                query.values().toArray());
        return found;
    }

    /** The rows of {@code want} that could be locked. */
    static Sql locked(Table table, Strength strength) {
        return Sql.of("select x.tableoid as t, x.ctid as p from " + Identifier.of(table)
                + " x where x.ctid = any(array(select xp from want))"
                + (table.spread() ? " and (x.tableoid, x.ctid) in (select xt, xp from want)" : "") + strength.clause);
    }

    private static String on(Step step) {
        return step.direction() == Step.Direction.TO_PARENT
                ? Identifier.match(step.key(), "f", "x")
                : Identifier.match(step.key(), "x", "f");
    }
}
