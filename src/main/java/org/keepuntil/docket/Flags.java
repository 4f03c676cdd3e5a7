package org.keepuntil.docket;

import java.util.List;
import javax.sql.DataSource;
import org.keepuntil.audit.Flagged;
import org.keepuntil.control.Run;
import org.keepuntil.sql.Workload;

/** Marks of records by the rules that say {@code then: flag}. */
public interface Flags {
    static Flags of(DataSource database, Workload workload) {
        return new JdbcFlags(database, workload);
    }

    /**
     * Brings the marks of every rule up to date with the records: what is eligible is marked, a mark that has lost its ground goes. One
     * transaction a rule, with its entry in the log where something changed.
     *
     * @return what changed, for each rule that marks
     */
    List<Flagged> apply(Run run);
}
