package org.keepuntil.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.keepuntil.fleet.Hours.Night;

class HoursTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Hours NIGHTLY = new Hours(LocalTime.of(22, 0), LocalTime.of(6, 0), LONDON);

    @Test
    void at_isTheNightUnderWay_onBothSidesOfMidnight() {
        Night expected = new Night(
                LocalDate.of(2026, 11, 22),
                Instant.parse("2026-11-22T22:00:00Z"),
                Instant.parse("2026-11-23T06:00:00Z"));

        assertThat(NIGHTLY.at(Instant.parse("2026-11-22T22:00:00Z"))).isEqualTo(expected);
        assertThat(NIGHTLY.at(Instant.parse("2026-11-23T05:59:59Z"))).isEqualTo(expected);
        assertThat(expected.isOpen(Instant.parse("2026-11-23T05:59:59Z"))).isTrue();
        assertThat(expected.isOpen(Instant.parse("2026-11-22T21:59:59Z"))).isFalse();
        assertThat(expected.isOpen(Instant.parse("2026-11-23T06:00:00Z"))).isFalse();
    }

    @Test
    void at_isTheNextNight_betweenTwo() {
        assertThat(NIGHTLY.at(Instant.parse("2026-11-23T06:00:00Z")).of()).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(NIGHTLY.at(Instant.parse("2026-11-23T21:59:00Z")).of()).isEqualTo(LocalDate.of(2026, 11, 23));
    }

    @Test
    void hoursWithinADay_endOnIt_andTheSameTimeTwiceIsAWholeDay() {
        Hours lunch = new Hours(LocalTime.of(12, 0), LocalTime.of(13, 30), LONDON);
        Hours always = new Hours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, LONDON);

        assertThat(lunch.at(Instant.parse("2026-07-01T12:00:00Z")).ends()).isEqualTo("2026-07-01T12:30:00Z");
        assertThat(always.at(Instant.parse("2026-11-22T00:00:00Z")))
                .isEqualTo(new Night(
                        LocalDate.of(2026, 11, 22),
                        Instant.parse("2026-11-22T00:00:00Z"),
                        Instant.parse("2026-11-23T00:00:00Z")));
        Night first = always.at(Instant.parse("2026-11-22T00:00:00Z"));
        assertThat(always.after(first).begins()).isEqualTo(first.ends());
    }

    @Test
    void nightsInWhichClocksChange_areAnHourShorterOrLonger() {
        Night spring = NIGHTLY.at(Instant.parse("2026-03-28T23:00:00Z"));
        Night autumn = NIGHTLY.at(Instant.parse("2026-10-24T23:00:00Z"));

        assertThat(spring.begins()).isEqualTo("2026-03-28T22:00:00Z");
        assertThat(spring.ends()).isEqualTo("2026-03-29T05:00:00Z");
        assertThat(autumn.begins()).isEqualTo("2026-10-24T21:00:00Z");
        assertThat(autumn.ends()).isEqualTo("2026-10-25T06:00:00Z");
    }
}
