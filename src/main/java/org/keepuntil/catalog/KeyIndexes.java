package org.keepuntil.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether rows can be found by a foreign key, or by a day, without reading the whole table. */
public final class KeyIndexes {
    private KeyIndexes() {}

    /** Whether a whole index of the table begins with these columns, in any order. */
    public static boolean begin(Connection connection, Table table, List<String> columns) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select exists (
                    select 1 from pg_catalog.pg_index i
                    where i.indrelid = ? and i.indisvalid and i.indpred is null and i.indnkeyatts >= cardinality(wanted)
                      and wanted <@ array(
                          select a.attname::text
                          from unnest(i.indkey[0:cardinality(wanted) - 1]) as k (attnum)
                          join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum))
                from (select ?::text[] as wanted) w""")) {
            query.setLong(1, table.oid());
            query.setArray(2, connection.createArrayOf("text", columns.toArray()));
            try (ResultSet result = query.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    /** What the indexes of a table do for those who look for rows by a link. */
    public enum Found {
        YES,
        NO,
        /** There is one with a condition, or over an expression, of which it can't be told. */
        PERHAPS
    }

    /** Whether rows are found by a foreign key or a declared link: by its columns, its member, its condition. */
    public static Found find(Connection connection, Table table, ForeignKey key) throws SQLException {
        Optional<String> member = key.declared().flatMap(ForeignKey.Declared::member);
        Optional<ForeignKey.Only> only = key.declared().flatMap(ForeignKey.Declared::only);
        List<String> all = new ArrayList<>(key.fromColumns());
        only.ifPresent(o -> all.add(o.column()));
        if (member.isEmpty() && (begin(connection, table, key.fromColumns()) || begin(connection, table, all))) {
            return Found.YES;
        }
        // how the server prints the expression and the condition of such an index
        try (PreparedStatement query = connection.prepareStatement("""
                select bool_or(case when l.member is null
                           then l.names <@ array(select pg_catalog.pg_get_indexdef(i.indexrelid, k, true)
                               from generate_series(1, cardinality(l.names)) k)
                           else pg_catalog.pg_get_indexdef(i.indexrelid, 1, true) = format('(%s ->> %L::text)', l.names[1], l.member) end
                       and (i.indpred is null or pg_catalog.pg_get_expr(i.indpred, i.indrelid) in (
                           format('(%s = %L::text)', l.only, l.value), format('((%s)::text = %L::text)', l.only, l.value)))),
                       bool_or((i.indpred is not null or i.indexprs is not null)
                           and position(l.names[1] in pg_catalog.pg_get_indexdef(i.indexrelid)) > 0)
                from pg_catalog.pg_index i
                cross join (select array(select quote_ident(n) from unnest(?::text[]) n) as names,
                    ?::text as member, quote_ident(?::text) as only, ?::text as value) l
                where i.indrelid = ? and i.indisvalid""")) {
            query.setArray(1, connection.createArrayOf("text", key.fromColumns().toArray()));
            query.setString(2, member.orElse(null));
            query.setString(3, only.map(ForeignKey.Only::column).orElse(null));
            query.setString(4, only.map(ForeignKey.Only::value).orElse(null));
            query.setLong(5, table.oid());
            try (ResultSet result = query.executeQuery()) {
                result.next();
                return result.getBoolean(1) ? Found.YES : result.getBoolean(2) ? Found.PERHAPS : Found.NO;
            }
        }
    }

    /** Whether an index of the table is sorted by this column first; it may leave out the rows that have no value there. */
    public static boolean sortedBy(Connection connection, Table table, String column) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select exists (
                    select 1 from pg_catalog.pg_index i
                    join pg_catalog.pg_class c on c.oid = i.indexrelid
                    join pg_catalog.pg_am m on m.oid = c.relam and m.amname = 'btree'
                    join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
                    where i.indrelid = ? and i.indisvalid and a.attname = ?
                      and (i.indpred is null
                        or pg_catalog.pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', a.attname)))""")) {
            query.setLong(1, table.oid());
            query.setString(2, column);
            try (ResultSet result = query.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }
}
