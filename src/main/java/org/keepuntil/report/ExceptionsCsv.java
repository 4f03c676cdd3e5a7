package org.keepuntil.report;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The records that were planned and not disposed of, a line each. Its columns: {@code class}, {@code record} (the keyed token that
 * stands for it), {@code outcome} and {@code reason}.
 */
final class ExceptionsCsv {
    static final String NAME = "exceptions.csv";

    private ExceptionsCsv() {}

    static WrittenFile write(Path directory, Rows<ExceptionRow> rows, Tally tally) throws IOException {
        return Csv.write(
                directory.resolve(NAME),
                csv -> rows.forEach(row -> {
                    tally.add(row);
                    csv.row(row.recordClass(), row.record(), row.outcome().word(), row.reason());
                }),
                "class",
                "record",
                "outcome",
                "reason");
    }
}
