package org.keepuntil.catalog;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code pg_catalog}, a query for each kind of thing, however many tables there are. */
final class JdbcCatalog {
    static final String IN_SCOPE = """
            c.relkind in ('r', 'p', 'f')
              and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'keepuntil')
              and n.nspname not like 'pg\\_temp\\_%' and n.nspname not like 'pg\\_toast\\_temp\\_%'
            """;

    private JdbcCatalog() {}

    static Catalog read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Map<Long, List<Column>> columns = columns(statement);
            Map<Long, List<List<String>>> unique = keys(statement, false);
            Map<Long, List<List<String>>> primary = keys(statement, true);
            return new Catalog(
                    one(statement, "select current_database()"),
                    tables(statement, columns, primary, unique),
                    foreignKeys(statement),
                    new JdbcAttached(statement).read(),
                    JdbcLimits.read(statement));
        }
    }

    private static List<Table> tables(
            Statement statement,
            Map<Long, List<Column>> columns,
            Map<Long, List<List<String>>> primary,
            Map<Long, List<List<String>>> unique)
            throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                with recursive remote (oid) as (
                    select f.oid from pg_catalog.pg_class f where f.relkind = 'f'
                    union
                    select i.inhparent from pg_catalog.pg_inherits i join remote on remote.oid = i.inhrelid
                )
                select c.oid, n.nspname, c.relname, case when c.oid in (select oid from remote) then 'f' else c.relkind end,
                       c.relkind = 'p' or c.relhassubclass, c.relrowsecurity
                from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where %s and not c.relispartition""".formatted(IN_SCOPE))) {
            while (rows.next()) {
                long oid = rows.getLong(1);
                tables.add(new Table(
                        oid,
                        rows.getString(2),
                        rows.getString(3),
                        rows.getString(4).charAt(0),
                        rows.getBoolean(5),
                        rows.getBoolean(6),
                        columns.getOrDefault(oid, List.of()),
                        primary.getOrDefault(oid, List.of(List.of())).get(0),
                        unique.getOrDefault(oid, List.of())));
            }
        }
        return tables;
    }

    private static Map<Long, List<Column>> columns(Statement statement) throws SQLException {
        Map<Long, List<Column>> columns = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("""
                with recursive base(oid, type) as (
                    select t.oid, t.oid from pg_catalog.pg_type t where t.typtype <> 'd'
                    union all
                    select t.oid, b.type from pg_catalog.pg_type t join base b on b.oid = t.typbasetype where t.typtype = 'd'
                )
                select a.attrelid, a.attname, pg_catalog.format_type(a.atttypid, -1), b.typname, a.attnotnull,
                       a.attgenerated <> '', a.attidentity <> '', b.typtype = 'e',
                       coalesce((select format('operator(%%I.%%s)', s.nspname, o.oprname)
                           from pg_catalog.pg_opclass oc
                           join pg_catalog.pg_am m on m.oid = oc.opcmethod and m.amname = 'btree'
                           join pg_catalog.pg_amop p on p.amopfamily = oc.opcfamily and p.amopstrategy = 3
                               and p.amoplefttype = oc.opcintype and p.amoprighttype = oc.opcintype
                           join pg_catalog.pg_operator o on o.oid = p.amopopr
                           join pg_catalog.pg_namespace s on s.oid = o.oprnamespace
                           where oc.opcdefault and oc.opcintype = b.oid and s.nspname <> 'pg_catalog'),
                           case when a.attcollation in (0, 'pg_catalog."default"'::regcollation) then '='
                               else 'operator(pg_catalog.=)' end)
                from pg_catalog.pg_attribute a
                join pg_catalog.pg_class c on c.oid = a.attrelid
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                join base on base.oid = a.atttypid
                join pg_catalog.pg_type b on b.oid = base.type
                where a.attnum > 0 and not a.attisdropped and %s
                order by a.attrelid, a.attnum""".formatted(IN_SCOPE))) {
            while (rows.next()) {
                columns.computeIfAbsent(rows.getLong(1), k -> new ArrayList<>())
                        .add(new Column(
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getBoolean(5),
                                rows.getBoolean(6),
                                rows.getBoolean(7),
                                rows.getBoolean(8),
                                rows.getString(9)));
            }
        }
        return columns;
    }

    // from PostgreSQL 18 on a column may be not null for new rows only (NOT VALID): attnotnull says nothing of it
    private static Map<Long, List<List<String>>> keys(Statement statement, boolean primary) throws SQLException {
        Map<Long, List<List<String>>> keys = new HashMap<>();
        try (ResultSet rows = statement.executeQuery("""
                select i.indrelid,
                       array(select a.attname::text
                             from unnest(i.indkey[0:i.indnkeyatts - 1]) with ordinality k(attnum, n)
                             join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
                             order by k.n)
                from pg_catalog.pg_index i
                where i.indisunique and i.indisvalid and i.indpred is null and i.indexprs is null
                  and not exists (
                      select 1 from pg_catalog.pg_constraint v
                      where v.conrelid = i.indrelid and v.contype = 'n' and not v.convalidated
                        and v.conkey[1] = any(i.indkey[0:i.indnkeyatts - 1]))
                  and %s""".formatted(primary ? "i.indisprimary" : "true"))) {
            while (rows.next()) {
                keys.computeIfAbsent(rows.getLong(1), k -> new ArrayList<>()).add(texts(rows.getArray(2)));
            }
        }
        return keys;
    }

    // conenforced is there from PostgreSQL 18 on
    private static List<ForeignKey> foreignKeys(Statement statement) throws SQLException {
        List<ForeignKey> keys = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                select k.conname, k.conrelid, k.confrelid,
                       array(select a.attname::text from unnest(k.conkey) with ordinality c(attnum, n)
                             join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.attnum order by c.n),
                       array(select a.attname::text from unnest(k.confkey) with ordinality c(attnum, n)
                             join pg_catalog.pg_attribute a on a.attrelid = k.confrelid and a.attnum = c.attnum order by c.n),
                       array(select case when a.attcollation <> b.attcollation
                                     then format('collate %%I.%%I ', l.nspname, x.collname) else '' end
                                 || case s.nspname when 'pg_catalog' then o.oprname::text
                                     else format('operator(%%I.%%s)', s.nspname, o.oprname) end
                             from unnest(k.conpfeqop, k.conkey, k.confkey) with ordinality e(operator, child, parent, n)
                             join pg_catalog.pg_operator o on o.oid = e.operator
                             join pg_catalog.pg_namespace s on s.oid = o.oprnamespace
                             join pg_catalog.pg_attribute a on a.attrelid = k.confrelid and a.attnum = e.parent
                             join pg_catalog.pg_attribute b on b.attrelid = k.conrelid and b.attnum = e.child
                             left join pg_catalog.pg_collation x on x.oid = a.attcollation
                             left join pg_catalog.pg_namespace l on l.oid = x.collnamespace order by e.n),
                       case k.confdeltype when 'r' then 'restrict' when 'c' then 'cascade' when 'n' then 'set null'
                           when 'd' then 'set default' else 'no action' end,
                       k.condeferrable, k.convalidated, coalesce((to_jsonb(k) ->> 'conenforced')::boolean, true),
                       k.confmatchtype = 'f'
                from pg_catalog.pg_constraint k
                join pg_catalog.pg_class c on c.oid = k.conrelid
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                join pg_catalog.pg_class f on f.oid = k.confrelid
                where k.contype = 'f' and k.conparentid = 0 and not c.relispartition and not f.relispartition and %s
                order by n.nspname, c.relname, k.conname""".formatted(IN_SCOPE))) {
            while (rows.next()) {
                keys.add(new ForeignKey(
                        rows.getString(1),
                        rows.getLong(2),
                        texts(rows.getArray(4)),
                        rows.getLong(3),
                        texts(rows.getArray(5)),
                        texts(rows.getArray(6)),
                        Optional.empty(),
                        new ForeignKey.Traits(
                                rows.getString(7),
                                rows.getBoolean(8),
                                rows.getBoolean(9),
                                rows.getBoolean(10),
                                rows.getBoolean(11))));
            }
        }
        return keys;
    }

    private static String one(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
