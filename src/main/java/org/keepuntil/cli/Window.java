package org.keepuntil.cli;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** When work has to stop: at a signal, or at the end of the hours that it was given. It is asked between two batches. */
final class Window implements BooleanSupplier {
    /**
     * The end of the hours.
     *
     * @param words when it is and who said so, to be put after "stops" or "stopped"
     */
    record End(Instant at, String words) {}

    private final BooleanSupplier signal;
    private final Clock clock;
    private final @Nullable End end;
    private volatile @Nullable String heeded;

    /** @param end null where there is none */
    Window(BooleanSupplier signal, Clock clock, @Nullable End end) {
        this.signal = signal;
        this.clock = clock;
        this.end = end;
    }

    @Override
    public boolean getAsBoolean() {
        if (signal.getAsBoolean()) {
            heeded = "by a signal";
            return true;
        }
        End last = end;
        if (last != null && !clock.instant().isBefore(last.at())) {
            heeded = last.words();
            return true;
        }
        return false;
    }

    /** When it closes, in words; empty where nothing but a signal ends it. */
    Optional<String> end() {
        return Optional.ofNullable(end).map(End::words);
    }

    /** When it closes; empty where nothing but a signal ends it. */
    Optional<Instant> closes() {
        return Optional.ofNullable(end).map(End::at);
    }

    /** Why work was told to stop, in words; empty where it never was. */
    Optional<String> heeded() {
        return Optional.ofNullable(heeded);
    }
}
