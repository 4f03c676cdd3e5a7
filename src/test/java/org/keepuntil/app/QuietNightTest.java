package org.keepuntil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.Program;
import org.keepuntil.testing.SampleNight;
import org.springframework.jdbc.core.JdbcTemplate;

/** Under cron: whatever a process writes becomes a mail, whoever in it writes. */
class QuietNightTest {
    @TempDir
    Path folder;

    @Test
    void aProcess_writesNotAByte_whenAllIsDoneAndNothingWaits() throws Exception {
        try (SampleNight sample = SampleNight.ofSample(300, folder)) {
            Path output = folder.resolve("output");
            Process run = Program.start(
                    sample,
                    output,
                    "run",
                    "--quiet",
                    "--for",
                    "9h",
                    "--schedule",
                    "schedules/south-essex-extended-services",
                    "--as-of",
                    SampleNight.AS_OF.toString(),
                    "--report",
                    folder.resolve("reports").toString());
            assertThat(run.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(output).content().isEmpty();
            assertThat(run.exitValue()).isZero();
            assertThat(new JdbcTemplate(sample.superuser())
                            .queryForObject("select done from keepuntil.progress", Long.class))
                    .isPositive();
        }
    }
}
