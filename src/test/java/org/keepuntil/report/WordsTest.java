package org.keepuntil.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    @Test
    void time_isThatOfTheSchedulesZone() {
        assertThat(Words.time(Instant.parse("2026-06-30T23:30:00Z"), LONDON))
                .isEqualTo("1 July 2026, 00:30:00 Europe/London (UTC+01:00)");
        assertThat(Words.time(Instant.parse("2026-11-22T01:30:04Z"), LONDON))
                .isEqualTo("22 November 2026, 01:30:04 Europe/London (UTC+00:00)");
    }

    @Test
    void time_tellsTheTwoHoursOfAutumnApart() {
        assertThat(Words.time(Instant.parse("2026-10-25T00:30:00Z"), LONDON))
                .isNotEqualTo(Words.time(Instant.parse("2026-10-25T01:30:00Z"), LONDON));
    }

    @Test
    void numbersAndDays_areBritish() {
        assertThat(Words.number(1_234_567)).isEqualTo("1,234,567");
        assertThat(Words.day(LocalDate.of(2026, 9, 5))).isEqualTo("5 September 2026");
        assertThat(Words.records(1)).isEqualTo("1 record");
        assertThat(Words.capitalised("interrupted")).isEqualTo("Interrupted");
    }

    @ParameterizedTest
    @CsvSource({"0,100,0%", "1,3,33.3%", "100,100,100.0%", "1,28000,under 0.1%", "27999,28000,over 99.9%", "5,0,0%"})
    void share_isNeverRoundedToNothingOrAll(long part, long whole, String words) {
        assertThat(Words.share(part, whole)).isEqualTo(words);
    }
}
