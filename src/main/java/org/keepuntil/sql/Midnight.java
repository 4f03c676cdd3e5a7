package org.keepuntil.sql;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;
import org.keepuntil.decide.DateReading;

/**
 * The start of a civil day, as a column of timestamps stores it. Where clocks went back across midnight (St John's did so each autumn
 * from 1987 to 2011, a minute past it), a day starts twice, and the day before comes back in between.
 *
 * @param first when it starts
 * @param back when the day before comes back; null as a rule
 * @param last when it starts for good
 */
record Midnight(Object first, @Nullable Object back, Object last) {
    static Midnight of(LocalDate day, DateReading reading) {
        LocalDateTime local = day.atStartOfDay();
        if (reading.kind() == DateReading.Kind.TIMESTAMP_STORED_LOCAL) {
            return new Midnight(local, null, local);
        }
        ZoneOffsetTransition change = reading.zone().getRules().getTransition(local);
        if (change == null || !change.isOverlap() || local.equals(change.getDateTimeAfter())) {
            Object start = stored(day.atStartOfDay(reading.zone()).toInstant(), reading);
            return new Midnight(start, null, start);
        }
        return new Midnight(
                stored(local.toInstant(change.getOffsetBefore()), reading),
                stored(change.getInstant(), reading),
                stored(local.toInstant(change.getOffsetAfter()), reading));
    }

    private static Object stored(Instant instant, DateReading reading) {
        return reading.kind() == DateReading.Kind.TIMESTAMP_STORED_UTC
                ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
                : instant.atOffset(ZoneOffset.UTC);
    }
}
