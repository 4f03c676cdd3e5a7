package org.keepuntil.catalog;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what hangs on tables: views, triggers, rules, policies, keys of single partitions, inheritance. */
record JdbcAttached(Statement statement) {
    private static final String OURS = "('pg_catalog', 'information_schema', 'pg_toast', 'keepuntil')";

    Attached read() throws SQLException {
        return new Attached(views(), triggers(), rules(), policies(), partitionKeys(), sequences(), children());
    }

    /** Through views of views down to the tables. */
    private List<View> views() throws SQLException {
        List<View> views = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                with recursive uses (viewed, used) as (
                    select distinct r.ev_class, d.refobjid
                    from pg_catalog.pg_rewrite r
                    join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_rewrite'::regclass and d.objid = r.oid
                        and d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid <> r.ev_class
                    join pg_catalog.pg_class v on v.oid = r.ev_class and v.relkind in ('v', 'm')
                ), reads (viewed, used) as (
                    select viewed, used from uses
                    union
                    select reads.viewed, uses.used from reads join uses on uses.viewed = reads.used
                )
                select n.nspname, v.relname, v.relkind = 'm',
                       array(select distinct coalesce(pg_catalog.pg_partition_root(t.oid)::oid, t.oid)::bigint
                             from reads join pg_catalog.pg_class t on t.oid = reads.used
                             where reads.viewed = v.oid and t.relkind in ('r', 'p'))
                from pg_catalog.pg_class v join pg_catalog.pg_namespace n on n.oid = v.relnamespace
                where v.relkind in ('v', 'm') and n.nspname not in %s
                order by 1, 2""".formatted(OURS))) {
            while (rows.next()) {
                Long[] reads = (Long[]) rows.getArray(4).getArray();
                views.add(new View(rows.getString(1), rows.getString(2), rows.getBoolean(3), Set.of(reads)));
            }
        }
        return views;
    }

    private List<Trigger> triggers() throws SQLException {
        Sources sources = sources();
        List<Trigger> triggers = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                select t.tgname, coalesce(pg_catalog.pg_partition_root(c.oid)::oid, c.oid)::bigint,
                       pg_catalog.pg_get_triggerdef(t.oid), format('%%s.%%s', s.nspname, p.proname), p.prosrc,
                       p.prosecdef
                from pg_catalog.pg_trigger t
                join pg_catalog.pg_class c on c.oid = t.tgrelid
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                join pg_catalog.pg_proc p on p.oid = t.tgfoid
                join pg_catalog.pg_namespace s on s.oid = p.pronamespace
                where not t.tgisinternal and t.tgparentid = 0 and t.tgenabled in ('O', 'A')
                  and c.relkind in ('r', 'p') and n.nspname not in %s
                order by n.nspname, c.relname, t.tgname""".formatted(OURS))) {
            while (rows.next()) {
                triggers.add(new Trigger(
                        rows.getString(1),
                        rows.getLong(2),
                        rows.getString(3),
                        rows.getString(4),
                        sources.with(rows.getString(5)),
                        rows.getBoolean(6)));
            }
        }
        return triggers;
    }

    /** Functions of the application by name: a trigger's may call others. */
    private Sources sources() throws SQLException {
        Map<String, String> byName = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("""
                select p.proname, string_agg(coalesce(pg_catalog.pg_get_function_sqlbody(p.oid), p.prosrc), E'\\n')
                from pg_catalog.pg_proc p
                join pg_catalog.pg_namespace n on n.oid = p.pronamespace
                join pg_catalog.pg_language l on l.oid = p.prolang
                where n.nspname not in %s and l.lanname not in ('c', 'internal')
                group by p.proname""".formatted(OURS))) {
            while (rows.next()) {
                byName.put(rows.getString(1), rows.getString(2));
            }
        }
        return new Sources(byName);
    }

    private List<RewriteRule> rules() throws SQLException {
        List<RewriteRule> rules = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                select r.rulename, coalesce(pg_catalog.pg_partition_root(c.oid)::oid, c.oid)::bigint,
                       case r.ev_type when '1' then 'select' when '2' then 'update' when '3' then 'insert' else 'delete' end,
                       r.is_instead, pg_catalog.pg_get_ruledef(r.oid)
                from pg_catalog.pg_rewrite r
                join pg_catalog.pg_class c on c.oid = r.ev_class
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where r.ev_enabled in ('O', 'A') and c.relkind in ('r', 'p') and n.nspname not in %s
                order by n.nspname, c.relname, r.rulename""".formatted(OURS))) {
            while (rows.next()) {
                rules.add(new RewriteRule(
                        rows.getString(1), rows.getLong(2), rows.getString(3), rows.getBoolean(4), rows.getString(5)));
            }
        }
        return rules;
    }

    private List<Policy> policies() throws SQLException {
        List<Policy> policies = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                select p.polname, p.polrelid,
                       concat_ws(' ', case when p.polpermissive then 'permissive' else 'restrictive' end,
                           case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update'
                               when 'd' then 'delete' else 'all' end,
                           'to ' || nullif(array_to_string(array(select pg_catalog.pg_get_userbyid(r) from unnest(p.polroles) r
                               where r <> 0 order by 1), ', '), ''),
                           'using ' || pg_catalog.pg_get_expr(p.polqual, p.polrelid),
                           'with check ' || pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid))
                from pg_catalog.pg_policy p
                join pg_catalog.pg_class c on c.oid = p.polrelid
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where n.nspname not in %s
                order by n.nspname, c.relname, p.polname""".formatted(OURS))) {
            while (rows.next()) {
                policies.add(new Policy(rows.getString(1), rows.getLong(2), rows.getString(3)));
            }
        }
        return policies;
    }

    private List<PartitionKey> partitionKeys() throws SQLException {
        List<PartitionKey> keys = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                select k.conname, format('%%s.%%s', n.nspname, c.relname),
                       coalesce(pg_catalog.pg_partition_root(c.oid)::oid, c.oid)::bigint,
                       array(select a.attname::text from unnest(k.conkey) with ordinality e (attnum, n)
                             join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = e.attnum order by e.n),
                       format('%%s.%%s', m.nspname, f.relname),
                       coalesce(pg_catalog.pg_partition_root(f.oid)::oid, f.oid)::bigint
                from pg_catalog.pg_constraint k
                join pg_catalog.pg_class c on c.oid = k.conrelid
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                join pg_catalog.pg_class f on f.oid = k.confrelid
                join pg_catalog.pg_namespace m on m.oid = f.relnamespace
                where k.contype = 'f' and k.conparentid = 0 and (c.relispartition or f.relispartition)
                  and n.nspname not in %s
                order by n.nspname, c.relname, k.conname""".formatted(OURS))) {
            while (rows.next()) {
                keys.add(new PartitionKey(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getLong(3),
                        texts(rows.getArray(4)),
                        rows.getString(5),
                        rows.getLong(6)));
            }
        }
        return keys;
    }

    private Map<Long, List<Sequence>> sequences() throws SQLException {
        Map<Long, List<Sequence>> sequences = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("""
                select distinct a.adrelid::bigint, s.oid::bigint, n.nspname, s.relname
                from pg_catalog.pg_attrdef a
                join pg_catalog.pg_depend d on d.classid = 'pg_catalog.pg_attrdef'::regclass and d.objid = a.oid
                    and d.refclassid = 'pg_catalog.pg_class'::regclass
                join pg_catalog.pg_class s on s.oid = d.refobjid and s.relkind = 'S'
                join pg_catalog.pg_namespace n on n.oid = s.relnamespace
                where n.nspname not in %s
                order by 3, 4""".formatted(OURS))) {
            while (rows.next()) {
                sequences
                        .computeIfAbsent(rows.getLong(1), k -> new ArrayList<>())
                        .add(new Sequence(rows.getLong(2), rows.getString(3), rows.getString(4)));
            }
        }
        return sequences;
    }

    private Map<Long, List<Long>> children() throws SQLException {
        Map<Long, List<Long>> children = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("""
                select i.inhparent, i.inhrelid
                from pg_catalog.pg_inherits i
                join pg_catalog.pg_class c on c.oid = i.inhrelid
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where not c.relispartition and c.relkind = 'r' and n.nspname not in %s
                order by 1, n.nspname, c.relname""".formatted(OURS))) {
            while (rows.next()) {
                children.computeIfAbsent(rows.getLong(1), k -> new ArrayList<>())
                        .add(rows.getLong(2));
            }
        }
        return children;
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
