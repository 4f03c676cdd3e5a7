package org.keepuntil.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keepuntil.calendar.Rulings;
import org.keepuntil.calendar.Span;
import org.keepuntil.docket.Reviews;
import org.keepuntil.schedule.Rule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepuntil review list}. */
@Command(
        name = "list",
        description = {
            "List the records of which a person has to decide.",
            "It is the list of the last run. A review that is undecided when its rule's `decide within` is over is overdue."
        })
@VerbHelp(
        group = VerbGroup.ACT,
        examples = {
            "keepuntil review list --database demo",
            "# What is overdue, for a spreadsheet; a column \"decision\" and a column \"reason\" make it a file for `review decide --from`",
            "keepuntil review list --overdue --format csv --database demo"
        },
        exits = {ExitCode.FILES, ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.PRIVILEGES})
final class ReviewListVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Parameters(paramLabel = "CLASS", arity = "0..*", description = "Only records of these classes.")
    private List<String> classes = List.of();

    @Option(names = "--overdue", description = "Only what is overdue.")
    private boolean overdue;

    @Option(names = "--all", description = "Also what was decided since the last run.")
    private boolean all;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private ScheduleOption schedules;

    @Mixin
    private FormatOption format;

    ReviewListVerb(Desk desk) {
        this.desk = desk;
    }

    private record Line(
            @JsonProperty("class") String recordClass,
            String key,
            String rule,
            int stage,
            String why,
            String since,
            String decideBy,
            boolean overdue,
            @Nullable String decided,
            @Nullable String decidedBy) {}

    private record Document(List<Line> reviews) {}

    @Override
    public ExitCode call() throws SQLException {
        Schedules read = Schedules.read(schedules.directoriesOr(database.ownSchedules()), desk.console());
        LocalDate today = read.today(desk.clock());
        List<Line> lines = new ArrayList<>();
        try (Session session = Session.open(
                database.target(), roles -> List.of(roles.approver(), roles.auditor(), roles.operator()))) {
            Reviews.of(session.database()).list(classes, today, all, waiting -> {
                Line line = line(waiting, read, today);
                if (line.overdue() || !overdue) {
                    lines.add(line);
                }
            });
        }
        show(lines, today, desk.console());
        return ExitCode.DONE;
    }

    private static Line line(Reviews.Waiting waiting, Schedules read, LocalDate today) {
        LocalDate by = decideBy(waiting, read);
        return new Line(
                waiting.recordClass(),
                waiting.key().toString(),
                waiting.rule(),
                waiting.stage(),
                waiting.why().words(),
                waiting.since().toString(),
                by.toString(),
                waiting.decided().isEmpty() && by.isBefore(today),
                waiting.decided().map(decided -> decided.decision().phrase()).orElse(null),
                waiting.decided().map(Reviews.Decided::by).orElse(null));
    }

    /** The last day on which it is not overdue. */
    static LocalDate decideBy(Reviews.Waiting waiting, Schedules read) {
        int days = read.loaded().stream()
                .flatMap(each -> each.schedule().rulesFor(waiting.recordClass()).stream())
                .filter(rule -> rule.id().equals(waiting.rule()))
                .flatMap(rule -> rule.decideWithin().stream())
                .findFirst()
                .orElse(Rule.DECIDE_WITHIN_DAYS);
        return Rulings.after(waiting.since(), new Span(0, days)).minusDays(1);
    }

    private void show(List<Line> lines, LocalDate today, Console console) {
        switch (format.get()) {
            case JSON -> Json.write(new Document(lines), console.out());
            case CSV -> csv(lines, console);
            case TABLE -> table(lines, today, console);
        }
    }

    private static void csv(List<Line> lines, Console console) {
        Csv csv = new Csv(console.out())
                .row("class", "key", "rule", "stage", "why", "since", "decide by", "overdue", "decided", "decided by");
        lines.forEach(line -> csv.row(
                line.recordClass(),
                line.key(),
                line.rule(),
                line.stage(),
                line.why(),
                line.since(),
                line.decideBy(),
                line.overdue(),
                line.decided(),
                line.decidedBy()));
        console.out().flush();
    }

    private void table(List<Line> lines, LocalDate today, Console console) {
        Table table = new Table("CLASS", "RECORD", "RULE", "SINCE", "DECIDE BY", "DECIDED", "WHY");
        lines.forEach(line -> table.row(
                line.recordClass(),
                line.key(),
                line.rule(),
                line.since(),
                line.decideBy(),
                line.decided(),
                line.why()));
        if (table.isEmpty()) {
            console.print(overdue ? "No review is overdue." : "No record waits for a decision.");
            return;
        }
        table.print(console);
        long late = lines.stream().filter(Line::overdue).count();
        if (late > 0) {
            console.print(console.red(
                    Words.count(late, "review is", "reviews are") + " overdue: undecided on " + today + "."));
        }
        console.remark("To decide: keepuntil review decide CLASS KEY DECISION --reason …");
    }
}
