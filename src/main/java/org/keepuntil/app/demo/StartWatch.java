package org.keepuntil.app.demo;

/**
 * Interrupts the thread that waits for the server as soon as the log says that there will be none. The library that starts
 * PostgreSQL would wait to the end of its patience, which has to be long: recovery after a crash takes its time.
 */
final class StartWatch implements AutoCloseable {
    private static final String GIVEN_UP = "pg_ctl: could not start server";

    private final DemoHome home;
    private final Thread waiting = Thread.currentThread();
    private final Thread watcher = new Thread(this::watch, "demo-server-start");
    private volatile boolean over;
    private volatile boolean failed;

    StartWatch(DemoHome home) {
        this.home = home;
        watcher.setDaemon(true);
        watcher.start();
    }

    private void watch() {
        while (!over) {
            if (home.said().contains(GIVEN_UP)) {
                failed = true;
                waiting.interrupt();
                return;
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    boolean failed() {
        return failed;
    }

    /** Ends the watch, and clears the interruption if it was the one from here. */
    @Override
    public void close() {
        over = true;
        watcher.interrupt();
        try {
            watcher.join();
        } catch (InterruptedException e) {
            if (!failed) {
                Thread.currentThread().interrupt();
            }
        }
        if (failed) {
            Thread.interrupted();
        }
    }
}
