package org.keepuntil.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.MonthDay;
import java.util.Map;
import org.junit.jupiter.api.Test;

class YearStartsTest {
    @Test
    void with_changesOneKindOnly() {
        YearStarts july = YearStarts.DEFAULTS.with(YearKind.FINANCIAL, MonthDay.of(7, 1));
        assertThat(july.of(YearKind.FINANCIAL)).isEqualTo(MonthDay.of(7, 1));
        assertThat(july.of(YearKind.TAX)).isEqualTo(MonthDay.of(4, 6));
        assertThat(july.of(YearKind.ACADEMIC)).isEqualTo(MonthDay.of(9, 1));
    }

    @Test
    void calendarYear_startsOn1JanuaryAlways() {
        assertThat(YearStarts.DEFAULTS.of(YearKind.CALENDAR)).isEqualTo(MonthDay.of(1, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> YearStarts.DEFAULTS.with(YearKind.CALENDAR, MonthDay.of(4, 1)));
    }

    @Test
    void everyKind_needsAStart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new YearStarts(Map.of(YearKind.CALENDAR, MonthDay.of(1, 1))));
    }
}
