package org.keepuntil.residue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Looks into new files with what is installed and open to the maintainer. It adds to the proof that the number of a file is: what it finds may be
 * the application's, which goes on working.
 */
final class Scan {
    private static final String FUNCTION = """
            select format('%I.%I', n.nspname, p.proname)
            from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
            where p.proname = ? and pg_get_function_identity_arguments(p.oid) = ? and has_function_privilege(p.oid, 'EXECUTE')
                and has_schema_privilege(n.oid, 'USAGE')
            order by n.nspname limit 1""";

    private final JdbcTemplate jdbc;
    private final Depth depth;
    private final long pageSize;
    private final Optional<String> tuples;
    private final Optional<String> pages;
    private final Optional<String> order;
    private final Optional<String> seen;
    private final Optional<String> visible;

    Scan(JdbcTemplate jdbc, Depth depth) {
        this.jdbc = jdbc;
        this.depth = depth;
        Long size = jdbc.queryForObject("select current_setting('block_size')::bigint", Long.class);
        this.pageSize = size == null ? 8192 : size;
        this.tuples = function(
                "pgstattuple",
                "reloid regclass, OUT table_len bigint, OUT tuple_count bigint, OUT tuple_len bigint, OUT tuple_percent double precision, OUT dead_tuple_count bigint,"
                        + " OUT dead_tuple_len bigint, OUT dead_tuple_percent double precision, OUT free_space bigint, OUT free_percent double precision");
        this.pages = function("keepuntil_clean_page", "relation regclass, block bigint");
        this.order = function("bt_index_check", "index regclass, heapallindexed boolean");
        this.seen = function("pg_visibility_map_summary", "regclass, OUT all_visible bigint, OUT all_frozen bigint");
        this.visible = function("pg_check_visible", "regclass, OUT t_ctid tid");
    }

    private Optional<String> function(String name, String arguments) {
        return jdbc.queryForList(FUNCTION, String.class, name, arguments).stream()
                .findFirst();
    }

    /** What was found, in words. */
    String words(List<Leaf> leaves) {
        List<StoredFile> tables = leaves.stream()
                .flatMap(leaf -> leaf.files().stream())
                .filter(file -> !file.index())
                .toList();
        List<String> words = new ArrayList<>();
        tuples.ifPresent(function -> dead(function, tables).ifPresent(words::add));
        seen.ifPresent(function -> visible(function, tables).ifPresent(words::add));
        pages.ifPresent(function -> words.add(clean(function, tables)));
        order.ifPresent(function -> sound(function, leaves).ifPresent(words::add));
        return words.isEmpty()
                ? "not scanned: neither pgstattuple, pg_visibility nor keepuntil_clean_page is there for the maintainer"
                : String.join("; ", words);
    }

    private Optional<String> dead(String function, List<StoredFile> tables) {
        List<StoredFile> small = tables.stream()
                .filter(file -> file.bytes() / pageSize <= depth.pages())
                .toList();
        if (small.isEmpty() && !tables.isEmpty()) {
            return Optional.empty();
        }
        try {
            long dead = small.stream()
                    .mapToLong(file -> number("select dead_tuple_count from " + function + "(?::oid::regclass)", file))
                    .sum();
            String which =
                    small.size() == tables.size() ? "" : " in " + small.size() + " of " + tables.size() + " files";
            return Optional.of("pgstattuple: " + dead + " dead rows" + which + (dead > 0 ? ", which came since" : ""));
        } catch (DataAccessException e) {
            return Optional.of("pgstattuple: not verified, SQLSTATE " + Statements.state(e));
        }
    }

    /** Pages that the server has marked as having no row but those that all see, and whether that is so. */
    private Optional<String> visible(String function, List<StoredFile> tables) {
        List<StoredFile> small = tables.stream()
                .filter(file -> file.bytes() > 0 && file.bytes() / pageSize <= depth.pages())
                .toList();
        if (small.isEmpty() || visible.isEmpty()) {
            return Optional.empty();
        }
        try {
            long all = small.stream().mapToLong(file -> file.bytes() / pageSize).sum();
            long marked = small.stream()
                    .mapToLong(file -> number("select all_visible from " + function + "(?::oid::regclass)", file))
                    .sum();
            long wrong = small.stream()
                    .mapToLong(file -> number("select count(*) from " + visible.get() + "(?::oid::regclass)", file))
                    .sum();
            return Optional.of("pg_visibility: " + marked + " of " + all + " pages have only rows that all see"
                    + (wrong > 0 ? ", and " + wrong + " rows belie that" : ""));
        } catch (DataAccessException e) {
            return Optional.of("pg_visibility: not verified, SQLSTATE " + Statements.state(e));
        }
    }

    /** Pages in which nothing is between, before or behind the rows that are there. */
    private String clean(String function, List<StoredFile> tables) {
        try {
            long all = 0;
            long clean = 0;
            for (StoredFile file : tables) {
                long there = file.bytes() / pageSize;
                long looked = Math.min(there, depth.pages());
                all += looked;
                if (looked > 0) {
                    Long found = jdbc.queryForObject(
                            "select count(*) from generate_series(0, ? - 1) n where " + function
                                    + "(?::oid::regclass, (n * ? / ?)::bigint)",
                            Long.class,
                            looked,
                            file.oid(),
                            (double) there,
                            looked);
                    clean += found == null ? 0 : found;
                }
            }
            return "raw pages: " + clean + " of " + all + " without a remnant";
        } catch (DataAccessException e) {
            return "raw pages: not verified, SQLSTATE " + Statements.state(e);
        }
    }

    /** Whether the new indexes are in order and have each row. */
    private Optional<String> sound(String function, List<Leaf> leaves) {
        List<Long> trees = jdbc.queryForList(
                """
                select i.indexrelid::bigint from unnest(?::bigint[]::oid[]) as t (oid)
                join pg_catalog.pg_index i on i.indrelid = t.oid and i.indisvalid
                join pg_catalog.pg_class c on c.oid = i.indexrelid
                join pg_catalog.pg_am m on m.oid = c.relam and m.amname = 'btree'
                where pg_relation_size(t.oid) / ? <= ?""", Long.class, leaves.stream().map(Leaf::oid).toArray(Long[]::new), pageSize, depth.pages());
        try {
            for (Long tree : trees) {
                jdbc.query("select " + function + "(?::oid::regclass, true)", row -> {}, tree);
            }
            return trees.isEmpty()
                    ? Optional.empty()
                    : Optional.of("amcheck: " + trees.size() + " B-tree indexes in order");
        } catch (DataAccessException e) {
            return Optional.of("amcheck: not verified, SQLSTATE " + Statements.state(e));
        }
    }

    private long number(String question, StoredFile file) {
        Long number = jdbc.queryForObject(question, Long.class, file.oid());
        return number == null ? 0 : number;
    }
}
