package org.keepuntil.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

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
