package org.keepuntil.dispose;

import java.util.List;
import javax.sql.DataSource;
import org.keepuntil.control.Run;
import org.keepuntil.sql.Workload;

/** Materialized views over the tables that a run has touched: they keep copies of what went until they are refreshed. */
public interface MaterializedViews {
    /** As the operator. */
    static MaterializedViews of(DataSource database, Workload workload) {
        return new JdbcMaterializedViews(database, workload);
    }

    /** Refreshes those that the operator may, each after those that it reads, and writes to the log which. */
    List<View> refresh(Run run);

    /**
     * A view over tables that the run has touched.
     *
     * @param name with its schema
     * @param refreshed else it may still hold copies of what went
     * @param reason why it was not refreshed; empty where it was
     */
    record View(String name, boolean refreshed, String reason) {}
}
