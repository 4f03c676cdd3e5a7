package org.keepuntil.residue;

import java.time.Duration;

/**
 * How a purge is to go about it.
 *
 * @param patience how long to wait for those who still see what went
 * @param upTo the level that is to be reached; what a higher one takes is not begun
 */
public record PurgeOrder(Hours hours, Duration patience, Depth depth, Level upTo) {
    /** How long a purge waits, unless it is told otherwise. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Whether that level is still to be reached. */
    boolean wants(Level level) {
        return level.compareTo(upTo) <= 0;
    }
}
