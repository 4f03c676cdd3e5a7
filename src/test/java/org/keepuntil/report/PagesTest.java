package org.keepuntil.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every page, as another program sees it in a browser; left out where that program is not installed. */
class PagesTest {
    private static final int CANNOT_LOOK = 77;

    @TempDir
    Path temp;

    @Test
    void everyPage_isFitForEverybody() throws Exception {
        assumeTrue(Files.isDirectory(Path.of("target/axe/node_modules/axe-core")), "axe-core is not installed");
        ReportWriter.write(temp.resolve("run-1"), SampleBasis.report());
        ReportWriter.write(temp.resolve("empty"), Samples.empty());
        ReportWriter.write(
                temp.resolve("wrong"),
                Samples.withRegister(consumer -> Sample.register(12).forEach(consumer)));
        PeriodWriter.write(temp.resolve("period"), SamplePeriod.report(Optional.empty()));
        ReportIndex.write(temp);
        List<String> command = new ArrayList<>(List.of("scripts/check-pages"));
        for (String page : List.of(
                "run-1/report.html", "empty/report.html", "wrong/report.html", "period/period.html", "index.html")) {
            command.add(temp.resolve(page).toString());
        }

        Process look = new ProcessBuilder(command).redirectErrorStream(true).start();
        look.getOutputStream().close();
        String said = new String(look.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = look.waitFor();

        assumeTrue(status != CANNOT_LOOK, said);
        assertThat(said).contains("5 pages", ": 0 findings");
        assertThat(status).isZero();
    }
}
