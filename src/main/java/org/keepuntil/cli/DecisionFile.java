package org.keepuntil.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.TypeConversionException;

/** A file of decisions: comma-separated values with the columns {@code class}, {@code key}, {@code decision} and {@code reason}. */
final class DecisionFile {
    private static final List<String> COLUMNS = List.of("class", "key", "decision", "reason");

    /** A line of it; whether there is such a record is another question. */
    record Line(int number, String recordClass, String key, ReviewChoice choice, String reason) {}

    private final List<String> problems = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();

    /**
     * All lines. Those without a decision are left out: nobody has to decide of everything at once.
     *
     * @throws UserError if the file can't be read, or a line is no good; every line that is not is printed
     */
    static List<Line> read(Path file, Console console) {
        DecisionFile read = new DecisionFile();
        read.readAll(CsvReader.read(file), file);
        refuse(read.problems, file, console);
        return read.lines;
    }

    /**
     * Shows what is wrong, if anything is.
     *
     * @throws UserError then
     */
    static void refuse(List<String> problems, Path file, Console console) {
        if (!problems.isEmpty()) {
            problems.forEach(problem -> console.err().println(file + ", " + problem));
            throw new UserError(
                    ExitCode.REFUSED,
                    "Nothing was decided: " + Words.count(problems.size(), "line", "lines") + " of " + file
                            + " can't be done.",
                    "Mend the file and run it again; it is done as a whole or not at all.");
        }
    }

    private void readAll(List<CsvReader.Row> rows, Path file) {
        List<String> header = rows.stream()
                .findFirst()
                .map(row -> row.cells().stream()
                        .map(cell -> cell.strip().toLowerCase(Locale.ROOT))
                        .toList())
                .orElse(List.of());
        List<String> missing =
                COLUMNS.stream().filter(column -> !header.contains(column)).toList();
        if (!missing.isEmpty()) {
            throw new UserError(
                    ExitCode.USAGE,
                    "The first line of " + file + " names no column " + String.join(", ", missing) + ".",
                    "It is: " + String.join(",", COLUMNS) + "; there may be others, which are not read.");
        }
        rows.subList(1, rows.size()).forEach(row -> add(row, header));
    }

    private void add(CsvReader.Row row, List<String> header) {
        if (row.cells().size() != header.size()) {
            problems.add("line " + row.line() + ": " + row.cells().size() + " cells, and the first line has "
                    + header.size());
            return;
        }
        String decision = cell(row, header, "decision");
        if (!decision.isEmpty()) {
            try {
                lines.add(new Line(
                        row.line(),
                        cell(row, header, "class"),
                        cell(row, header, "key"),
                        ReviewChoice.of(decision),
                        cell(row, header, "reason")));
            } catch (TypeConversionException e) {
                problems.add("line " + row.line() + ": " + e.getMessage());
            }
        }
    }

    private static String cell(CsvReader.Row row, List<String> header, String column) {
        return row.cells().get(header.indexOf(column)).strip();
    }
}
