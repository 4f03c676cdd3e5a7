package org.keepuntil.schedule;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.keepuntil.calendar.YearStarts;

/**
 * A retention schedule: the policy that a records manager writes and an organisation adopts.
 *
 * @param holdGraceDays how long records wait after their hold was released, in days
 * @param text the file as it was read, to the byte; its digest stands for the schedule
 */
public record Schedule(
        String name,
        String title,
        String version,
        Optional<Adopted> adopted,
        Optional<LocalDate> reviewBy,
        ZoneId zone,
        YearStarts years,
        List<RecordClass> records,
        List<Rule> rules,
        int holdGraceDays,
        String text) {
    /** Where the schedule does not say how long records wait after their hold was released. */
    public static final int HOLD_GRACE_DAYS = 30;

    public Schedule {
        records = List.copyOf(records);
        rules = List.copyOf(rules);
    }

    /** Who adopted the schedule, when, and where that is minuted. */
    public record Adopted(Optional<String> by, Optional<LocalDate> on, Optional<String> minute) {}

    /** The same with other rules. */
    public Schedule with(List<Rule> others) {
        return new Schedule(name, title, version, adopted, reviewBy, zone, years, records, others, holdGraceDays, text);
    }

    /** The class of that name. */
    public Optional<RecordClass> recordClass(String name) {
        return records.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /** The rules for a class, in the order of the file. */
    public List<Rule> rulesFor(String recordClass) {
        return rules.stream().filter(r -> r.records().equals(recordClass)).toList();
    }
}
