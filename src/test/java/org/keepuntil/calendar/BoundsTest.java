package org.keepuntil.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsTest {
    @ParameterizedTest(name = "as of {0}: born by {1}")
    @CsvSource({
        "2026-11-22, 2001-11-22",
        "2029-02-28, 2004-02-28",
        "2029-03-01, 2004-03-01",
        "2028-02-29, 2003-02-28",
        "2024-12-31, 1999-12-31",
    })
    void latestDue_ofAnAge_isTheLastBirthThatHasAttainedIt(LocalDate asOf, LocalDate birth) {
        assertThat(Bounds.latestDue(date -> Rulings.attains(date, 25), asOf)).contains(birth);
    }

    @Test
    void latestDue_whenEvenTheFirstDayIsNotDue_isEmpty() {
        UnaryOperator<LocalDate> day = date -> date;
        assertThat(Bounds.latestDue(day, Rulings.FIRST.minusDays(1))).isEmpty();
        assertThat(Bounds.latestDue(day, Rulings.FIRST)).contains(Rulings.FIRST);
    }

    @Test
    void latestDue_whenAllDaysAreDue_isTheLast() {
        UnaryOperator<LocalDate> day = date -> date;
        assertThat(Bounds.latestDue(day, Rulings.LAST.minusDays(1))).contains(Rulings.LAST.minusDays(1));
        assertThat(Bounds.latestDue(day, Rulings.LAST)).contains(Rulings.LAST);
        assertThat(Bounds.latestDue(day, Rulings.LAST.plusYears(9))).contains(Rulings.LAST);
    }

    /** Against a walk over every day: whatever is on or before the bound is due, and nothing after it. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void latestDue_isWhatAWalkOverAllDaysFinds(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 6; round++) {
            Span span = RandomDates.span(random);
            MonthDay start = RandomDates.startOfYear(random);
            int age = random.nextInt(120);
            LocalDate asOf = RandomDates.plausible(random);
            List<UnaryOperator<LocalDate>> rulings = List.of(
                    date -> Rulings.attains(date, age),
                    date -> Rulings.after(date, span),
                    date -> Rulings.beginningWith(Rulings.endOfYear(date, start), span));
            for (UnaryOperator<LocalDate> ruling : rulings) {
                assertThat(Bounds.latestDue(ruling, asOf))
                        .as("%s, age %s, years from %s, as of %s", span, age, start, asOf)
                        .isEqualTo(walk(ruling, asOf));
            }
        }
    }

    private static Optional<LocalDate> walk(UnaryOperator<LocalDate> eligible, LocalDate asOf) {
        return Rulings.FIRST
                .datesUntil(Rulings.LAST.plusDays(1))
                .filter(date -> !eligible.apply(date).isAfter(asOf))
                .reduce((earlier, later) -> later);
    }
}
