package org.keepuntil.cli;

import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

/** How a signal asks work to come to an end in good order, and learns that it has. */
public final class StopSign implements BooleanSupplier {
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean wanted;
    private volatile boolean working;
    private volatile int status;

    /** Whether the work should stop where it next can. */
    @Override
    public boolean getAsBoolean() {
        return wanted;
    }

    /** Asks for the stop, without waiting. */
    void ask() {
        wanted = true;
    }

    /** From now on the program must not end before its work says so. */
    void beginWork() {
        working = true;
    }

    /** The program has come to its end, with that exit status. */
    public void end(int exitStatus) {
        status = exitStatus;
        ended.countDown();
    }

    /**
     * Asks for the stop, and waits for the end of work that must not be cut off.
     *
     * @return the exit status to end with, empty where nothing had to be waited for
     */
    public OptionalInt stop() {
        wanted = true;
        if (!working || ended.getCount() == 0) {
            return OptionalInt.empty();
        }
        try {
            ended.await();
            return OptionalInt.of(status);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }
}
