package org.keepuntil.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * The register of disposals, a line for each record. Its columns:
 *
 * <ul>
 *   <li>{@code log_index}: the index of the record's entry in the audit log
 *   <li>{@code class}: the class of records
 *   <li>{@code record}: the keyed token that stands for the record
 *   <li>{@code action}: what was done, in the word of the schedule
 *   <li>{@code rule}: the id of the rule
 *   <li>{@code date}: the day as of which it was due, as in 2026-11-22
 *   <li>{@code rows_removed}, {@code links_removed}: in all other tables together
 *   <li>{@code components}: the same for each table, as {@code table removed/unlinked}, separated by semicolons
 *   <li>{@code rows_changed}: in all other tables together
 *   <li>{@code result}: what the record is now; {@code pseudonymised} is still personal data
 * </ul>
 */
final class RegisterCsv {
    static final String NAME = "register.csv";

    private RegisterCsv() {}

    static WrittenFile write(Path directory, Rows<RegisterRow> rows, Tally tally) throws IOException {
        return Csv.write(
                directory.resolve(NAME),
                csv -> rows.forEach(row -> {
                    tally.add(row);
                    add(csv, row);
                }),
                "log_index",
                "class",
                "record",
                "action",
                "rule",
                "date",
                "rows_removed",
                "links_removed",
                "components",
                "rows_changed",
                "result");
    }

    private static void add(Csv csv, RegisterRow row) {
        long removed =
                row.components().stream().mapToLong(ComponentCount::removed).sum();
        long unlinked =
                row.components().stream().mapToLong(ComponentCount::unlinked).sum();
        csv.row(
                Long.toString(row.logIndex()),
                row.recordClass(),
                row.record(),
                row.action().word(),
                row.rule(),
                row.date().toString(),
                Long.toString(removed),
                Long.toString(unlinked),
                row.components().stream()
                        .map(c -> c.table() + " " + c.removed() + "/" + c.unlinked())
                        .collect(Collectors.joining("; ")),
                Long.toString(row.components().stream()
                        .mapToLong(ComponentCount::changed)
                        .sum()),
                row.result());
    }
}
