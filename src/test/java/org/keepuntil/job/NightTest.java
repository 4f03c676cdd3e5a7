package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.SampleNight;

class NightTest {
    @TempDir
    Path keys;

    @Test
    void everything() throws Exception {
        try (SampleNight sample = SampleNight.ofSample(2000, keys)) {
            Night night = sample.night(() -> false, new SampleNight.Listener());
            night.begin(SampleNight.AS_OF);
            night.plan();
            night.dispose();
            night.flag();
            night.seal();
            System.out.println(night.reconciliation());
            System.out.println(night.stopped());
            assertThat(night.result()).isEqualTo(NightResult.COMPLETE);
        }
    }
}
