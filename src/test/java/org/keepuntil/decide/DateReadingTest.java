package org.keepuntil.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.keepuntil.decide.Sample.interval;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.decide.DateReading.Kind;
import org.keepuntil.decide.DateValue.Gap;

class DateReadingTest {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final TimeZone OF_THE_JVM = TimeZone.getDefault();

    @AfterEach
    void restoreTheTimeZone() {
        TimeZone.setDefault(OF_THE_JVM);
    }

    private static DateReading reading(Kind kind) {
        return new DateReading(kind, LONDON, false, false, Set.of());
    }

    private static DateValue date(String raw, @Nullable String precision) {
        return reading(Kind.DATE).read(raw, precision);
    }

    private static DateValue.Known on(String date) {
        return new DateValue.Known(interval(date, date));
    }

    private static DateValue unknown(Gap gap) {
        return new DateValue.Unknown(gap);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"UTC", "Pacific/Auckland", "America/St_Johns", "Pacific/Pago_Pago", "Europe/London"})
    void timestamps_areCivilDatesOfTheSchedule_inEveryZoneOfTheJvm(String jvm) {
        TimeZone.setDefault(TimeZone.getTimeZone(jvm));
        assertThat(reading(Kind.TIMESTAMP_WITH_ZONE).read("2020-03-31 23:30:00+00", null))
                .isEqualTo(on("2020-04-01"));
        assertThat(reading(Kind.TIMESTAMP_STORED_UTC).read("2026-06-14 23:30:00", null))
                .isEqualTo(on("2026-06-15"));
        assertThat(reading(Kind.TIMESTAMP_STORED_LOCAL).read("2026-06-14 23:30:00", null))
                .isEqualTo(on("2026-06-14"));
        assertThat(date("2004-02-29", null)).isEqualTo(on("2004-02-29"));
    }

    @ParameterizedTest(name = "{0} is {1} in London")
    @CsvSource({
        "2026-01-14 23:30:00+00,          2026-01-14",
        "2026-06-14 22:59:59.999999+00,   2026-06-14",
        "2026-06-14 23:00:00+00,          2026-06-15",
        "2026-06-15 04:30:00+05:30,       2026-06-15",
        "2026-06-14 19:00:00-04,          2026-06-15",
        "2020-03-31T23:30:00Z,            2020-04-01",
        "1999-12-31 23:59:59.5+00,        1999-12-31",
        "1970-06-30 23:30:00+00,          1970-07-01",
    })
    void timestampWithZone_isTheDateInTheSchedulesZone(String raw, String date) {
        assertThat(reading(Kind.TIMESTAMP_WITH_ZONE).read(raw, null)).isEqualTo(on(date));
    }

    @Test
    void localTimestamp_inTheHourThatDoesNotExist_keepsItsDate() {
        assertThat(reading(Kind.TIMESTAMP_STORED_LOCAL).read("2026-03-29 01:30:00", null))
                .isEqualTo(on("2026-03-29"));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void infinity_isNoDate(Kind kind) {
        assertThat(reading(kind).read("infinity", null)).isEqualTo(unknown(Gap.NOT_A_DATE));
        assertThat(reading(kind).read("-infinity", "year")).isEqualTo(unknown(Gap.NOT_A_DATE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0044-03-15 BC", "1799-12-31", "3000-01-01", "10000-01-01", "5874897-12-31"})
    void dateOutsideThePlausibleYears_isNoDate(String raw) {
        assertThat(date(raw, null)).isEqualTo(unknown(Gap.NOT_A_DATE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1800-01-01", "2999-12-31"})
    void firstAndLastPlausibleDay_areDates(String raw) {
        assertThat(date(raw, null)).isEqualTo(on(raw));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0044-03-15 12:00:00+00 BC", "294276-12-31 23:59:59.999999+00", "2999-12-31 23:30:00-01"})
    void timestampOutsideThePlausibleYears_isNoDate(String raw) {
        assertThat(reading(Kind.TIMESTAMP_WITH_ZONE).read(raw, null)).isEqualTo(unknown(Gap.NOT_A_DATE));
    }

    @Test
    void noValue_hasNotHappenedYet_unlessItIsRequired() {
        assertThat(reading(Kind.DATE).read(null, null)).isEqualTo(new DateValue.NotYet());
        assertThat(reading(Kind.DATE).read(null, "month")).isEqualTo(new DateValue.NotYet());
        assertThat(new DateReading(Kind.DATE, LONDON, true, false, Set.of()).read(null, null))
                .isEqualTo(unknown(Gap.NO_VALUE));
    }

    @ParameterizedTest(name = "{0} by {1}: {2} to {3}")
    @CsvSource({
        "2008-05-17, day,   2008-05-17, 2008-05-17", "2008-05-17, MONTH, 2008-05-01, 2008-05-31",
        "2008-02-01, month, 2008-02-01, 2008-02-29", "2001-07-02, Year,  2001-01-01, 2001-12-31",
        "2999-12-31, YEAR,  2999-01-01, 2999-12-31", "2008-05-17, DAY,   2008-05-17, 2008-05-17",
    })
    void precision_widensTheDate(String raw, String precision, String first, String last) {
        assertThat(date(raw, precision)).isEqualTo(Sample.known(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"decade", "", " day", "y"})
    void precisionThatIsNotKnown_makesTheDateUnknown(String precision) {
        assertThat(date("2008-05-17", precision)).isEqualTo(unknown(Gap.IMPRECISE));
    }

    @Test
    void precisionOfATimestamp_isAppliedToTheDateInTheSchedulesZone() {
        assertThat(reading(Kind.TIMESTAMP_WITH_ZONE).read("2008-05-31 23:30:00+00", "month"))
                .isEqualTo(Sample.known("2008-06-01", "2008-06-30"));
    }

    @Test
    void firstOfJanuary_isTheWholeYear_whereTheBindingSaysSo() {
        DateReading reading = new DateReading(Kind.DATE, LONDON, false, true, Set.of());
        assertThat(reading.read("2001-01-01", null)).isEqualTo(Sample.known("2001-01-01", "2001-12-31"));
        assertThat(reading.read("2001-01-01", "day")).isEqualTo(Sample.known("2001-01-01", "2001-12-31"));
        assertThat(reading.read("2001-01-01", "month")).isEqualTo(Sample.known("2001-01-01", "2001-01-31"));
        assertThat(reading.read("2001-01-02", null)).isEqualTo(on("2001-01-02"));
        assertThat(date("2001-01-01", null)).isEqualTo(on("2001-01-01"));
    }

    @Test
    void placeholder_isUnknown_whateverItsPrecision() {
        Set<LocalDate> placeholders = Set.of(LocalDate.of(1900, 1, 1), LocalDate.of(9999, 12, 31));
        DateReading reading = new DateReading(Kind.DATE, LONDON, false, true, placeholders);
        assertThat(reading.read("1900-01-01", null)).isEqualTo(unknown(Gap.PLACEHOLDER));
        assertThat(reading.read("1900-01-01", "year")).isEqualTo(unknown(Gap.PLACEHOLDER));
        assertThat(reading.read("9999-12-31", null)).isEqualTo(unknown(Gap.PLACEHOLDER));
        assertThat(reading.read("1900-01-02", null)).isEqualTo(on("1900-01-02"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "DATE, 29/02/2004",
        "DATE, 2004-02-29 00:00:00",
        "DATE, 2005-02-29",
        "DATE, secret",
        "TIMESTAMP_WITH_ZONE, 2020-03-31 23:30:00",
        "TIMESTAMP_WITH_ZONE, 2020-03-31",
        "TIMESTAMP_STORED_UTC, 2020-03-31 23:30:00+00",
        "TIMESTAMP_STORED_LOCAL, 2020-03-31",
    })
    void textThatIsNotOfTheKind_isRefused_withoutRepeatingIt(Kind kind, String raw) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reading(kind).read(raw, null))
                .withMessageNotContaining(raw)
                .withNoCause();
    }
}
