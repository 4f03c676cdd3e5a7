package org.keepuntil.dispose;

import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.keepuntil.control.Run;
import org.keepuntil.sql.Workload;

/**
 * Searches links that the database does not keep whole again, for what went. A row that referred to a record may have been on its way
 * while the record went: it was written by a transaction that was older, and nobody saw it. Once no such transaction lives, what came
 * late goes too, through the same gateway.
 */
public interface LateLinks {
    /** For the database, as the operator. */
    static LateLinks of(DataSource database, Workload workload) {
        return new JdbcLateLinks(database, workload);
    }

    /**
     * Searches for all that can be searched for, whichever run it went in, and writes down what was found and what is left.
     *
     * @param patience how long to wait for older transactions
     * @return why classes were stopped
     */
    Map<String, RuntimeException> search(Run run, Duration patience, BooleanSupplier stop);

    /** Counts the rows whose links lead nowhere, and writes the counts down. */
    void countOrphans(Run run);
}
