package org.keepuntil.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --audit-export}: where the log is written to after each run. */
final class AuditExportOption {
    private static final String VARIABLE = "KEEPUNTIL_AUDIT_EXPORT";

    @Option(
            names = "--audit-export",
            paramLabel = "DIR",
            description =
                    "Write the sealed log there after each run, to a place that whoever administers the database cannot"
                            + " write. Default: " + VARIABLE + ", else nowhere.")
    private @Nullable Path directory;

    /** Where; empty where it is written nowhere. */
    Optional<Path> directory(Surroundings surroundings) {
        String variable = surroundings.get(VARIABLE);
        return directory != null
                ? Optional.of(directory)
                : Optional.ofNullable(variable).map(surroundings::path);
    }
}
