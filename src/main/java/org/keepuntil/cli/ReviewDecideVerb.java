package org.keepuntil.cli;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.docket.ReviewException;
import org.keepuntil.docket.Reviews;
import org.keepuntil.docket.Reviews.NewDecision;
import org.keepuntil.plan.RecordKeys;
import org.keepuntil.sql.Workload.Work;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code keepuntil review decide}. */
@Command(
        name = "decide",
        description = {
            "Decide what becomes of a record in review, as the approver.",
            "destroy, anonymise or transfer: the next run does it. keep until a date: it stays, and is in review again on that day."
                    + " preserve: it stays for ever. go on: what the schedule says is done, although a date is an estimate; or"
                    + " the stages that follow the review come in their turn.",
            "What was decided before of the same record is replaced."
        })
@VerbHelp(
        group = VerbGroup.ACT,
        examples = {
            "keepuntil review decide referral 4711 destroy --reason \"nothing of it is needed\"",
            "keepuntil review decide referral 4712 \"keep until 2030-03-31\" --reason \"the sibling's case runs\"",
            "# Many at once, all or none: columns class, key, decision and reason",
            "keepuntil review decide --from decided.csv"
        },
        exits = {
            ExitCode.FILES,
            ExitCode.DATABASE,
            ExitCode.CONTROL_SCHEMA,
            ExitCode.BINDING,
            ExitCode.REFUSED,
            ExitCode.PRIVILEGES,
            ExitCode.NOT_FOUND
        })
final class ReviewDecideVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Parameters(
            index = "0..*",
            arity = "0..*",
            paramLabel = "CLASS KEY DECISION",
            description = "The class of the record as the schedule names it, its key, and what is decided: "
                    + ReviewChoice.ALL + ".")
    private List<String> words = List.of();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, in a sentence. Only its digest is logged.")
    private @Nullable String reason;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "Decide what this file says, all or nothing: comma-separated values with the columns class, key,"
                            + " decision and reason. Lines without a decision are left out.")
    private @Nullable Path from;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private ScheduleOption schedules;

    ReviewDecideVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        return from == null ? one() : many(from);
    }

    private ExitCode one() throws SQLException {
        if (words.size() < 3 || reason == null || reason.isBlank()) {
            throw new UserError(
                    ExitCode.USAGE,
                    words.size() < 3
                            ? "Of which record is what decided? A class, a key and a decision are wanted."
                            : "A decision has a reason; it may not be empty.",
                    "For example: keepuntil review decide referral 4711 destroy --reason \"nothing of it is needed\"");
        }
        int decision = words.size() - ReviewChoice.words(words);
        ReviewChoice choice = choice(String.join(" ", words.subList(decision, words.size())));
        String why = reason.strip();
        try (Workplace place = open()) {
            Work work = place.work(words.get(0));
            RecordKey key = written(place, work, KeyArguments.key(work, words.subList(1, decision)));
            decide(place, List.of(new NewDecision(work.name(), key, choice.choice(), choice.keepUntil(), why)));
            desk.console()
                    .print(work.name() + " " + key + ": " + choice.phrase() + ". "
                            + ReviewWords.consequence(choice.choice(), choice.keepUntil()));
        } catch (ReviewException e) {
            throw new UserError(
                    ExitCode.REFUSED,
                    "Nothing was decided: " + e.getMessage() + ".",
                    "`keepuntil review list` shows what is to be decided.");
        }
        return ExitCode.DONE;
    }

    private static ReviewChoice choice(String text) {
        try {
            return ReviewChoice.of(text);
        } catch (TypeConversionException e) {
            throw new UserError(ExitCode.USAGE, e.getMessage() + ".");
        }
    }

    private ExitCode many(Path file) throws SQLException {
        if (!words.isEmpty() || reason != null) {
            throw new UserError(
                    ExitCode.USAGE, "With --from, records, decisions and reasons stand in the file and nowhere else.");
        }
        List<DecisionFile.Line> lines = DecisionFile.read(file, desk.console());
        if (lines.isEmpty()) {
            desk.console().print("No line of " + file + " has a decision.");
            return ExitCode.DONE;
        }
        try (Workplace place = open()) {
            List<NewDecision> decisions = decisions(lines, place, file);
            decide(place, decisions);
            desk.console()
                    .print(Words.count(decisions.size(), "decision is", "decisions are")
                            + " written down and logged. The next run does what was decided.");
        } catch (ReviewException e) {
            List<String> problems = e.problems().stream()
                    .map(problem -> "line " + lines.get(problem.number() - 1).number() + ": " + problem.what())
                    .toList();
            DecisionFile.refuse(problems, file, desk.console());
        }
        return ExitCode.DONE;
    }

    private List<NewDecision> decisions(List<DecisionFile.Line> lines, Workplace place, Path file) {
        List<NewDecision> decisions = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (DecisionFile.Line line : lines) {
            place.workload()
                    .recordClass(line.recordClass())
                    .ifPresentOrElse(
                            work -> decisions.add(new NewDecision(
                                    work.name(),
                                    RecordKey.parse(
                                            line.key(), work.layout().key().size()),
                                    line.choice().choice(),
                                    line.choice().keepUntil(),
                                    line.reason())),
                            () -> problems.add(
                                    "line " + line.number() + ": no class of records is named " + line.recordClass()));
        }
        DecisionFile.refuse(problems, file, desk.console());
        return decisions;
    }

    private Workplace open() throws SQLException {
        return Workplace.open(desk, schedules, database, roles -> List.of(roles.approver()));
    }

    private void decide(Workplace place, List<NewDecision> decisions) {
        Reviews.of(place.database())
                .decide(
                        decisions,
                        place.workload(),
                        place.today(),
                        () -> database.tokenKeys().of(place.installation()));
    }

    /** The key as the database writes it, which is how the list has it. */
    private static RecordKey written(Workplace place, Work work, RecordKey given) {
        return RecordKeys.of(place.database(), work)
                .asWritten(given)
                .orElseThrow(() -> new UserError(
                        ExitCode.NOT_FOUND,
                        "There is no " + work.name() + " " + given + ", so nothing was decided.",
                        "It can be no key of this class."));
    }
}
