package org.keepuntil.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulingsTest {
    @ParameterizedTest(name = "born {0}, {1}: {2}")
    @CsvSource({
        "2001-03-15, 25,  2026-03-15",
        "2001-03-15, 0,   2001-03-15",
        "2004-02-29, 25,  2029-03-01",
        "2004-02-29, 28,  2032-02-29",
        "2004-02-28, 25,  2029-02-28",
        "2004-03-01, 25,  2029-03-01",
        "2000-02-29, 100, 2100-03-01",
        "2000-02-29, 400, 2400-02-29",
        "2000-12-31, 18,  2018-12-31",
    })
    void age_isAttainedAtTheStartOfTheAnniversary(LocalDate birth, int age, LocalDate attained) {
        assertThat(Rulings.attains(birth, age)).isEqualTo(attained);
    }

    @ParameterizedTest(name = "{1} months and {2} days after {0}: {3}")
    @CsvSource({
        "1978-09-30, 4,   0,  1979-01-31",
        "2025-08-31, 6,   0,  2026-03-01",
        "2025-11-30, 6,   0,  2026-05-31",
        "2026-02-28, 1,   0,  2026-03-29",
        "2024-01-31, 1,   0,  2024-03-01",
        "2023-01-31, 1,   0,  2023-03-01",
        "2023-01-31, 2,   0,  2023-04-01",
        "2004-02-29, 300, 0,  2029-03-01",
        "2026-11-22, 0,   0,  2026-11-23",
        "2026-11-22, 0,   31, 2026-12-24",
        "2026-01-31, 1,   1,  2026-03-02",
        "2026-12-31, 0,   1,  2027-01-02",
    })
    void after_doesNotCountTheDay_andEndsWithTheCorrespondingDate(
            LocalDate event, int months, int days, LocalDate eligible) {
        assertThat(Rulings.after(event, new Span(months, days))).isEqualTo(eligible);
    }

    @ParameterizedTest(name = "{1} months and {2} days beginning with {0}: {3}")
    @CsvSource({
        "2023-05-31, 180, 0,  2038-05-31",
        "2016-02-29, 180, 0,  2031-03-01",
        "2016-02-29, 48,  0,  2020-02-29",
        "2026-01-30, 1,   0,  2026-03-01",
        "2026-01-31, 1,   0,  2026-03-01",
        "2026-01-31, 1,   1,  2026-03-02",
        "2026-03-31, 1,   0,  2026-05-01",
        "2025-12-31, 2,   0,  2026-03-01",
        "2026-11-22, 0,   0,  2026-11-22",
        "2026-11-22, 0,   7,  2026-11-29",
    })
    void beginningWith_countsTheDay(LocalDate event, int months, int days, LocalDate eligible) {
        assertThat(Rulings.beginningWith(event, new Span(months, days))).isEqualTo(eligible);
    }

    @ParameterizedTest(name = "{0}, years from {1}: {2}")
    @CsvSource({
        "2020-03-31, --04-01, 2020-04-01",
        "2020-04-01, --04-01, 2021-04-01",
        "2020-04-05, --04-06, 2020-04-06",
        "2020-04-06, --04-06, 2021-04-06",
        "2026-08-31, --09-01, 2026-09-01",
        "2026-09-01, --09-01, 2027-09-01",
        "2020-12-31, --01-01, 2021-01-01",
        "2021-01-01, --01-01, 2022-01-01",
        "2023-02-28, --02-29, 2023-03-01",
        "2023-03-01, --02-29, 2024-02-29",
        "2024-02-28, --02-29, 2024-02-29",
        "2024-02-29, --02-29, 2025-03-01",
    })
    void endOfYear_isTheFirstDayOfTheNext(LocalDate date, MonthDay start, LocalDate next) {
        assertThat(Rulings.endOfYear(date, start)).isEqualTo(next);
    }

    @Test
    void plausible_isFrom1800To2999() {
        assertThat(Rulings.isPlausible(LocalDate.of(1799, 12, 31))).isFalse();
        assertThat(Rulings.isPlausible(LocalDate.of(1800, 1, 1))).isTrue();
        assertThat(Rulings.isPlausible(LocalDate.of(2999, 12, 31))).isTrue();
        assertThat(Rulings.isPlausible(LocalDate.of(3000, 1, 1))).isFalse();
    }

    /** Everything rests on it: the bounds of the queries, the ends of intervals, the youngest and the eldest. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2026_11_22, 196_9})
    void rulings_areMonotone_andNeverGoBack(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            for (UnaryOperator<LocalDate> ruling : rulings(random)) {
                LocalDate from = RandomDates.plausible(random);
                LocalDate before = ruling.apply(from);
                assertThat(before).isAfterOrEqualTo(from);
                for (int day = 1; day <= 62; day++) {
                    LocalDate next = ruling.apply(from.plusDays(day));
                    assertThat(next).as("from %s, %s days on", from, day).isAfterOrEqualTo(before);
                    before = next;
                }
            }
        }
    }

    /** The corresponding date is the same day of the month or, where that does not exist, the first of the next month. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {3, 4})
    void beginningWith_isTheSameDayOfTheMonthOrTheFirst(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            LocalDate date = RandomDates.plausible(random);
            int months = random.nextInt(1300);
            LocalDate corresponding = Rulings.beginningWith(date, new Span(months, 0));
            long monthsBetween = (corresponding.getYear() - date.getYear()) * 12L
                    + corresponding.getMonthValue()
                    - date.getMonthValue();
            if (corresponding.getDayOfMonth() == date.getDayOfMonth()) {
                assertThat(monthsBetween).isEqualTo(months);
            } else {
                assertThat(corresponding.getDayOfMonth()).isEqualTo(1);
                assertThat(monthsBetween).isEqualTo(months + 1L);
                assertThat(corresponding.minusDays(1).getDayOfMonth()).isLessThan(date.getDayOfMonth());
            }
        }
    }

    /** A period that does not count its first day is never shorter than one that does, and at most a day longer. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {5, 6})
    void after_isAtMostADayLaterThanBeginningWith_andNeverEarlier(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            LocalDate date = RandomDates.plausible(random);
            Span span = RandomDates.span(random);
            LocalDate with = Rulings.beginningWith(date, span);
            assertThat(Rulings.after(date, span)).isBetween(with, with.plusDays(1));
        }
    }

    private static List<UnaryOperator<LocalDate>> rulings(Random random) {
        Span span = RandomDates.span(random);
        int age = random.nextInt(130);
        MonthDay start = RandomDates.startOfYear(random);
        List<UnaryOperator<LocalDate>> rulings = new ArrayList<>();
        rulings.add(date -> Rulings.attains(date, age));
        rulings.add(date -> Rulings.after(date, span));
        rulings.add(date -> Rulings.beginningWith(date, span));
        rulings.add(date -> Rulings.endOfYear(date, start));
        rulings.add(date -> Rulings.endOfYear(Rulings.attains(date, age), start));
        rulings.add(date -> Rulings.beginningWith(Rulings.endOfYear(date, start), span));
        rulings.add(date -> Rulings.beginningWith(Rulings.attains(date, age), span));
        return rulings;
    }
}
