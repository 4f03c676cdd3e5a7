package org.keepuntil.residue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The time that a purge may use.
 *
 * @param stop whether somebody wants it to stop
 * @param end when it has to be done; an act that would take longer is not begun, and one that does is broken off, which undoes it
 */
public record Hours(Clock clock, BooleanSupplier stop, Optional<Instant> end) {
    private static final Duration DAY = Duration.ofDays(1);

    /** Why nothing that takes so long may begin now; empty where it may. */
    Optional<String> against(Duration act) {
        if (stop.getAsBoolean()) {
            return Optional.of("stopped before it was its turn");
        }
        return left().compareTo(act) < 0
                ? Optional.of("it takes about " + act.toSeconds() + " s, and the window ends before")
                : Optional.empty();
    }

    /** What is left; a day where nothing ends it. */
    Duration left() {
        return end.map(at -> Duration.between(clock.instant(), at)).orElse(DAY);
    }
}
