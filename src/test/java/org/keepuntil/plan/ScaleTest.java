package org.keepuntil.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void upTo_isARoundNumberWithARoundHalf() {
        assertThat(Scale.upTo(0)).isEqualTo(2);
        assertThat(Scale.upTo(1)).isEqualTo(2);
        assertThat(Scale.upTo(10)).isEqualTo(10);
        assertThat(Scale.upTo(11)).isEqualTo(12);
        assertThat(Scale.upTo(83)).isEqualTo(100);
        assertThat(Scale.upTo(110)).isEqualTo(120);
        assertThat(Scale.upTo(813)).isEqualTo(1000);
        assertThat(Scale.upTo(3_999_999_999_999_999L)).isEqualTo(4_000_000_000_000_000L);
    }
}
