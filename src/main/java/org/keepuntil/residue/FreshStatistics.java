package org.keepuntil.residue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keepuntil.sql.Identifier;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Statistics keep values: the most frequent ones and every hundredth. ANALYZE takes those of a table that has rows away; what it passes over, of an
 * empty table or of a column without a target, has to be cleared.
 */
final class FreshStatistics {
    private static final int CLEAR_SINCE = 180_000;

    private static final String COLUMNS = """
            select a.attname, format_type(a.atttypid, a.atttypmod) as type, a.attcollation <> t.typcollation as collated,
                coalesce((select format('%I.%I', n.nspname, l.collname) from pg_catalog.pg_collation l
                    join pg_catalog.pg_namespace n on n.oid = l.collnamespace where l.oid = a.attcollation), '') as collation
            from pg_catalog.pg_attribute a join pg_catalog.pg_type t on t.oid = a.atttypid
            where a.attrelid = ?::oid and a.attnum > 0 and not a.attisdropped and (? or a.attstattarget = 0)
            order by a.attnum""";

    private static final String INDEXED = """
            select n.nspname, c.relname, a.attname from pg_catalog.pg_index i
            join pg_catalog.pg_class c on c.oid = i.indexrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            join pg_catalog.pg_attribute a on a.attrelid = c.oid
            where i.indrelid = ?::oid and i.indexprs is not null""";

    private static final String PASSED_OVER = """
            select exists (select 1 from pg_catalog.pg_attribute a
                where a.attrelid = ?::oid and a.attnum > 0 and not a.attisdropped and a.attstattarget = 0)""";

    private static final String EXTENDED =
            "select exists (select 1 from pg_catalog.pg_statistic_ext where stxrelid = ?::oid)";

    private static final String SIZE = "select pg_relation_size(?::oid) = 0";

    private final JdbcTemplate jdbc;
    private final int version;
    private final Statements statements;

    FreshStatistics(JdbcTemplate jdbc, int version, Hours hours) {
        this.jdbc = jdbc;
        this.version = version;
        this.statements = new Statements(jdbc, hours);
    }

    private record Attribute(String name, String type, boolean collated, String collation) {}

    /** Why the statistics of it may still hold values; empty where they don't. */
    Optional<String> refresh(Leaf leaf) {
        if (leaf.isOwn()) {
            return Optional.empty();
        }
        if (leaf.isCatalog()) {
            return new CatalogStatistics(jdbc, statements).refresh(leaf.name());
        }
        boolean empty = holds(SIZE, leaf);
        boolean cleared = version >= CLEAR_SINCE && clear(leaf);
        boolean needed = (empty || holds(PASSED_OVER, leaf)) && (!cleared || (empty && holds(EXTENDED, leaf)));
        Optional<String> ground = needed ? retype(leaf, empty) : Optional.empty();
        if (ground.isPresent()) {
            return ground;
        }
        String old = "the statistics of " + leaf.name() + " are the old ones";
        // an ANALYZE without the right to it ends with success; VACUUM marks the new pages, which a rewrite leaves
        // unmarked
        return leaf.maintained()
                ? statements
                        .attempt("vacuum (analyze) " + name(leaf))
                        .map(state -> old + ": " + Statements.words(state))
                : Optional.of(old + ": the maintainer may not analyze it");
    }

    /**
     * What is above partitions and children has statistics of all of them.
     *
     * @param empty whether none of them has a row
     */
    Optional<String> refresh(Leaf parent, boolean empty) {
        boolean cleared = version >= CLEAR_SINCE && clear(parent);
        String old = "the statistics of " + parent.name() + " over its partitions or children are the old ones";
        if (empty && !cleared) {
            return Optional.of(old + ": there is no row to make new ones from");
        }
        return parent.maintained()
                ? statements.attempt("analyze " + name(parent)).map(state -> old + ": " + Statements.words(state))
                : Optional.of(old + ": the maintainer may not analyze it");
    }

    /** Since PostgreSQL 18 there is a function for it; what indexes on expressions have counts too. */
    private boolean clear(Leaf leaf) {
        List<Optional<String>> failed = new ArrayList<>();
        for (String column : jdbc.query(COLUMNS, (row, n) -> row.getString("attname"), leaf.oid(), true)) {
            failed.add(clear(leaf.schema(), leaf.table(), column, false));
            failed.add(clear(leaf.schema(), leaf.table(), column, true));
        }
        for (String[] column : jdbc.query(
                INDEXED, (row, n) -> new String[] {row.getString(1), row.getString(2), row.getString(3)}, leaf.oid())) {
            failed.add(clear(column[0], column[1], column[2], false));
        }
        return failed.stream().allMatch(Optional::isEmpty);
    }

    private Optional<String> clear(String schema, String table, String column, boolean inherited) {
        return statements.attempt("select pg_catalog.pg_clear_attribute_stats(" + Identifier.constant(schema) + ", "
                + Identifier.constant(table) + ", " + Identifier.constant(column) + ", " + inherited + ")");
    }

    /** A column that is given the type that it has loses its statistics, and nothing is rewritten. Only the owner may do it. */
    private Optional<String> retype(Leaf leaf, boolean all) {
        String why = "statistics of " + leaf.name()
                + " that ANALYZE passes over may hold values (the table is empty, or a column" + " has the target 0)";
        if (!leaf.owned()) {
            return Optional.of(why + ": to clear them the maintainer has to be a member of " + leaf.owner());
        }
        for (Attribute column : jdbc.query(
                COLUMNS,
                (row, n) -> new Attribute(
                        row.getString("attname"),
                        row.getString("type"),
                        row.getBoolean("collated"),
                        row.getString("collation")),
                leaf.oid(),
                all)) {
            Optional<String> failed = statements.attempt("alter table " + name(leaf) + " alter column "
                    + Identifier.quote(column.name()) + " type " + column.type()
                    + (column.collated() ? " collate " + column.collation() : ""));
            if (failed.isPresent()) {
                return Optional.of(why + ": column " + column.name() + ", " + Statements.words(failed.get()));
            }
        }
        return Optional.empty();
    }

    private boolean holds(String question, Leaf leaf) {
        return Boolean.TRUE.equals(jdbc.queryForObject(question, Boolean.class, leaf.oid()));
    }

    private static String name(Leaf leaf) {
        return Identifier.quote(leaf.schema()) + "." + Identifier.quote(leaf.table());
    }
}
