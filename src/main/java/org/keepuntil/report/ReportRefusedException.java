package org.keepuntil.report;

import java.io.IOException;
import java.nio.file.Path;

/** The directory holds something that a report must not overwrite. The message says what, and what to do. */
public final class ReportRefusedException extends IOException {
    ReportRefusedException(Path directory, String holds) {
        super("The report was not written: %s %s. Name another directory, or move this one away."
                .formatted(directory, holds));
    }
}
