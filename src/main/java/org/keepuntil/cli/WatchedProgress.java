package org.keepuntil.cli;

import org.jspecify.annotations.Nullable;
import org.keepuntil.plan.Watch;

/** Shows how far a look at every record has come: {@link Progress} for one class after the other. */
final class WatchedProgress implements Watch, AutoCloseable {
    private final String before;
    private final Console console;
    private @Nullable Progress progress;

    WatchedProgress(Console console) {
        this("", console);
    }

    /** The same with some words before the title of each class. */
    WatchedProgress(String before, Console console) {
        this.before = before;
        this.console = console;
    }

    @Override
    public void begins(String title, long records) {
        close();
        progress = Progress.of(console, before + title, records);
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
