package org.keepuntil.residue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.sql.Identifier;
import org.springframework.jdbc.core.JdbcTemplate;

/** Gives relations new files. The proof is in the numbers of the files: a VACUUM FULL without the right to it ends with success too. */
final class Rewriting {
    private final Relations relations;
    private final Statements statements;
    private final Hours hours;

    Rewriting(JdbcTemplate jdbc, Relations relations, Hours hours) {
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
    Optional<String> rewrite(Leaf given, Map<Long, Long> then) {
        Leaf leaf = withoutLeftOvers(given);
        PlannedAct act = PlannedAct.of(leaf, then, relations.version());
        if (act.hindrance().isPresent()) {
            return Optional.of(leaf.name() + ": " + act.hindrance().get());
        }
        if (!leaf.leftOvers().isEmpty()) {
            return Optional.of(leaf.leftOvers().get(0).name()
                    + " could not be dropped, which a REINDEX CONCURRENTLY has left: it may be at work still");
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
        String full = "vacuum (full) " + name(leaf);
        return switch (means) {
            case NONE -> Optional.empty();
            case OWN -> own(leaf);
            case FULL -> statements.attempt(full);
            // not for every table, and not with every setting of the server
            case REPACK ->
                statements.attempt("repack (concurrently) " + name(leaf)).flatMap(refused -> statements.attempt(full));
            case INDEXES ->
                reindex(leaf, then).flatMap(refused -> {
                    relations.leaves(leaf.name()).forEach(this::withoutLeftOvers);
                    return statements.attempt(full);
                });
        };
    }

    /** Indexes of what is stored apart are reached through their table alone: their schema is open to nobody. */
    private Optional<String> reindex(Leaf leaf, Map<Long, Long> then) {
        List<StoredFile> old = leaf.old(then);
        if (old.stream().anyMatch(StoredFile::apart)) {
            return statements.attempt("reindex table concurrently " + name(leaf));
        }
        return old.stream()
                .map(index -> statements.attempt("reindex index concurrently " + index.name()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static String name(Leaf leaf) {
        return Identifier.quote(leaf.schema()) + "." + Identifier.quote(leaf.table());
    }

    private Optional<String> own(Leaf leaf) {
        return statements.attempt("select keepuntil.rewrite_own(" + Identifier.constant(leaf.table()) + ")");
    }

    /**
     * Drops the indexes that a REINDEX CONCURRENTLY left behind which was broken off: one of them may be the old one, and a rewrite would make
     * all of them good again. Those of one that is at work stay: it has the table locked against that. Only the owner may.
     */
    private Leaf withoutLeftOvers(Leaf leaf) {
        if (leaf.leftOvers().isEmpty() || !leaf.owned()) {
            return leaf;
        }
        leaf.leftOvers().forEach(index -> statements.attempt("drop index concurrently " + index.name()));
        return relations.leaves(leaf.name()).stream()
                .filter(now -> now.oid() == leaf.oid())
                .findFirst()
                .orElse(leaf);
    }
}
