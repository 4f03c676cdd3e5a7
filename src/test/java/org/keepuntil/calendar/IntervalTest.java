package org.keepuntil.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class IntervalTest {
    private static final LocalDate MAY = LocalDate.of(2020, 5, 1);
    private static final LocalDate JUNE = LocalDate.of(2020, 6, 1);
    private static final LocalDate JULY = LocalDate.of(2020, 7, 1);
    private static final LocalDate AUGUST = LocalDate.of(2020, 8, 1);

    @Test
    void interval_whenItsEndsAreTheWrongWayRound_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Interval.between(JUNE, MAY));
        assertThatIllegalArgumentException().isThrownBy(() -> new Interval(Day.NEVER, Day.of(JUNE)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Interval(Day.of(JUNE), Day.EVER));
    }

    @Test
    void longest_isTheMaximumOfBothEnds() {
        Interval around = Interval.between(MAY, AUGUST);
        assertThat(around.longest(Interval.between(JUNE, JULY))).isEqualTo(Interval.between(JUNE, AUGUST));
        assertThat(Interval.on(JUNE).longest(Interval.UNKNOWN)).isEqualTo(new Interval(Day.of(JUNE), Day.NEVER));
        assertThat(Interval.on(JUNE).longest(Interval.NEVER)).isEqualTo(Interval.NEVER);
    }

    @Test
    void shortest_isTheMinimumOfBothEnds() {
        Interval around = Interval.between(MAY, AUGUST);
        assertThat(around.shortest(Interval.between(JUNE, JULY))).isEqualTo(Interval.between(MAY, JULY));
        assertThat(Interval.on(JUNE).shortest(Interval.UNKNOWN)).isEqualTo(new Interval(Day.EVER, Day.of(JUNE)));
        assertThat(Interval.on(JUNE).shortest(Interval.NEVER)).isEqualTo(Interval.on(JUNE));
    }

    @Test
    void span_isWhatEitherMayBe() {
        assertThat(Interval.on(MAY).span(Interval.on(AUGUST))).isEqualTo(Interval.between(MAY, AUGUST));
        assertThat(Interval.between(MAY, AUGUST).span(Interval.on(JUNE))).isEqualTo(Interval.between(MAY, AUGUST));
        assertThat(Interval.on(MAY).span(Interval.NEVER)).isEqualTo(new Interval(Day.of(MAY), Day.NEVER));
    }

    @Test
    void map_leavesTheEndsOfTime() {
        Interval from = new Interval(Day.of(MAY), Day.NEVER);
        assertThat(from.map(date -> date.plusMonths(1))).isEqualTo(new Interval(Day.of(JUNE), Day.NEVER));
        assertThat(Interval.UNKNOWN.map(date -> date.plusMonths(1))).isEqualTo(Interval.UNKNOWN);
    }

    @Test
    void exact_isOneDay() {
        assertThat(Interval.on(MAY).isExact()).isTrue();
        assertThat(Interval.between(MAY, JUNE).isExact()).isFalse();
        assertThat(Interval.UNKNOWN.isExact()).isFalse();
    }

    @Test
    void day_isBetweenEverAndNever() {
        assertThat(Day.of(MAY)).isGreaterThan(Day.EVER).isLessThan(Day.NEVER).isLessThan(Day.of(JUNE));
        assertThat(Day.EVER.isOnOrBefore(MAY)).isTrue();
        assertThat(Day.NEVER.isOnOrBefore(LocalDate.of(999_999, 1, 1))).isFalse();
        assertThat(Day.of(MAY).isOnOrBefore(MAY)).isTrue();
        assertThat(Day.of(JUNE).isOnOrBefore(MAY)).isFalse();
    }

    @Test
    void day_isWrittenAsADateOrAsAnEndOfTime() {
        assertThat(Day.EVER).hasToString("ever");
        assertThat(Day.NEVER).hasToString("never");
        assertThat(Day.of(MAY)).hasToString("2020-05-01");
    }
}
