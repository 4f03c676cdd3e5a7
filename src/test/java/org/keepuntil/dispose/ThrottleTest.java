package org.keepuntil.dispose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<Long> pauses = new ArrayList<>();
    private final AtomicBoolean stop = new AtomicBoolean();
    private long nanos = 5;

    @Test
    void batches_haveTheirShareOfASecond_whenTheRateIsLimited() {
        Throttle throttle = throttle(200);

        assertThat(throttle.admits(100)).isTrue();
        assertThat(pauses).isEmpty();
        nanos += SECOND / 5;
        assertThat(throttle.admits(100)).isTrue();
        assertThat(pauses).containsExactly(100L, 100L, 100L);
    }

    @Test
    void aSlowBatch_isNotMadeUpFor() {
        Throttle throttle = throttle(200);

        assertThat(throttle.admits(100)).isTrue();
        nanos += 10 * SECOND;
        assertThat(throttle.admits(100)).isTrue();
        assertThat(pauses).isEmpty();
        assertThat(throttle.admits(100)).isTrue();
        assertThat(pauses).hasSize(5);
    }

    @Test
    void aStop_isAnsweredWithinATenthOfASecond_whenALongPauseIsUnderWay() {
        Throttle throttle = new Throttle(Pace.DEFAULT.atMost(0.001), stop::get, () -> nanos, millis -> {
            pause(millis);
            stop.set(pauses.size() == 3);
        });

        assertThat(throttle.admits(1)).isTrue();
        assertThat(throttle.admits(1)).isFalse();
        assertThat(pauses).containsExactly(100L, 100L, 100L);
    }

    @Test
    void nothingIsWaitedFor_andNothingBegins_whenAStopIsWantedAlready() {
        Throttle throttle = throttle(1);
        stop.set(true);

        assertThat(throttle.admits(1)).isFalse();
        assertThat(pauses).isEmpty();
    }

    @Test
    void nothingIsWaitedFor_whenThereIsNoLimit() {
        Throttle throttle = new Throttle(Pace.DEFAULT, stop::get, () -> nanos, this::pause);

        assertThat(throttle.admits(5000)).isTrue();
        assertThat(throttle.admits(5000)).isTrue();
        assertThat(pauses).isEmpty();
    }

    @Test
    void aBatch_isNeverMoreThanASecondMayHave() {
        assertThat(Pace.DEFAULT.atMost(200)).isEqualTo(new Pace(50, 200, 200, 200, 200));
        assertThat(Pace.DEFAULT.atMost(7.5)).isEqualTo(new Pace(7, 7, 7, 200, 7.5));
        assertThat(Pace.DEFAULT.atMost(0.01)).isEqualTo(new Pace(1, 1, 1, 200, 0.01));
        assertThat(Pace.DEFAULT.atMost(1e9)).isEqualTo(new Pace(50, 500, 5000, 200, 1e9));
        assertThat(Pace.DEFAULT.atMost(7.5).next(7, 1)).isEqualTo(7);
    }

    private Throttle throttle(double perSecond) {
        return new Throttle(Pace.DEFAULT.atMost(perSecond), stop::get, () -> nanos, this::pause);
    }

    private void pause(long millis) {
        pauses.add(millis);
        nanos += millis * 1_000_000;
    }
}
