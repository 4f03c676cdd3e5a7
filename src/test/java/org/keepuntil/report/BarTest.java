package org.keepuntil.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keepuntil.decide.Status;

class BarTest {
    @Test
    void bar_fillsItsWidth_andEveryPartCanBeSeen() {
        Bar bar = Bar.of(of(Map.of(Status.HELD, 1L, Status.RETAINED, 999_998L, Status.DUE, 1L)));

        assertThat(bar.lines()).extracting(Bar.Line::letter).containsExactly("A", "B", "C");
        assertThat(bar.lines()).extracting(Bar.Line::word).containsExactly("retained", "held", "due");
        assertThat(bar.lines().stream()
                        .mapToDouble(line -> percent(line.width()))
                        .sum())
                .isCloseTo(100, within(0.01));
        assertThat(bar.lines()).allMatch(line -> percent(line.width()) > 0.5);
        assertThat(percent(bar.lines().get(2).x()))
                .isCloseTo(100 - percent(bar.lines().get(2).width()), within(0.01));
    }

    @Test
    void bar_isNotDrawn_whenTheClassIsEmpty() {
        Bar bar = Bar.of(of(Map.of()));

        assertThat(bar.drawn()).isFalse();
        assertThat(bar.lines()).isEmpty();
        assertThat(bar.otherwise()).startsWith("unscheduled, permanent").endsWith("due");
    }

    @Test
    void bar_hasRoom_whenAClassHasEveryStatus() {
        Map<Status, Long> all = new EnumMap<>(Status.class);
        List.of(Status.values()).forEach(status -> all.put(status, 10L));

        Bar bar = Bar.of(of(all));

        assertThat(bar.lines()).hasSize(15).allMatch(Bar.Line::lettered);
        assertThat(bar.anyOtherwise()).isFalse();
    }

    private static double percent(String value) {
        return Double.parseDouble(value.replace("%", ""));
    }

    private static ClassReport of(Map<Status, Long> statuses) {
        long total = statuses.values().stream().mapToLong(Long::longValue).sum();
        return new ClassReport(
                "referral",
                "Referral",
                total,
                statuses,
                List.of(),
                new Outcomes(0, Map.of()),
                List.of(),
                List.of(),
                List.of());
    }
}
