package org.keepuntil.residue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What will be done to a relation, shown before it is done.
 *
 * @param relation the table, partition or catalog
 * @param means what is done, in words
 * @param lock what it keeps others from
 * @param bytes that are there now
 * @param about how long it takes; a guess from the size
 * @param hindrance why it can't be done, and what to ask for; empty where it can
 */
public record PlannedAct(
        String relation, String means, String lock, long bytes, Duration about, Optional<String> hindrance) {
    /** What an ordinary disk does at the least, in bytes a second. */
    private static final long PACE = 30L * 1024 * 1024;

    private static final int MAINTAIN_SINCE = 170_000;
    private static final int REPACK_SINCE = 190_000;

    /** Whether nobody can use a table of the application's meanwhile. */
    public boolean isLocking() {
        return lock.equals(Means.FULL.lock()) && !relation.startsWith("pg_catalog.");
    }

    static PlannedAct of(Leaf leaf, Map<Long, Long> then, int version) {
        Means means = means(leaf, then, version);
        return new PlannedAct(
                leaf.name(),
                means.words(),
                means.lock(),
                leaf.bytes(),
                means == Means.NONE ? Duration.ZERO : estimate(leaf.bytes()),
                hindrance(leaf, means, version));
    }

    /** The cheapest that suffices. */
    static Means means(Leaf leaf, Map<Long, Long> then, int version) {
        if (leaf.old(then).isEmpty()) {
            return Means.NONE;
        }
        if (leaf.isOwn()) {
            return Means.OWN;
        }
        if (leaf.isCatalog()) {
            return Means.FULL;
        }
        if (Leaf.onlyIndexes(leaf.old(then))) {
            return Means.INDEXES;
        }
        return version >= REPACK_SINCE ? Means.REPACK : Means.FULL;
    }

    static Duration estimate(long bytes) {
        return Duration.ofSeconds(1 + bytes / PACE);
    }

    /** Why it can't be done, and what to ask for; empty where it can. */
    static Optional<String> hindrance(Leaf leaf, Means means, int version) {
        if (leaf.remote()) {
            return Optional.of("its rows are on another server, which has to be purged there");
        }
        if (means == Means.OWN) {
            return Optional.empty();
        }
        if (!leaf.leftOvers().isEmpty() && !leaf.owned()) {
            return Optional.of(
                    "a REINDEX that was broken off has left an index, which only its owner may drop: drop index"
                            + " concurrently " + leaf.leftOvers().get(0).name());
        }
        if (leaf.maintained() && leaf.reachable()) {
            return Optional.empty();
        }
        boolean grantable = version >= MAINTAIN_SINCE;
        if (leaf.isCatalog()) {
            return Optional.of("the maintainer may not rewrite it: have "
                    + (grantable
                            ? "a superuser grant maintain on " + leaf.name()
                                    + ", or grant it the role of the database's owner"
                            : "it granted the role of the database's owner"));
        }
        return Optional.of(
                grantable
                        ? "the maintainer may not maintain it: grant maintain on " + leaf.name()
                                + ", and usage on its schema"
                        : "the maintainer is not a member of its owner, " + leaf.owner()
                                + ", as it has to be before PostgreSQL 17, or may not use its schema: keepuntil check"
                                + " says what to grant");
    }
}
