package org.keepuntil.dispose;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.keepuntil.binding.Step;
import org.keepuntil.catalog.Table;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Sql;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Locks the rows at the end of a foreign key. Rows that somebody else has locked, or has just changed, are skipped and the candidates
 * that they belong to are put off: the batch never waits for the application, and so can't be part of a deadlock with it.
 */
final class Locker {
    private final JdbcTemplate jdbc;
    private final boolean only;
    private final Set<Long> putOff = new HashSet<>();

    Locker(JdbcTemplate jdbc) {
        this(jdbc, false);
    }

    private Locker(JdbcTemplate jdbc, boolean only) {
        this.jdbc = jdbc;
        this.only = only;
    }

    /** One that finds the same rows in the snapshot of its transaction, and locks none. */
    static Locker looking(JdbcTemplate jdbc) {
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
        return lock(from, step, strength, (near, far) -> {});
    }

    /**
     * The same.
     *
     * @param pairs gets each known row with each that was locked because of it
     */
    Places lock(Places from, Step step, Strength wanted, BiConsumer<RowPlace, RowPlace> pairs) {
        Strength strength = only ? Strength.NONE : wanted;
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
        Sql query = only || strength == Strength.NONE
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
                    RowPlace near = new RowPlace(row.getLong(1), row.getString(2));
                    Set<Long> owners = from.owners(near);
                    if (row.getBoolean(5)) {
                        RowPlace far = new RowPlace(row.getLong(3), row.getString(4));
                        found.add(far, owners);
                        pairs.accept(near, far);
                    } else {
                        putOff.addAll(owners);
                    }
                },
                query.values().toArray());
        return found;
    }

    /**
     * Lets nobody write to a table before the transaction ends. Where somebody is about to, the candidates of these rows are put off: they
     * are not waited for longer than the batch waits for anything.
     */
    void share(Table table, Places of) {
        if (of.isEmpty()) {
            return;
        }
        jdbc.execute("savepoint before_table");
        try {
            jdbc.execute("lock table " + Identifier.of(table) + " in share mode");
        } catch (DataAccessException e) {
            if (!Patience.sqlState(e).equals(Patience.LOCKED)) {
                throw e;
            }
            jdbc.execute("rollback to savepoint before_table");
            of.rows().forEach(row -> putOff.addAll(of.owners(row)));
        }
    }

    /** Those of the rows that have a value that leads to no row. */
    Places leadNowhere(Places from, Step step) {
        Places nowhere = new Places(step.from());
        if (from.isEmpty()) {
            return nowhere;
        }
        Sql query = Sql.concat(
                "select f.tableoid::bigint, f.ctid::text from ",
                Identifier.of(step.from()),
                " f where ",
                from.isIn("f"),
                " and ",
                Identifier.refers(step.key(), "f"),
                " and not exists (select 1 from ",
                Identifier.of(step.to()),
                " x where ",
                on(step),
                ")");
        jdbc.query(
                query.text(),
                row -> {
                    RowPlace place = new RowPlace(row.getLong(1), row.getString(2));
                    nowhere.add(place, from.owners(place));
                },
                query.values().toArray());
        return nowhere;
    }

    /** Locks rows that were found without a lock; the owners of those that somebody else has or has changed are put off. */
    Places lock(Places found) {
        Places locked = new Places(found.table());
        if (found.isEmpty()) {
            return locked;
        }
        Sql query = Sql.concat(
                "select x.tableoid::bigint, x.ctid::text from ",
                Identifier.of(found.table()),
                " x where ",
                found.isIn("x"),
                Strength.UPDATE.clause);
        jdbc.query(
                query.text(),
                row -> {
                    RowPlace place = new RowPlace(row.getLong(1), row.getString(2));
                    locked.add(place, found.owners(place));
                },
                query.values().toArray());
        found.without(locked).rows().forEach(place -> putOff.addAll(found.owners(place)));
        return locked;
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
