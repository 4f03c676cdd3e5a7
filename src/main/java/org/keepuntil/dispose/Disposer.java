package org.keepuntil.dispose;

import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.control.Run;
import org.keepuntil.plan.Workload;

/** Disposes of what a run has planned. */
public interface Disposer {
    /** A disposer for the database, as the operator. */
    static Disposer of(DataSource database, Workload workload, TokenKey tokens) {
        return new JdbcDisposer(database, workload, tokens);
    }

    /**
     * Works through the frozen list, from where it was left, until its end or until it is told to stop, which it does between two batches.
     *
     * @return whether it came to the end of the list
     * @throws org.keepuntil.plan.DisagreementException if the evaluators differ
     * @throws UnexpectedRowsException if other rows than meant were touched
     */
    boolean dispose(Run run, Pace pace, BooleanSupplier stop, ProgressListener listener);

    /** Hears how far it has come. */
    interface ProgressListener {
        void at(String recordClass, long looked, long planned);
    }
}
