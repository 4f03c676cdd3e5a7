package org.keepuntil.cli;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keepuntil.control.Run;
import org.keepuntil.control.Runs;
import org.keepuntil.report.Figures;
import org.keepuntil.report.Matter;
import org.keepuntil.report.Matters;
import org.keepuntil.report.Upcoming;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keepuntil status}. */
@Command(
        name = "status",
        description = {
            "Show the last runs, what waits for whom, and what comes next.",
            "Each line of what waits names the role that settles it and the command that shows it. No record is named, and"
                    + " nothing is looked at but what the runs have written down, so it takes a moment on a database of any"
                    + " size."
        })
@VerbHelp(
        group = VerbGroup.SHOW,
        examples = {
            "keepuntil status --database postgresql://clerk@db.example.org/records",
            "# For a program",
            "keepuntil status --database demo --format json"
        },
        exits = {ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.PRIVILEGES})
final class StatusVerb implements Callable<ExitCode> {
    private static final int LAST = 5;

    private final Desk desk;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private FormatOption format;

    StatusVerb(Desk desk) {
        this.desk = desk;
    }

    private record Line(
            String matter,
            String what,
            long count,
            long overdue,
            @Nullable String since,
            String role,
            String command) {
        static Line of(Matter matter) {
            return new Line(
                    matter.kind().word(),
                    matter.what(),
                    matter.count(),
                    matter.overdue(),
                    matter.since().map(LocalDate::toString).orElse(null),
                    matter.kind().who().word(),
                    matter.kind().command());
        }
    }

    private record Coming(String on, String what) {}

    private record Document(
            @Nullable String lastSuccess, List<RunLines.Line> runs, List<Line> waiting, List<Coming> next) {}

    @Override
    public ExitCode call() throws SQLException {
        try (Session session = Session.open(
                database.target(), roles -> List.of(roles.auditor(), roles.approver(), roles.operator()))) {
            Matters matters = Matters.of(session.database());
            LocalDate today = LocalDate.now(desk.clock().withZone(matters.zone().orElse(ZoneOffset.UTC)));
            show(
                    Figures.read(session.database(), NightMetrics.GOOD).lastSuccess().orElse(null),
                    Runs.of(JdbcClient.create(session.database())).all().stream()
                            .limit(LAST)
                            .toList(),
                    matters.waiting(today),
                    matters.upcoming(today));
        }
        return ExitCode.DONE;
    }

    private void show(@Nullable Instant success, List<Run> runs, List<Matter> waiting, List<Upcoming> upcoming) {
        Console console = desk.console();
        switch (format.get()) {
            case JSON ->
                Json.write(
                        new Document(
                                success == null ? null : success.toString(),
                                runs.stream().map(RunLines.Line::of).toList(),
                                waiting.stream().map(Line::of).toList(),
                                upcoming.stream()
                                        .map(each -> new Coming(each.on().toString(), each.what()))
                                        .toList()),
                        console.out());
            case CSV -> csv(waiting, console);
            case TABLE -> tables(success, runs, waiting, upcoming, console);
        }
    }

    /** What waits: a table has one subject. */
    private static void csv(List<Matter> waiting, Console console) {
        Csv csv = new Csv(console.out()).row("matter", "what", "count", "overdue", "since", "role", "command");
        waiting.stream()
                .map(Line::of)
                .forEach(line -> csv.row(
                        line.matter(),
                        line.what(),
                        line.count(),
                        line.overdue(),
                        line.since(),
                        line.role(),
                        line.command()));
        console.out().flush();
    }

    private static void tables(
            @Nullable Instant success,
            List<Run> runs,
            List<Matter> waiting,
            List<Upcoming> upcoming,
            Console console) {
        console.print(console.bold("The last runs"));
        RunLines.show(runs, Format.TABLE, console);
        if (success != null) {
            console.print("The last with nothing left to put right ended at " + RunLines.minute(success.toString()) + " UTC.");
        }
        console.print("");
        console.print(console.bold("What waits for whom"));
        waiting(waiting, console);
        if (!upcoming.isEmpty()) {
            console.print("");
            console.print(console.bold("What comes next"));
            Table next = new Table("ON", "WHAT");
            upcoming.forEach(each -> next.row(each.on(), each.what()));
            next.print(console);
        }
    }

    private static void waiting(List<Matter> waiting, Console console) {
        if (waiting.isEmpty()) {
            console.print("Nothing waits for anybody.");
            return;
        }
        Table table = new Table("COUNT", "OVERDUE", "WHAT", "OF", "SINCE", "FOR THE", "SEE");
        waiting.forEach(matter -> table.row(
                matter.count(),
                matter.overdue(),
                matter.kind().noun(matter.count()),
                matter.what(),
                matter.since().orElse(null),
                matter.kind().who().word(),
                matter.kind().command()));
        table.print(console);
    }
}
