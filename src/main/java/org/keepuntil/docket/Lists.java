package org.keepuntil.docket;

import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.keepuntil.control.Run;
import org.keepuntil.sql.Workload;

/** The lists of records on which nothing is done by itself: for review, and under notice. */
public interface Lists {
    static Lists of(DataSource database, Workload workload, Clock clock) {
        return new JdbcLists(database, workload, clock);
    }

    /**
     * What stands on the lists of a class.
     *
     * @param overdue reviews that have waited for longer than their rule allows
     */
    record Listed(String recordClass, long inReview, long overdue, long inNotice) {}

    /**
     * Brings the lists up to date with the records, as of the run's day: who is eligible and waits for a person or for a notice is on
     * them, an entry that has lost its ground goes. One transaction a class.
     */
    List<Listed> apply(Run run);
}
