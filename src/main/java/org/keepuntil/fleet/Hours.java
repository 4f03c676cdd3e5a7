package org.keepuntil.fleet;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.stream.Stream;

/**
 * The hours of a night: from a time of day until the next time that it is another, across midnight if need be. The same time twice is a whole
 * day. A time that is skipped in spring comes an hour later; of one that comes twice in autumn the first counts.
 */
public record Hours(LocalTime from, LocalTime to, ZoneId zone) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    /**
     * One night.
     *
     * @param of the day on which it begins, which names it
     */
    public record Night(LocalDate of, Instant begins, Instant ends) {
        public boolean isOpen(Instant now) {
            return !now.isBefore(begins) && now.isBefore(ends);
        }

        /** Whether there is time left for a run, which is given whole minutes. */
        boolean isLongEnough(Instant now) {
            return isOpen(now) && !now.plus(SHORTEST).isAfter(ends);
        }
    }

    /** The night that is under way, or else the next. */
    public Night at(Instant now) {
        LocalDate yesterday = now.atZone(zone).toLocalDate().minusDays(1);
        return Stream.iterate(yesterday, day -> day.plusDays(1))
                .map(this::night)
                .filter(night -> now.isBefore(night.ends()))
                .findFirst()
                .orElseThrow();
    }

    Night after(Night night) {
        return night(night.of().plusDays(1));
    }

    private Night night(LocalDate day) {
        LocalDate last = to.isAfter(from) ? day : day.plusDays(1);
        return new Night(
                day,
                day.atTime(from).atZone(zone).toInstant(),
                last.atTime(to).atZone(zone).toInstant());
    }
}
