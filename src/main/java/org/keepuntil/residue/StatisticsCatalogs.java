package org.keepuntil.residue;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** The catalogs in which statistics are kept: rows that were replaced there leave their bytes behind as rows anywhere do. */
final class StatisticsCatalogs {
    private static final String EXTENDED = "pg_catalog.pg_statistic_ext_data";

    static final List<String> NAMES = List.of("pg_catalog.pg_statistic", EXTENDED);

    private final Horizon horizon;
    private final Relations relations;
    private final Statements statements;
    private final CatalogStatistics ofCatalogs;
    private final Waiting waiting;

    StatisticsCatalogs(JdbcTemplate jdbc, Relations relations, Hours hours, Waiting waiting) {
        this.horizon = new Horizon(jdbc);
        this.relations = relations;
        this.statements = new Statements(jdbc, hours);
        this.ofCatalogs = new CatalogStatistics(jdbc, statements);
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
                PlannedAct.hindrance(catalog, Means.FULL, version));
    }

    /** Why replaced statistics may still have their bytes in them; empty where they don't. */
    Optional<String> purge() {
        // the one of them has statistics of the other, values and all
        Optional<String> old =
                relations.leaves(EXTENDED).get(0).maintained() ? ofCatalogs.refresh(EXTENDED) : Optional.empty();
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
        Optional<String> hindrance = PlannedAct.hindrance(catalog, Means.FULL, relations.version());
        if (hindrance.isPresent()) {
            return hindrance.map(why -> keeps + ": " + why);
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
