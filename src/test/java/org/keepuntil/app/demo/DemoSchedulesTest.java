package org.keepuntil.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.keepuntil.cli.ExitCode;
import org.keepuntil.cli.UserError;

class DemoSchedulesTest {
    private final DemoSchedules schedules = new DemoSchedules(Path.of("schedules"));

    @Test
    void withDatabase_findsTheFolder() {
        assertThat(schedules.withDatabase("wigan-tess")).isEqualTo(Path.of("schedules", "wigan-tess"));
    }

    @Test
    void withDatabase_listsTheNames_whereThereIsNoneOfThatName() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> schedules.withDatabase("wigan-tes"))
                .satisfies(error -> {
                    assertThat(error.code()).isEqualTo(ExitCode.USAGE);
                    assertThat(error.next())
                            .isEqualTo("Did you mean wigan-tess? There is: leeds-jess-cluster, leicestershire-cfws,"
                                    + " leicestershire-seips, south-essex-extended-services, wigan-tess.");
                });
    }

    @Test
    void withDatabase_takesNoOtherFolder() {
        assertThatExceptionOfType(UserError.class).isThrownBy(() -> schedules.withDatabase("../schedules/wigan-tess"));
        assertThatExceptionOfType(UserError.class).isThrownBy(() -> schedules.withDatabase("uk-childrens-services"));
    }

    @Test
    void withDatabase_saysHowToStart_whereThereAreNoSchedules() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> new DemoSchedules(Path.of("nowhere")).withDatabase("wigan-tess"))
                .satisfies(error -> assertThat(error.next()).contains("scripts/keepuntil"));
    }
}
