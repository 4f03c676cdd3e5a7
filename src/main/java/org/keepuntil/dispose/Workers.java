package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import javax.sql.DataSource;

/**
 * Works through the list of a class, batch after batch in key order: one worker, or several at once that each have a connection and a part
 * of the list. Where one fails, the others end with the batch that they are at.
 */
final class Workers {
    private final DataSource database;
    private final ClassRun run;
    private final Pace pace;
    private final BitSet gone;
    private final BooleanSupplier stop;
    private final Disposer.ProgressListener listener;
    private final AtomicBoolean failed = new AtomicBoolean();
    private final AtomicLong looked = new AtomicLong();

    /**
     * Those who work through the list.
     *
     * @param gone the numbers of records that went with a partition
     */
    Workers(
            DataSource database,
            ClassRun run,
            Pace pace,
            BitSet gone,
            BooleanSupplier stop,
            Disposer.ProgressListener listener) {
        this.database = database;
        this.run = run;
        this.pace = pace;
        this.gone = gone;
        this.stop = () -> stop.getAsBoolean() || failed.get();
        this.listener = listener;
    }

    /** Returns false where it was told to stop before the end. */
    boolean work(List<Slice> slices, long planned) {
        slices.forEach(slice -> looked.addAndGet(slice.looked()));
        listener.at(run.name(), looked.get(), planned);
        Queue<Slice> left = new ConcurrentLinkedQueue<>(
                slices.stream().filter(slice -> !slice.isDone()).toList());
        int workers = Math.min(pace.workers(), left.size());
        return workers <= 1 ? one(left, planned, pace) : together(workers, left, planned);
    }

    private boolean together(int workers, Queue<Slice> left, long planned) {
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Future<Boolean>> ends = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                Callable<Boolean> worker = () -> one(left, planned, pace.ofOne());
                ends.add(threads.submit(worker));
            }
            return end(ends);
        } finally {
            threads.shutdown();
        }
    }

    /** Waits for all of them, whatever happens to one. */
    private boolean end(List<Future<Boolean>> ends) {
        boolean complete = true;
        RuntimeException first = null;
        for (Future<Boolean> end : ends) {
            try {
                complete &= end.get();
            } catch (ExecutionException e) {
                RuntimeException failure = e.getCause() instanceof RuntimeException cause
                        ? cause
                        : new IllegalStateException("a worker ended", e.getCause());
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            } catch (InterruptedException e) {
                failed.set(true);
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting", e);
            }
        }
        if (first != null) {
            throw first;
        }
        return complete;
    }

    /** What one worker does. */
    private boolean one(Queue<Slice> left, long planned, Pace own) {
        try {
            Batch batch = new Batch(database);
            Throttle throttle = new Throttle(own, stop);
            int size = own.first();
            for (Slice slice = left.poll(); slice != null; slice = left.poll()) {
                for (long position = slice.position(); position < slice.last(); ) {
                    long last = Math.min(position + size, slice.last());
                    if (!throttle.admits((int) (last - position))) {
                        return false;
                    }
                    List<Long> numbers = LongStream.rangeClosed(position + 1, last)
                            .filter(n -> gone.isEmpty() || !gone.get((int) n))
                            .boxed()
                            .toList();
                    if (!numbers.isEmpty()) {
                        long began = System.nanoTime();
                        new Patience(batch.of(run, slice)).run(numbers);
                        size = own.next(size, System.nanoTime() - began);
                    }
                    said(last - position, planned);
                    position = last;
                }
            }
            return true;
        } catch (RuntimeException e) {
            failed.set(true);
            throw e;
        }
    }

    private synchronized void said(long more, long planned) {
        listener.at(run.name(), looked.addAndGet(more), planned);
    }
}
