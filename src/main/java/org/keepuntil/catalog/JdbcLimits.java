package org.keepuntil.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** Reads what may be written to the columns of all tables, in one query. */
final class JdbcLimits {
    private JdbcLimits() {}

    static Map<Long, Map<String, Limits>> read(Statement statement) throws SQLException {
        Map<Long, Map<String, Limits>> limits = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("""
                with recursive chain (top, type) as (
                    select t.oid, t.oid from pg_catalog.pg_type t where t.typtype = 'd'
                    union all
                    select h.top, t.typbasetype from chain h join pg_catalog.pg_type t on t.oid = h.type where t.typtype = 'd'
                ), domain as (
                    select h.top, bool_or(t.typnotnull) as not_null, max(t.typtypmod) as typmod, bool_or(t.typtype = 'e') as enumerated,
                           bool_or(exists (select 1 from pg_catalog.pg_constraint k where k.contypid = h.type and k.contype = 'c')) as checked
                    from chain h join pg_catalog.pg_type t on t.oid = h.type group by h.top
                )
                select a.attrelid, a.attname, coalesce(d.not_null, false),
                       coalesce(d.checked, false) or exists (
                           select 1 from pg_catalog.pg_constraint k
                           where k.conrelid = a.attrelid and k.contype in ('c', 'x') and a.attnum = any(k.conkey)),
                       exists (select 1 from pg_catalog.pg_index i
                           join pg_catalog.pg_depend p on p.classid = 'pg_catalog.pg_class'::regclass and p.objid = i.indexrelid
                           where i.indrelid = a.attrelid and i.indisunique
                             and p.refclassid = 'pg_catalog.pg_class'::regclass
                             and p.refobjid = a.attrelid and p.refobjsubid = a.attnum),
                       coalesce(d.enumerated, t.typtype = 'e'),
                       c.relkind = 'p' and exists (
                           select 1 from pg_catalog.pg_partition_tree(c.oid) r
                           join pg_catalog.pg_partitioned_table p on p.partrelid = r.relid
                           left join pg_catalog.pg_attribute x on x.attrelid = r.relid and x.attnum = any(p.partattrs::int2[])
                           where p.partexprs is not null or x.attname = a.attname),
                       a.attidentity = 'a',
                       case when t.typname in ('varchar', 'bpchar') or d.top is not null
                           then greatest(coalesce(nullif(a.atttypmod, -1), d.typmod, -1) - 4, 0) else 0 end
                from pg_catalog.pg_attribute a
                join pg_catalog.pg_class c on c.oid = a.attrelid
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                join pg_catalog.pg_type t on t.oid = a.atttypid
                left join domain d on d.top = a.atttypid
                where a.attnum > 0 and not a.attisdropped and %s""".formatted(JdbcCatalog.IN_SCOPE))) {
            while (rows.next()) {
                limits.computeIfAbsent(rows.getLong(1), t -> new HashMap<>())
                        .put(
                                rows.getString(2),
                                new Limits(
                                        rows.getBoolean(3),
                                        rows.getBoolean(4),
                                        rows.getBoolean(5),
                                        rows.getBoolean(6),
                                        rows.getBoolean(7),
                                        rows.getBoolean(8),
                                        rows.getInt(9)));
            }
        }
        return limits;
    }
}
