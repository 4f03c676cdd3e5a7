package org.keepuntil.residue;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** The catalogs in which statistics are kept: rows that were replaced there leave their bytes behind as rows anywhere do. */
final class StatisticsCatalogs {
    private static final String EXTENDED = "pg_catalog.pg_statistic_ext_data";

    static final List<String> NAMES = List.of("pg_catalog.pg_statistic", EXTENDED);

    private static final String FILLED = "select pg_relation_size('" + EXTENDED + "') > 0";

    private static final String HAS_ROWS =
            "select reltuples > 0 from pg_catalog.pg_class where oid = '" + EXTENDED + "'::regclass";

    private static final String ANALYZED =
            "select coalesce(last_analyze, last_autoanalyze) is not null from pg_catalog.pg_stat_all_tables where relid = '"
                    + EXTENDED + "'::regclass";

    private static final String CLEAR =
            "select pg_catalog.pg_clear_attribute_stats('pg_catalog', 'pg_statistic_ext_data', attname, false)"
                    + " from pg_catalog.pg_attribute where attrelid = '" + EXTENDED + "'::regclass and attnum > 0";

    private final JdbcTemplate jdbc;
    private final Horizon horizon;
    private final Relations relations;
    private final Statements statements;
    private final Waiting waiting;

    StatisticsCatalogs(JdbcTemplate jdbc, Relations relations, Hours hours, Waiting waiting) {
        this.jdbc = jdbc;
        this.horizon = new Horizon(jdbc);
        this.relations = relations;
        this.statements = new Statements(jdbc, hours);
        this.waiting = waiting;
    }

    /** What will be done to them. */
    static List<PlannedAct> plan(Relations relations) {
        return NAMES.stream()
                .flatMap(name -> relations.leaves(name).stream())
                .map(catalog -> plan(catalog, relations.version()))
                .toList();
    }

    private static PlannedAct plan(Leaf catalog, int version) {
        return new PlannedAct(
                catalog.name(),
                "VACUUM FULL",
                "sessions that plan a query wait",
                catalog.bytes(),
                PlannedAct.estimate(catalog.bytes()),
                catalog.maintained() ? Optional.empty() : Optional.of(hindrance(catalog, version)));
    }

    private static String hindrance(Leaf catalog, int version) {
        return "the maintainer may not rewrite it: have "
                + (version >= 170_000
                        ? "a superuser grant maintain on " + catalog.name()
                                + ", or grant it the role of the database's owner"
                        : "it granted the role of the database's owner");
    }

    /** The one of them has statistics of the other, values and all. Why those may be the old ones; empty where they are not. */
    private Optional<String> ofThemselves() {
        if (!relations.leaves(EXTENDED).get(0).maintained()) {
            return Optional.empty();
        }
        boolean analyzed = holds(ANALYZED);
        Optional<String> failed = holds(FILLED) ? statements.attempt("analyze " + EXTENDED) : Optional.empty();
        if (failed.isPresent()) {
            return failed.map(
                    state -> "the statistics of " + EXTENDED + " are the old ones: " + Statements.words(state));
        }
        return holds(HAS_ROWS) || !analyzed || statements.attempt(CLEAR).isEmpty()
                ? Optional.empty()
                : Optional.of("pg_statistic may hold values of " + EXTENDED
                        + ", which is empty now: PostgreSQL clears such statistics since version 18 alone");
    }

    private boolean holds(String question) {
        return Boolean.TRUE.equals(jdbc.queryForObject(question, Boolean.class));
    }

    /** Why replaced statistics may still have their bytes in them; empty where they don't. */
    Optional<String> purge() {
        Optional<String> old = ofThemselves();
        if (old.isPresent()) {
            return old;
        }
        String before = horizon.next();
        List<String> seen = waiting.until(() -> horizon.seenBy(before, true));
        if (!seen.isEmpty()) {
            return Optional.of("the statistics as they were are still seen by " + Horizon.words(seen));
        }
        return NAMES.stream()
                .flatMap(name -> relations.leaves(name).stream())
                .flatMap(catalog -> rewrite(catalog).stream())
                .findFirst();
    }

    private Optional<String> rewrite(Leaf catalog) {
        String keeps = catalog.name() + " may still hold values of what went";
        if (!catalog.maintained()) {
            return Optional.of(keeps + ": " + hindrance(catalog, relations.version()));
        }
        Optional<String> failed = statements.attempt("vacuum (full) " + catalog.name());
        if (failed.isPresent()) {
            return Optional.of(keeps + ": " + Statements.words(failed.get()));
        }
        StoredFile before = catalog.files().get(0);
        return relations.leaves(catalog.name()).get(0).files().stream()
                        .anyMatch(file -> file.oid() == before.oid() && file.node() == before.node())
                ? Optional.of(keeps + ": the server said that it rewrote it, and its file is the old one")
                : Optional.empty();
    }
}
