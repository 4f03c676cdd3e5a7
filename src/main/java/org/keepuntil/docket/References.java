package org.keepuntil.docket;

import java.time.Clock;
import javax.sql.DataSource;
import org.keepuntil.control.Run;
import org.keepuntil.sql.Workload;

/** References to records of the classes that are kept until no other record refers to them. */
public interface References {
    static References of(DataSource database, Workload workload, Clock clock) {
        return new JdbcReferences(database, workload, clock);
    }

    /** Records, as of the run's day, to which records others refer, and of which the last reference has gone. */
    void record(Run run);
}
