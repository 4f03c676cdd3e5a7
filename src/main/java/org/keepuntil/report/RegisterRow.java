package org.keepuntil.report;

import java.time.LocalDate;
import java.util.List;
import org.keepuntil.schedule.Disposal;

/**
 * A record that was disposed of.
 *
 * @param logIndex the index of its entry in the audit log
 * @param record the keyed token that stands for the record
 * @param date the day as of which it was due; the run's own times are in {@link RunFacts}
 * @param result what the record is now, in a word: {@code destroyed}, or {@code pseudonymised} where the schedule said anonymise
 * @param components a count for each table that lost rows or links with the record
 */
public record RegisterRow(
        long logIndex,
        String recordClass,
        String record,
        Disposal action,
        String rule,
        LocalDate date,
        String result,
        List<ComponentCount> components) {
    RegisterRow(
            long logIndex,
            String recordClass,
            String record,
            Disposal action,
            String rule,
            LocalDate date,
            List<ComponentCount> components) {
        this(logIndex, recordClass, record, action, rule, date, Deeds.done(action), components);
    }

    public RegisterRow {
        components = List.copyOf(components);
    }
}
