package org.keepuntil.report;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** What waits for people in a database, and what will. Read without any schedule: what the last plan has kept of them is enough. */
public interface Matters {
    /** Those of the database, for any role that may read the control schema. */
    static Matters of(DataSource database) {
        return new JdbcMatters(database);
    }

    /** The time zone of the schedules that were planned with last; empty where nothing was planned yet. */
    Optional<ZoneId> zone();

    /** What waits, the kinds in their order. */
    List<Matter> waiting(LocalDate today);

    /** What will come up on a day that is known, the earliest first; of each kind the next. */
    List<Upcoming> upcoming(LocalDate today);
}
