package org.keepuntil.report;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.schedule.Schedule.Adopted;

/**
 * The schedule that a run enforced, as it stood.
 *
 * @param title the organisation or service that it is for
 * @param zone the zone in which the report states times
 * @param text the file, to the letter
 */
public record ScheduleFacts(
        String name,
        String title,
        String version,
        Optional<Adopted> adopted,
        Optional<LocalDate> reviewBy,
        ZoneId zone,
        String text) {

    public static ScheduleFacts of(Schedule schedule) {
        return new ScheduleFacts(
                schedule.name(),
                schedule.title(),
                schedule.version(),
                schedule.adopted(),
                schedule.reviewBy(),
                schedule.zone(),
                schedule.text());
    }
}
