package org.keepuntil.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.function.Consumer;
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
 *   <li>{@code date}: the day as of which it was due, as in 2026-11-22; the month, as in 2026-11, where the rule counts from a birth, because the
 *       day would tell it
 *   <li>{@code rows_removed}, {@code links_removed}: in all other tables together
 *   <li>{@code components}: the same for each table, as {@code table removed/unlinked}, separated by semicolons
 *   <li>{@code rows_changed}: in all other tables together
 *   <li>{@code result}: what the record is now; {@code pseudonymised} is still personal data
 *   <li>{@code run}: the number of the run
 * </ul>
 */
final class RegisterCsv {
    static final String NAME = "register.csv";

    private RegisterCsv() {}

    static WrittenFile write(Path directory, RunReport report, Tally tally) throws IOException {
        return write(
                directory,
                csv -> report.register().forEach(row -> {
                    tally.add(row);
                    add(csv, report, row);
                }));
    }

    /** The same for whatever rows are added. */
    static WrittenFile write(Path directory, Consumer<Csv> rows) throws IOException {
        return Csv.write(
                directory.resolve(NAME),
                rows,
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
                "result",
                "run");
    }

    static void add(Csv csv, RunReport report, RegisterRow row) {
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
                report.tellsBirth(row.recordClass(), row.rule())
                        ? YearMonth.from(row.date()).toString()
                        : row.date().toString(),
                Long.toString(removed),
                Long.toString(unlinked),
                row.components().stream()
                        .map(c -> c.table() + " " + c.removed() + "/" + c.unlinked())
                        .collect(Collectors.joining("; ")),
                Long.toString(row.components().stream()
                        .mapToLong(ComponentCount::changed)
                        .sum()),
                row.result(),
                report.run().id());
    }
}
