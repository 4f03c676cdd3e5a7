package org.keepuntil.dispose;

import java.time.Clock;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.control.Run;
import org.keepuntil.sql.Workload;

/** Disposes of what a run has planned. */
public interface Disposer {
    /** A disposer for the database, as the operator. */
    static Disposer of(DataSource database, Workload workload, TokenKey tokens, Clock clock) {
        return new JdbcDisposer(database, workload, tokens, clock);
    }

    /**
     * Works through the frozen list, from where it was left, until its end or until it is told to stop, which it does between two batches.
     * A class for which something does not add up is stopped; the others go on.
     */
    Result dispose(Run run, Pace pace, BooleanSupplier stop, ProgressListener listener);

    /**
     * How far it came.
     *
     * @param complete whether it was not told to stop
     * @param stopped why a class was stopped, by class; no personal data
     */
    record Result(boolean complete, Map<String, RuntimeException> stopped) {
        public Result {
            stopped = Map.copyOf(stopped);
        }
    }

    /** Hears how far it has come. */
    interface ProgressListener {
        void at(String recordClass, long looked, long planned);
    }
}
