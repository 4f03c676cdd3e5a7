package org.keepuntil.residue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** What there is on the disk of a relation. Read from the catalog alone: no right on the relation is needed. */
final class Relations {
    private static final int MAINTAIN_SINCE = 170_000;

    private static final String LEAVES = """
            with recursive named (oid) as (
                select c.oid from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where format('%%I.%%I', n.nspname, c.relname) = ? and c.relkind in ('r', 'p', 'm', 'f')
                union
                select i.inhrelid from named join pg_catalog.pg_inherits i on i.inhparent = named.oid
            ), above (oid) as (
                select oid from named
                union
                select i.inhparent from above join pg_catalog.pg_inherits i on i.inhrelid = above.oid
            )
            select c.oid::bigint, n.nspname, c.relname, format('%%I.%%I', n.nspname, c.relname) as name, c.relkind = 'f' as remote,
                pg_has_role(c.relowner, 'USAGE') as owned,
                pg_has_role(c.relowner, 'USAGE') or (%s)
                    or (select pg_has_role(datdba, 'USAGE') from pg_catalog.pg_database where datname = current_database()) as maintained,
                has_schema_privilege(n.oid, 'USAGE') as reachable,
                quote_ident(pg_get_userbyid(c.relowner)) as owner
            from %s as found
            join pg_catalog.pg_class c on c.oid = found.oid and %s
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            order by 4""";

    private static final String FILES = """
            with heap (leaf, oid) as (
                select c.oid, t.oid from unnest(?::bigint[]::oid[]) as leaf (oid)
                join pg_catalog.pg_class c on c.oid = leaf.oid
                cross join lateral (values (c.oid), (c.reltoastrelid)) t (oid) where t.oid <> 0
            ), file (leaf, oid, index, valid) as (
                select leaf, oid, false, true from heap
                union all
                select h.leaf, i.indexrelid, true, i.indisvalid from heap h join pg_catalog.pg_index i on i.indrelid = h.oid
            )
            select f.leaf::bigint, f.oid::bigint, f.index,
                not f.valid and c.relname ~ '_cc(new|old)[0-9]*$' as left_over, format('%I.%I', n.nspname, c.relname) as name,
                pg_relation_filenode(f.oid)::bigint as node, coalesce(pg_relation_size(f.oid), 0) as bytes
            from file f
            join pg_catalog.pg_class c on c.oid = f.oid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where pg_relation_filenode(f.oid) is not null
            order by 1, 3, 2""";

    private final JdbcTemplate jdbc;
    private final int version;

    Relations(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.version = version(jdbc);
    }

    /** The server's, as a number: 170011. */
    static int version(JdbcTemplate jdbc) {
        Integer number = jdbc.queryForObject("select current_setting('server_version_num')::integer", Integer.class);
        return number == null ? 0 : number;
    }

    int version() {
        return version;
    }

    /** The relation itself, or its partitions and children; none where it is not there any more. */
    List<Leaf> leaves(String relation) {
        List<Leaf> bare = bare(relation, "named", "c.relkind <> 'p'");
        Map<Long, List<StoredFile>> files = files(bare.stream().map(Leaf::oid).toArray(Long[]::new));
        return bare.stream()
                .map(leaf -> with(files.getOrDefault(leaf.oid(), List.of()), leaf))
                .toList();
    }

    /** The relation; of a partition that a run has dropped, the table of which it was one. */
    String standing(String relation) {
        return jdbc
                .queryForList(
                        "select root from keepuntil.dropped_partition where relation = ? and to_regclass(relation) is null limit 1",
                        String.class,
                        relation)
                .stream()
                .findFirst()
                .orElse(relation);
    }

    /** All that has statistics of rows of the relation among those of others: what has partitions or children. */
    List<Leaf> parents(String relation) {
        return bare(
                relation,
                "above",
                "exists (select 1 from pg_catalog.pg_inherits i where i.inhparent = c.oid) and c.relkind in ('r', 'p')");
    }

    private List<Leaf> bare(String relation, String which, String condition) {
        String maintain = version >= MAINTAIN_SINCE ? "has_table_privilege(c.oid, 'MAINTAIN')" : "false";
        return jdbc.query(
                LEAVES.formatted(maintain, which, condition),
                (row, n) -> new Leaf(
                        row.getLong(1),
                        row.getString("nspname"),
                        row.getString("relname"),
                        row.getString("name"),
                        row.getBoolean("remote"),
                        row.getBoolean("owned"),
                        row.getBoolean("maintained"),
                        row.getBoolean("reachable"),
                        row.getString("owner"),
                        0,
                        List.of()),
                relation);
    }

    /** The numbers of the files that it has now. */
    Map<Long, Long> nodes(String relation) {
        Map<Long, Long> nodes = new HashMap<>();
        leaves(relation).forEach(leaf -> leaf.files().forEach(file -> nodes.put(file.oid(), file.node())));
        return nodes;
    }

    private Map<Long, List<StoredFile>> files(Long[] leaves) {
        Map<Long, List<StoredFile>> files = new LinkedHashMap<>();
        jdbc.query(
                FILES,
                row -> {
                    files.computeIfAbsent(row.getLong("leaf"), leaf -> new ArrayList<>())
                            .add(new StoredFile(
                                    row.getLong("oid"),
                                    row.getBoolean("index"),
                                    row.getBoolean("left_over"),
                                    row.getString("name"),
                                    row.getLong("node"),
                                    row.getLong("bytes")));
                },
                (Object) leaves);
        return files;
    }

    private static Leaf with(List<StoredFile> files, Leaf bare) {
        return new Leaf(
                bare.oid(),
                bare.schema(),
                bare.table(),
                bare.name(),
                bare.remote(),
                bare.owned(),
                bare.maintained(),
                bare.reachable(),
                bare.owner(),
                files.stream().mapToLong(StoredFile::bytes).sum(),
                files);
    }
}
