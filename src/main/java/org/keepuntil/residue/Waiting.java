package org.keepuntil.residue;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what passes by itself, for a bounded time. */
record Waiting(Duration longest, BooleanSupplier stop) {
    private static final long PAUSE_MILLIS = 200;

    /** Asks again and again, until nobody is left or the time is over; who is left then. */
    List<String> until(Supplier<List<String>> left) {
        long end = System.nanoTime() + longest.toNanos();
        List<String> still = left.get();
        while (!still.isEmpty() && System.nanoTime() < end && !stop.getAsBoolean()) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return still;
            }
            still = left.get();
        }
        return still;
    }
}
