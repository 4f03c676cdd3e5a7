package org.keepuntil.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code keepuntil notice list}. */
@Command(name = "list", description = "List the records whose notice runs, with the day from which each may go.")
@VerbHelp(
        group = VerbGroup.SHOW,
        examples = "keepuntil notice list --database demo",
        exits = {ExitCode.FILES, ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.PRIVILEGES})
final class NoticeListVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Parameters(paramLabel = "CLASS", arity = "0..*", description = "Only records of these classes.")
    private List<String> classes = List.of();

    @Mixin
    private DatabaseOption database;

    @Mixin
    private ScheduleOption schedules;

    @Mixin
    private FormatOption format;

    NoticeListVerb(Desk desk) {
        this.desk = desk;
    }

    private record Document(List<NoticeLines.Line> notices) {}

    @Override
    public ExitCode call() throws SQLException {
        List<NoticeLines.Line> lines = NoticeLines.read(desk, schedules, database, classes);
        Console console = desk.console();
        switch (format.get()) {
            case JSON -> Json.write(new Document(lines), console.out());
            case CSV -> NoticeLines.csv(lines, console.out());
            case TABLE -> table(lines, console);
        }
        return ExitCode.DONE;
    }

    private static void table(List<NoticeLines.Line> lines, Console console) {
        Table table = new Table("CLASS", "RECORD", "RULE", "THEN", "SINCE", "ACTS ON");
        lines.forEach(line -> table.row(
                line.recordClass(),
                line.key(),
                line.rule(),
                line.act(),
                line.since(),
                line.actsOn() == null ? "void: the schedule has changed" : line.actsOn()));
        if (table.isEmpty()) {
            console.print("No record is under notice.");
        } else {
            table.print(console);
        }
    }
}
