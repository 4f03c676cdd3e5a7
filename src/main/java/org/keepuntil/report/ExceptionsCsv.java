package org.keepuntil.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The records that were planned and not disposed of, a line each. Its columns: {@code class}, {@code record} (the keyed token that
 * stands for it), {@code outcome}, {@code reason} and {@code run}.
 */
final class ExceptionsCsv {
    static final String NAME = "exceptions.csv";

    private ExceptionsCsv() {}

    static WrittenFile write(Path directory, RunReport report, Tally tally) throws IOException {
        return write(
                directory,
                csv -> report.exceptions().forEach(row -> {
                    tally.add(row);
                    add(csv, report, row);
                }));
    }

    /** The same for whatever rows are added. */
    static WrittenFile write(Path directory, Consumer<Csv> rows) throws IOException {
        return Csv.write(directory.resolve(NAME), rows, "class", "record", "outcome", "reason", "run");
    }

    static void add(Csv csv, RunReport report, ExceptionRow row) {
        csv.row(
                row.recordClass(),
                row.record(),
                row.outcome().word(),
                row.reason(),
                report.run().id());
    }
}
