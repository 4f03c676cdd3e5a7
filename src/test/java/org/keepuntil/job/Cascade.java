package org.keepuntil.job;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keepuntil.job.Shape.Link;
import org.keepuntil.job.Shape.Name;

/**
 * A copy of a database whose foreign keys are rewritten so that PostgreSQL itself does what is expected of a run: it knows nothing of
 * how Keepuntil finds, orders, locks and counts.
 */
final class Cascade {
    private final DataSource copy;
    private final Shape shape;

    Cascade(DataSource copy, Shape shape) {
        this.copy = copy;
        this.shape = shape;
    }

    /** A foreign key, of a table or of one of its partitions or inheritance children. */
    private record Key(
            String table, String name, String definition, Name from, Name to, List<String> columns, List<String> cut) {}

    /**
     * Deletes the records that are due and to which nothing that stays refers.
     *
     * @return how many went
     */
    int delete(String due) throws SQLException {
        try (Connection connection = copy.getConnection();
                Statement statement = connection.createStatement()) {
            rewrite(statement);
            connection.setAutoCommit(false);
            List<String> going = new ArrayList<>();
            for (String place : places(statement, due)) {
                if (goes(connection, statement, place)) {
                    going.add(place);
                }
            }
            if (!going.isEmpty()) {
                statement.execute(deletion(String.join(", ", going)));
            }
            connection.commit();
            return going.size();
        }
    }

    /** In one statement, for a row that loses its link to another one moves. */
    private String deletion(String places) {
        return "delete from " + shape.root().sql() + " where (tableoid, ctid) in (" + places + ")";
    }

    private boolean goes(Connection connection, Statement statement, String place) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            statement.execute(deletion(place));
            statement.execute("set constraints all immediate");
            return true;
        } catch (SQLException e) {
            if (!Set.of("23503", "23001").contains(e.getSQLState())) {
                throw e;
            }
            return false;
        } finally {
            connection.rollback(before);
        }
    }

    private List<String> places(Statement statement, String due) throws SQLException {
        List<String> places = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("select format('(%s::oid, %L::tid)', tableoid::oid, ctid) from "
                + shape.root().sql() + " where " + due)) {
            while (rows.next()) {
                places.add(rows.getString(1));
            }
        }
        return places;
    }

    private void rewrite(Statement statement) throws SQLException {
        Set<String> tables = new TreeSet<>();
        for (Key key : keys(statement)) {
            tables.add(key.table());
            String action = action(key);
            if (action != null) {
                statement.execute("alter table " + key.table() + " drop constraint " + Shape.quote(key.name()));
                statement.execute("alter table " + key.table() + " add constraint " + Shape.quote(key.name()) + " "
                        + with(key.definition(), action));
            }
        }
        for (String heir : heirs(statement)) {
            statement.execute(heir);
        }
        for (String table : tables) {
            statement.execute("alter table " + table + " disable trigger user");
        }
    }

    /** Rows of inheritance children are part of a record as those of the table itself are, with a key of their own or without. */
    private List<String> heirs(Statement statement) throws SQLException {
        List<String> added = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                select format('alter table %s add foreign key (%s) %s not valid', i.inhrelid::regclass,
                           (select string_agg(quote_ident(a.attname), ', ' order by n) from unnest(k.conkey) with ordinality c (num, n)
                               join pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.num),
                           regexp_replace(replace(pg_get_constraintdef(k.oid), ' NOT VALID', ''), '^.*(?= REFERENCES)', ''))
                from pg_inherits i
                join pg_class c on c.oid = i.inhrelid and not c.relispartition
                join pg_constraint k on k.conrelid = i.inhparent and k.contype = 'f' and k.confdeltype = 'c'""")) {
            while (rows.next()) {
                added.add(rows.getString(1));
            }
        }
        return added;
    }

    private @Nullable String action(Key key) {
        if (!shape.owns(key.to())) {
            return null;
        }
        for (var related : shape.related().entrySet()) {
            Link link = related.getKey();
            if (link.table().equals(key.from()) && key.columns().contains(link.column())) {
                return related.getValue() ? setNull(key) : "NO ACTION";
            }
        }
        boolean ownCircle = key.from().equals(shape.root()) && !key.to().equals(shape.root());
        return shape.owns(key.from()) && !ownCircle ? "CASCADE" : null;
    }

    /** What another key needs stays, unless the columns of the key are null or not together. */
    private static String setNull(Key key) {
        boolean apart = key.columns().size() > key.cut().size()
                && !key.cut().isEmpty()
                && !key.definition().contains(" MATCH FULL");
        return apart ? "SET NULL (" + String.join(", ", key.cut()) + ")" : "SET NULL";
    }

    private static String with(String definition, String action) {
        String plain = definition.replaceFirst(
                " ON DELETE (NO ACTION|RESTRICT|CASCADE|SET NULL|SET DEFAULT)( \\([^)]*\\))?", "");
        int end = plain.length();
        for (String tail : List.of(" DEFERRABLE", " NOT VALID")) {
            int at = plain.indexOf(tail);
            end = at < 0 ? end : Math.min(end, at);
        }
        return plain.substring(0, end) + " ON DELETE " + action + plain.substring(end);
    }

    private static List<Key> keys(Statement statement) throws SQLException {
        List<Key> keys = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                select k.conrelid::regclass::text, k.conname, pg_get_constraintdef(k.oid), fn.nspname, fc.relname, tn.nspname, tc.relname,
                       array(select a.attname::text from unnest(k.conkey) n join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n),
                       array(select quote_ident(a.attname) from unnest(k.conkey) n
                           join pg_attribute a on a.attrelid = k.conrelid and a.attnum = n and not a.attnotnull
                           where not exists (select from pg_constraint o where o.contype = 'f' and o.conrelid = k.conrelid
                               and o.oid <> k.oid and a.attnum = any(o.conkey)))
                from pg_constraint k
                join pg_class fc on fc.oid = coalesce((select max(r.relid::oid) from pg_partition_ancestors(k.conrelid) r
                    where not (select relispartition from pg_class where oid = r.relid)),
                    (select i.inhparent from pg_inherits i where i.inhrelid = k.conrelid), k.conrelid)
                join pg_namespace fn on fn.oid = fc.relnamespace
                join pg_class tc on tc.oid = k.confrelid
                join pg_namespace tn on tn.oid = tc.relnamespace
                where k.contype = 'f' and k.conparentid = 0 and tn.nspname <> 'keepuntil' and fn.nspname <> 'keepuntil'
                order by 1, 2""")) {
            while (rows.next()) {
                keys.add(new Key(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        new Name(rows.getString(4), rows.getString(5)),
                        new Name(rows.getString(6), rows.getString(7)),
                        List.of((String[]) rows.getArray(8).getArray()),
                        List.of((String[]) rows.getArray(9).getArray())));
            }
        }
        return keys;
    }
}
