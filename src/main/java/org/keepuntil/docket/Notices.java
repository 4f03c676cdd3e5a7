package org.keepuntil.docket;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Schedule;

/** Records that are listed before they go, as the last run listed them. */
public interface Notices {
    static Notices of(DataSource database) {
        return new JdbcNotices(database);
    }

    /**
     * A record under notice.
     *
     * @param since the day on which a run listed it
     * @param runs empty where the schedules have no such rule with a notice any more: the next run takes it off the list
     */
    record Listed(String recordClass, RecordKey key, String rule, LocalDate since, Optional<Runs> runs) {}

    /**
     * What the notice is of.
     *
     * @param actsOn the first day on which the notice has run; the day of the list is not counted
     */
    record Runs(Disposal then, LocalDate actsOn) {}

    /**
     * All of them, in the order of classes and days.
     *
     * @param classes those that are wanted; empty for all
     */
    List<Listed> list(List<String> classes, List<Schedule> schedules);
}
