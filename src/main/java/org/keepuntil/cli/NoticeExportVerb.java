package org.keepuntil.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepuntil notice export}. */
@Command(
        name = "export",
        description = {
            "Write the records whose notice runs as a file, for the people to be told.",
            "It has the class, key, rule and act of each record, the day on which it was listed and the day from which it may go;"
                    + " nothing else of the record."
        })
@VerbHelp(
        group = VerbGroup.SHOW,
        examples = {
            "keepuntil notice export --to notice.csv",
            "# Only one class, on the standard output",
            "keepuntil notice export referral"
        },
        exits = {ExitCode.FILES, ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.PRIVILEGES})
final class NoticeExportVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Parameters(paramLabel = "CLASS", arity = "0..*", description = "Only records of these classes.")
    private List<String> classes = List.of();

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description =
                    "Where to write it; a file that is there already is left alone. Default: the standard output.")
    private @Nullable Path to;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private ScheduleOption schedules;

    NoticeExportVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        List<NoticeLines.Line> lines = NoticeLines.read(desk, schedules, database, classes);
        if (to == null) {
            NoticeLines.csv(lines, desk.console().out());
            return ExitCode.DONE;
        }
        try (PrintWriter file =
                new PrintWriter(Files.newBufferedWriter(to, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW))) {
            NoticeLines.csv(lines, file);
        } catch (FileAlreadyExistsException e) {
            throw new UserError(ExitCode.USAGE, "The file " + to + " is there already.", "Name another with --to.");
        } catch (IOException e) {
            throw new UserError(ExitCode.USAGE, "The file " + to + " can't be written.", "Name another with --to.");
        }
        desk.console().print(Words.records(lines.size()) + " under notice written to " + to + ".");
        return ExitCode.DONE;
    }
}
