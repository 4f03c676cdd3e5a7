package org.keepuntil.cli;

import org.jspecify.annotations.Nullable;
import org.keepuntil.plan.Watch;

/** Shows how far a look at every record has come: {@link Progress} for one class after the other. */
final class WatchedProgress implements Watch, AutoCloseable {
    private final Console console;
    private @Nullable Progress progress;

    WatchedProgress(Console console) {
        this.console = console;
    }

    @Override
    public void begins(String title, long records) {
        close();
        progress = Progress.of(console, title, records);
    }

    @Override
    public void at(long records) {
        if (progress != null) {
            progress.at(records);
        }
    }

    @Override
    public void close() {
        if (progress != null) {
            progress.close();
            progress = null;
        }
    }
}
