package org.keepuntil.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.testing.SampleNight;

/** A night over the sample database of each schedule that comes with the program. */
class OrganisationsNightTest {
    private static final Path SCHEDULES = Path.of("schedules");

    @TempDir
    Path keys;

    /** Records whose act this version does not do are not reached; nothing else may be left. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "south-essex-extended-services",
                "leeds-jess-cluster",
                "leicestershire-cfws",
                "leicestershire-seips",
                "wigan-tess"
            })
    void night_endsInGoodOrder(String name) throws Exception {
        Path schedule = SCHEDULES.resolve(name);
        try (SampleNight sample = SampleNight.of(Files.readString(schedule.resolve("database.sql")), schedule, keys)) {
            Night night = sample.night(() -> false, new SampleNight.Listener());
            night.begin(LocalDate.of(2026, 11, 1));
            night.plan();
            night.dispose();
            night.list();
            night.seal();

            Reconciliation counts = night.reconciliation();
            assertThat(night.stopped()).isEmpty();
            assertThat(counts.failed() + counts.held() + counts.noLongerDue()).isZero();
            assertThat(counts.done()).isPositive().isEqualTo(counts.planned() - counts.notReached());
        }
    }
}
