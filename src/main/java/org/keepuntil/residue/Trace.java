package org.keepuntil.residue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * What a run has left in a relation, and how far it was purged.
 *
 * @param recordClass {@code *} where the relation has to do with several
 * @param relation with its schema, quoted where it must be
 * @param rows that were removed or changed; 0 where nobody counts them
 * @param before all that the run did has a lower transaction number
 * @param files when the second level was reached, by object identifier
 * @param reached when each level was reached, from the first on
 * @param by how the third and the fourth were
 * @param wal where the WAL begins that has nothing of the rows
 * @param backupsUntil from when on no backup has them
 * @param ground why the next level is not reached
 */
public record Trace(
        long run,
        String recordClass,
        String relation,
        long rows,
        String before,
        Map<Long, Long> files,
        Map<Level, Instant> reached,
        Map<Level, String> by,
        Optional<Wal.Mark> wal,
        Optional<LocalDate> backupsUntil,
        Optional<String> ground) {
    public Trace {
        files = Map.copyOf(files);
        reached = Map.copyOf(reached);
        by = Map.copyOf(by);
    }

    /** Whether the relation is one of the server's own, which logical replication looks at as well. */
    boolean isOfCatalog() {
        return relation.startsWith("pg_catalog.");
    }

    /** The level that is to be reached next. */
    public Level next() {
        for (Level level : Level.values()) {
            if (!reached.containsKey(level)) {
                return level;
            }
        }
        return Level.L5;
    }
}
