package org.keepuntil.dispose;

import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Keeps batches from following each other faster than their pace allows. It waits between two batches, when no lock is held and no
 * transaction open, and no longer than until somebody wants a stop. A batch that took its time is not made up for by faster ones.
 */
final class Throttle {
    /** A stop is answered within this time. */
    private static final long SLICE_MILLIS = 100;

    private static final long NANOS = 1_000_000;

    private final Pace pace;
    private final BooleanSupplier stop;
    private final LongSupplier nanoTime;
    private final LongConsumer pause;
    private long began;
    private long rest;

    Throttle(Pace pace, BooleanSupplier stop) {
        this(pace, stop, System::nanoTime, Patience::pause);
    }

    /** With a watch and a way to wait of its own. */
    Throttle(Pace pace, BooleanSupplier stop, LongSupplier nanoTime, LongConsumer pause) {
        this.pace = pace;
        this.stop = stop;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** Waits until a batch of so many records may begin; false where it must not begin, because the work is to stop. */
    boolean admits(int records) {
        long left = left();
        while (left > 0 && !stop.getAsBoolean()) {
            pause.accept(Math.min(SLICE_MILLIS, (left + NANOS - 1) / NANOS));
            left = left();
        }
        if (stop.getAsBoolean()) {
            return false;
        }
        began = nanoTime.getAsLong();
        rest = pace.nanosFor(records);
        return true;
    }

    private long left() {
        return rest == 0 ? 0 : rest - (nanoTime.getAsLong() - began);
    }
}
