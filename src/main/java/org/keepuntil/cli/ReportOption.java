package org.keepuntil.cli;

import java.nio.file.Path;
import org.keepuntil.control.Run;
import picocli.CommandLine.Option;

/** The option {@code --report}: where reports of runs are kept. */
final class ReportOption {
    @Option(
            names = {"--report", "--output"},
            paramLabel = "DIR",
            description = "Where reports are kept, each run's in a directory run-NUMBER. Default: keepuntil-reports.")
    private Path directory = Path.of("keepuntil-reports");

    Path directory() {
        return directory;
    }

    Path of(Run run) {
        return directory.resolve("run-" + run.id());
    }
}
