package org.keepuntil.residue;

import java.util.Optional;
import org.keepuntil.sql.Identifier;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Statistics of what is in a table of the system's, values and all. ANALYZE makes new ones of a table that has rows; those of one that is empty can
 * be cleared since PostgreSQL 18, and the columns of a catalog are nobody's to change.
 */
final class CatalogStatistics {
    private static final String FILLED = "select pg_relation_size(?::regclass) > 0";

    private static final String HAS_ROWS = "select reltuples > 0 from pg_catalog.pg_class where oid = ?::regclass";

    private static final String ANALYZED =
            "select coalesce(last_analyze, last_autoanalyze) is not null from pg_catalog.pg_stat_all_tables where relid = ?::regclass";

    private static final String CLEAR = "select pg_catalog.pg_clear_attribute_stats('pg_catalog', %1$s, attname, false)"
            + " from pg_catalog.pg_attribute where attrelid = %2$s::regclass and attnum > 0";

    private final JdbcTemplate jdbc;
    private final Statements statements;

    CatalogStatistics(JdbcTemplate jdbc, Statements statements) {
        this.jdbc = jdbc;
        this.statements = statements;
    }

    /**
     * Why they may be the old ones; empty where they are not.
     *
     * @param catalog with its schema, which is pg_catalog
     */
    Optional<String> refresh(String catalog) {
        boolean analyzed = holds(ANALYZED, catalog);
        Optional<String> failed = holds(FILLED, catalog) ? statements.attempt("analyze " + catalog) : Optional.empty();
        if (failed.isPresent()) {
            return failed.map(
                    state -> "the statistics of " + catalog + " are the old ones: " + Statements.words(state));
        }
        String table = catalog.substring(catalog.indexOf('.') + 1);
        String clear = CLEAR.formatted(Identifier.constant(table), Identifier.constant(catalog));
        return holds(HAS_ROWS, catalog)
                        || !analyzed
                        || statements.attempt(clear).isEmpty()
                ? Optional.empty()
                : Optional.of("pg_statistic may hold values of " + catalog
                        + ", which is empty now: PostgreSQL clears such statistics since version 18 alone");
    }

    private boolean holds(String question, String catalog) {
        return Boolean.TRUE.equals(jdbc.queryForObject(question, Boolean.class, catalog));
    }
}
