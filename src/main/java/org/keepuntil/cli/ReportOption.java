package org.keepuntil.cli;

import java.nio.file.Path;
import org.keepuntil.control.Run;
import org.keepuntil.report.Period;
import picocli.CommandLine.Option;

/** The option {@code --report}: where reports of runs are kept. */
final class ReportOption {
    @Option(
            names = {"--report", "--output"},
            paramLabel = "DIR",
            description =
                    "Where reports are kept, each run's in a directory run-NUMBER, with an index.html over all. Default: keepuntil-reports.")
    private Path directory = Path.of("keepuntil-reports");

    Path directory() {
        return directory;
    }

    Path of(Period period) {
        return directory.resolve("period-" + period.id());
    }

    Path of(Run run) {
        return directory.resolve("run-" + run.id());
    }
}
