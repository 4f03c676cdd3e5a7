package org.keepuntil.catalog;

import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of a table that may go as a whole when all their rows do. Only those by range of a day or a moment whose range is over:
 * no row that comes from now on belongs there. The partitions of a list or of a hash, a default one and the last are wanted again
 * tomorrow.
 */
public final class Partitions {
    /** What the server would do about a DROP that it would not do about a DELETE, or the other way round. */
    private static final String OBSTACLES = """
            select format('trigger %s fires when rows are removed', t.tgname)
                from pg_catalog.pg_trigger t
                where t.tgrelid = any(kin.below || kin.above) and not t.tgisinternal and t.tgenabled in ('O', 'A')
                  and t.tgtype & (8 | 32) <> 0
            union
            select format('it has a trigger of its own, %s', t.tgname)
                from pg_catalog.pg_trigger t
                where t.tgrelid = any(kin.below) and not t.tgisinternal and t.tgparentid = 0
            union
            select format('rule %s does something when rows are removed', r.rulename)
                from pg_catalog.pg_rewrite r where r.ev_class = any(kin.below || kin.above) and r.ev_type = '4'
            union
            select format('foreign key %s holds for it alone', k.conname)
                from pg_catalog.pg_constraint k
                where k.contype = 'f' and k.conparentid = 0 and (k.conrelid = any(kin.below) or k.confrelid = any(kin.below))
            union
            select format('row-level security is on for %s', l.oid::regclass)
                from pg_catalog.pg_class l where l.oid = any(kin.below) and l.relrowsecurity
            union
            select format('rows of %s are on another server', l.oid::regclass)
                from pg_catalog.pg_class l where l.oid = any(kin.below) and l.relkind not in ('r', 'p')
            union
            select format('publication %s copies its rows to where nobody would hear that it went', b.pubname)
                from pg_catalog.pg_publication_tables b
                join pg_catalog.pg_namespace s on s.nspname = b.schemaname
                join pg_catalog.pg_class l on l.relnamespace = s.oid and l.relname = b.tablename
                where l.oid = any(kin.below || kin.above)
            union
            select format('replication slot %s reads what becomes of rows, and would not hear that it went', s.slot_name)
                from pg_catalog.pg_replication_slots s
                where s.slot_type = 'logical' and s.database = pg_catalog.current_database()
            union
            select format('%s reads it alone', v.oid::regclass)
                from pg_catalog.pg_depend d
                join pg_catalog.pg_rewrite r on r.oid = d.objid and d.classid = 'pg_catalog.pg_rewrite'::regclass
                join pg_catalog.pg_class v on v.oid = r.ev_class and v.relkind in ('v', 'm')
                where d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = any(kin.below)
            union
            select 'a subscription writes to it' from pg_catalog.pg_subscription_rel s where s.srrelid = any(kin.below)
            order by 1""";

    private static final String PAST = """
            select c.oid::bigint, n.nspname, c.relname, m.nspname, p.relname, kin.above::bigint[],
                (select case when min(l.reltuples) < 0 then -1 else sum(l.reltuples) end
                    from pg_catalog.pg_class l where l.oid = any(kin.below) and l.relkind = 'r'),
                array(select pg_catalog.pg_get_userbyid(o)::text from (select distinct unnest(array[c.relowner, p.relowner])) w (o)
                    where not pg_catalog.pg_has_role(x.role, o, 'USAGE') order by 1),
                array(%s)
            from (select coalesce(?::name, current_user) as role) x
            cross join pg_catalog.pg_partition_tree(?::oid::regclass) tree
            join pg_catalog.pg_class c on c.oid = tree.relid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            join pg_catalog.pg_inherits i on i.inhrelid = c.oid and not i.inhdetachpending
            join pg_catalog.pg_class p on p.oid = i.inhparent
            join pg_catalog.pg_namespace m on m.oid = p.relnamespace
            join pg_catalog.pg_partitioned_table k on k.partrelid = p.oid and k.partstrat = 'r' and k.partnatts = 1
            join pg_catalog.pg_attribute a on a.attrelid = p.oid and a.attnum = k.partattrs[0]
            cross join lateral (
                select array(select t.relid::oid from pg_catalog.pg_partition_tree(c.oid) t) as below,
                    array(select t.relid::oid from pg_catalog.pg_partition_ancestors(c.oid) t where t.relid <> c.oid) as above) kin
            where case when a.atttypid in ('date'::regtype, 'timestamp'::regtype, 'timestamptz'::regtype)
                then substring(pg_catalog.pg_get_expr(c.relpartbound, c.oid) from 'TO \\(''([^'']+)''\\)$')::timestamp < ?::date
                else false end
            order by tree.level, 2, 3""".formatted(OBSTACLES);

    private Partitions() {}

    /**
     * The partitions whose range ends before a day, those of partitions after them.
     *
     * @param role who would drop them; null for the one who asks
     */
    public static List<Partition> past(Connection connection, Table table, LocalDate day, @Nullable String role)
            throws SQLException {
        List<Partition> past = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(PAST)) {
            query.setString(1, role);
            query.setLong(2, table.oid());
            query.setDate(3, Date.valueOf(day));
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    past.add(new Partition(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            List.of((Long[]) rows.getArray(6).getArray()),
                            rows.getDouble(7),
                            texts(rows.getArray(8)),
                            texts(rows.getArray(9))));
                }
            }
        }
        return past;
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
