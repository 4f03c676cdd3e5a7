package org.keepuntil.cli;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.decide.Explanation.Section;
import org.keepuntil.docket.Reviews;
import org.keepuntil.plan.RecordKeys;
import org.keepuntil.sql.Workload.Work;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code keepuntil review show}. */
@Command(
        name = "show",
        description = {
            "Show why a record is in review, and all that was decided of it.",
            "What is known of the record itself says `keepuntil explain`."
        })
@VerbHelp(
        group = VerbGroup.ACT,
        examples = "keepuntil review show referral 4711 --database demo",
        exits = {
            ExitCode.FILES,
            ExitCode.DATABASE,
            ExitCode.CONTROL_SCHEMA,
            ExitCode.BINDING,
            ExitCode.PRIVILEGES,
            ExitCode.NOT_FOUND
        })
final class ReviewShowVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Parameters(index = "0", paramLabel = "CLASS", description = "The class of the record, as the schedule names it.")
    private String recordClass;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "KEY",
            description = "The record's key. Where it has several columns: each in turn, or all with / between them.")
    private List<String> key;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private ScheduleOption schedules;

    ReviewShowVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        try (Workplace place =
                Workplace.open(desk, schedules, database, roles -> List.of(roles.approver(), roles.operator()))) {
            Work work = place.work(recordClass);
            RecordKey given = KeyArguments.key(work, key);
            RecordKey written =
                    RecordKeys.of(place.database(), work).asWritten(given).orElse(given);
            Reviews reviews = Reviews.of(place.database());
            Optional<Reviews.Waiting> waiting = reviews.find(work.name(), written, place.today());
            List<Reviews.Decided> decisions = reviews.decisions(work.name(), written);
            if (waiting.isEmpty() && decisions.isEmpty()) {
                throw new UserError(
                        ExitCode.NOT_FOUND,
                        work.name() + " " + written + " is not on the review list, and nothing was decided of it.",
                        "`keepuntil review list` shows what is; `keepuntil explain " + work.name() + " " + written
                                + "` says what happens to it.");
            }
            Sections.print(
                    work.recordClass().title() + ": " + work.name() + " " + written,
                    List.of(
                            new Section("On the review list", listed(waiting, place.schedules())),
                            new Section("What was decided", decided(decisions))),
                    desk.console());
        }
        return ExitCode.DONE;
    }

    private static List<String> listed(Optional<Reviews.Waiting> waiting, Schedules schedules) {
        return waiting.map(each -> List.of(
                        "Since " + each.since() + ", by rule " + each.rule() + ", stage " + each.stage() + ": "
                                + each.why().words() + ".",
                        each.decided()
                                .map(decision -> "It is decided; the next run takes it off the list.")
                                .orElse("It is to be decided by " + ReviewListVerb.decideBy(each, schedules) + ".")))
                .orElse(List.of("It is not, as of the last run."));
    }

    private static List<String> decided(List<Reviews.Decided> decisions) {
        List<String> lines = new ArrayList<>();
        for (Reviews.Decided each : decisions) {
            lines.add(ReviewWords.sentence(each));
            lines.add("  " + each.reason());
        }
        return lines.isEmpty() ? List.of("Nothing yet.") : lines;
    }
}
