package org.keepuntil.residue;

import java.util.Map;
import java.util.Optional;
import org.keepuntil.sql.Identifier;
import org.springframework.jdbc.core.JdbcTemplate;

/** Gives relations new files. The proof is in the numbers of the files: a VACUUM FULL without the right to it ends with success too. */
final class Rewriting {
    private final JdbcTemplate jdbc;
    private final Relations relations;
    private final Statements statements;
    private final Hours hours;

    Rewriting(JdbcTemplate jdbc, Relations relations, Hours hours) {
        this.jdbc = jdbc;
        this.relations = relations;
        this.statements = new Statements(jdbc, hours);
        this.hours = hours;
    }

    /**
     * Does what the plan says.
     *
     * @param then the numbers of the files when nothing saw the rows any more
     * @return why files of then are still there; empty where none is
     */
    Optional<String> rewrite(Leaf leaf, Map<Long, Long> then) {
        PlannedAct act = PlannedAct.of(leaf, then, relations.version());
        if (act.hindrance().isPresent()) {
            return Optional.of(leaf.name() + ": " + act.hindrance().get());
        }
        Means means = PlannedAct.means(leaf, then, relations.version());
        if (means == Means.NONE) {
            return Optional.empty();
        }
        Optional<String> late = hours.against(act.about());
        if (late.isPresent()) {
            return late.map(why -> leaf.name() + ": " + why);
        }
        Optional<String> failed = perform(means, leaf, then);
        return relations.leaves(leaf.name()).stream()
                .filter(now -> now.oid() == leaf.oid())
                .flatMap(now -> now.old(then).stream())
                .findFirst()
                .map(old -> old.name() + ": "
                        + failed.map(Statements::words)
                                .orElse("the server said that it rewrote it, and its file is the old one"));
    }

    private Optional<String> perform(Means means, Leaf leaf, Map<Long, Long> then) {
        String full = "vacuum (full) " + Identifier.quote(leaf.schema()) + "." + Identifier.quote(leaf.table());
        return switch (means) {
            case NONE -> Optional.empty();
            case OWN -> own(leaf);
            case FULL -> statements.attempt(full);
            // not for every table, and not with every setting of the server
            case REPACK ->
                statements
                        .attempt("repack (concurrently) " + Identifier.quote(leaf.schema()) + "."
                                + Identifier.quote(leaf.table()))
                        .flatMap(refused -> statements.attempt(full));
            case INDEXES ->
                leaf.old(then).stream()
                        .map(index -> statements.attempt("reindex index concurrently " + index.name()))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .flatMap(refused -> {
                            dropInvalid(leaf);
                            return statements.attempt(full);
                        });
        };
    }

    private Optional<String> own(Leaf leaf) {
        return statements.attempt("select keepuntil.rewrite_own(" + Identifier.constant(leaf.table()) + ")");
    }

    /** What a REINDEX CONCURRENTLY leaves behind that was broken off. */
    private void dropInvalid(Leaf leaf) {
        jdbc.queryForList("""
                        select format('%I.%I', n.nspname, c.relname) from pg_catalog.pg_index i
                        join pg_catalog.pg_class c on c.oid = i.indexrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                        where i.indrelid = ?::oid and not i.indisvalid and c.relname ~ '_ccnew[0-9]*$'""", String.class, leaf.oid())
                .forEach(index -> statements.attempt("drop index concurrently " + index));
    }
}
