package org.keepuntil.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.residue.Level;

/**
 * How far the destruction in one table was measured.
 *
 * @param relation the table, quoted
 * @param recordClass {@code *} where the table has to do with several
 * @param rows rows of it that went or were changed; 0 where nobody counts them
 * @param reached when each level was reached; the last level has no such time, its date is {@code backupsUntil}
 * @param means how the rows were made to go from the files, and how that was verified
 * @param backupsUntil the day from which no backup holds the rows
 * @param stopped the level that was not reached, and why
 */
public record Residue(
        String relation,
        String recordClass,
        long rows,
        Map<Level, Instant> reached,
        Optional<String> means,
        Optional<LocalDate> backupsUntil,
        Optional<Stop> stopped) {
    /** Stands for the class where the table has to do with several. */
    static final String SEVERAL = "*";

    public Residue {
        reached = reached.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(reached));
    }

    /** Why a level was not reached. */
    public record Stop(String level, String ground) {}

    Optional<Instant> at(Level level) {
        return Optional.ofNullable(reached.get(level));
    }
}
