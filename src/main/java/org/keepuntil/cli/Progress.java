package org.keepuntil.cli;

import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * How far a piece of work has come, on standard error: a bar on a terminal; elsewhere a line at most every two seconds and one at the
 * end; nothing at all if the console is quiet. Close it before anything else is written.
 */
public final class Progress implements AutoCloseable {
    private static final long NANOS_BETWEEN_LINES = 2_000_000_000L;

    private final Console console;
    private final String task;
    private final long total;
    private final LongSupplier nanoTime;
    private final @Nullable ProgressBar bar;
    private long done;
    private long lastLine;
    private long said = -1;
    private boolean closed;

    private Progress(Console console, String task, long total, LongSupplier nanoTime) {
        this.console = console;
        this.task = task;
        this.total = total;
        this.nanoTime = nanoTime;
        this.lastLine = nanoTime.getAsLong();
        this.bar = console.errTerminal() && !console.quiet() ? bar() : null;
    }

    /** Begins at nought of {@code total}, which counts records or whatever else the work is measured in. */
    public static Progress of(Console console, String task, long total) {
        return of(console, task, total, System::nanoTime);
    }

    static Progress of(Console console, String task, long total, LongSupplier nanoTime) {
        return new Progress(console, task, total, nanoTime);
    }

    /** So many are done by now, in all. */
    public synchronized void at(long now) {
        done = now;
        if (bar != null) {
            bar.stepTo(now);
        } else if (nanoTime.getAsLong() - lastLine >= NANOS_BETWEEN_LINES) {
            line();
        }
    }

    /** So many more are done. */
    public synchronized void add(long more) {
        at(done + more);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (bar != null) {
            bar.close();
            // not in the consumer: the library forgets to close that if it has drawn nothing before
            console.err().println();
        } else if (said != done) {
            line();
        }
    }

    private void line() {
        lastLine = nanoTime.getAsLong();
        said = done;
        console.remark(String.format(Locale.ROOT, "%s: %,d of %,d%s", task, done, total, percent()));
    }

    private String percent() {
        return total == 0 ? "" : String.format(Locale.ROOT, " (%d %%)", 100 * done / total);
    }

    private ProgressBar bar() {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(200)
                .setConsumer(new OnOneLine(console))
                .build();
    }

    /** Writes each picture of the bar over the one before. The library's own consumer would ask a terminal library for the width. */
    private record OnOneLine(Console console) implements ProgressBarConsumer {
        @Override
        public int getMaxRenderedLength() {
            return console.width() - 1;
        }

        @Override
        public void accept(String picture) {
            console.err().print("\r" + picture);
            console.err().flush();
        }

        @Override
        public void close() {}
    }
}
