package org.keepuntil.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.keepuntil.plan.Difference.Shift;

class DifferenceShiftsTest {
    private static DifferenceShifts of(long... days) {
        DifferenceShifts shifts = new DifferenceShifts();
        LongStream.of(days).forEach(shifts::add);
        return shifts;
    }

    @Test
    void shift_hasTheMedianAndTheFarthest() {
        assertThat(of().shift()).isEmpty();
        assertThat(of(7).shift()).contains(new Shift(7, 7));
        assertThat(of(30, 1, 2).shift()).contains(new Shift(2, 30));
        assertThat(of(4, 3, 2, 1).shift()).contains(new Shift(2, 4));
        assertThat(of(-9, -9, -1, -1, -1).shift()).contains(new Shift(-1, -9));
        assertThat(of(-5, 5).shift()).contains(new Shift(-5, 5));
    }
}
