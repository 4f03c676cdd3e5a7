package org.keepuntil.cli;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keepuntil.control.Run;
import org.keepuntil.control.RunLock;
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
            boolean underWay,
            @Nullable String lastSuccess,
            List<RunLines.Line> runs,
            List<Line> waiting,
            List<Coming> next) {}

    /** What there is to show. */
    private record Found(
            boolean underWay,
            @Nullable Instant lastSuccess,
            List<Run> runs,
            List<Matter> waiting,
            List<Upcoming> next) {}

    @Override
    public ExitCode call() throws SQLException {
        try (Session session = Session.open(
                database.target(), roles -> List.of(roles.auditor(), roles.approver(), roles.operator()))) {
            show(found(session.database()), desk.console());
        }
        return ExitCode.DONE;
    }

    private Found found(DataSource account) throws SQLException {
        Matters matters = Matters.of(account);
        LocalDate today = LocalDate.now(desk.clock().withZone(matters.zone().orElse(ZoneOffset.UTC)));
        boolean underWay = RunLock.isTaken(account);
        return new Found(
                underWay,
                Figures.read(account, NightMetrics.GOOD).lastSuccess().orElse(null),
                Runs.of(JdbcClient.create(account)).all().stream().limit(LAST).toList(),
                matters.waiting(today).stream()
                        .filter(matter -> !underWay || matter.kind() != Matter.Kind.RUN)
                        .toList(),
                matters.upcoming(today));
    }

    private void show(Found found, Console console) {
        switch (format.get()) {
            case JSON -> Json.write(document(found), console.out());
            case CSV -> csv(found.waiting(), console);
            case TABLE -> tables(found, console);
        }
    }

    private static Document document(Found found) {
        return new Document(
                found.underWay(),
                found.lastSuccess() == null ? null : found.lastSuccess().toString(),
                found.runs().stream().map(RunLines.Line::of).toList(),
                found.waiting().stream().map(Line::of).toList(),
                found.next().stream()
                        .map(each -> new Coming(each.on().toString(), each.what()))
                        .toList());
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

    private static void tables(Found found, Console console) {
        console.print(console.bold("The last runs"));
        RunLines.show(found.runs(), Format.TABLE, console);
        if (found.underWay()) {
            console.print("A run is under way.");
        }
        if (found.lastSuccess() != null) {
            console.print("The last with nothing left to put right ended at "
                    + RunLines.minute(found.lastSuccess().toString()) + " UTC.");
        }
        console.print("");
        console.print(console.bold("What waits for whom"));
        waiting(found.waiting(), console);
        if (!found.next().isEmpty()) {
            console.print("");
            console.print(console.bold("What comes next"));
            Table next = new Table("ON", "WHAT");
            found.next().forEach(each -> next.row(each.on(), each.what()));
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
