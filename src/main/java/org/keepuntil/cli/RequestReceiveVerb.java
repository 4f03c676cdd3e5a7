package org.keepuntil.cli;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.hold.NewRequest;
import org.keepuntil.hold.NewRequest.About;
import org.keepuntil.hold.Request;
import org.keepuntil.hold.RequestKind;
import org.keepuntil.hold.Requests;
import org.keepuntil.hold.Subjects;
import org.keepuntil.plan.RecordKeys;
import org.keepuntil.sql.Workload.Work;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records a request; what is asked for is the verb that extends this. */
abstract class RequestReceiveVerb implements Callable<ExitCode> {
    private final Desk desk;
    private final RequestKind kind;

    @Parameters(
            arity = "1..*",
            paramLabel = "[CLASS] KEY",
            description =
                    "The class of the record, as the schedule names it, and the record's key; with --person the person's"
                            + " key alone. Where a key has several columns: each in turn, or all with / between them.")
    private List<String> about = List.of();

    @Option(
            names = "--person",
            paramLabel = "TABLE",
            description =
                    "The request is about a person, a row of this table: every record in which the person figures.")
    private @Nullable String person;

    @Option(
            names = "--by",
            required = true,
            paramLabel = "WHO",
            description = "Who asked: a role rather than a name, for it is shown.")
    private String by = "";

    @Option(
            names = "--received",
            paramLabel = "DATE",
            converter = AsOfOption.Converter.class,
            description = "The day on which it arrived, from which the month runs. Default: today.")
    private @Nullable LocalDate received;

    @Option(
            names = "--given",
            paramLabel = "DATE",
            converter = AsOfOption.Converter.class,
            description = "The day that it bears.")
    private @Nullable LocalDate given;

    @Option(names = "--reference", paramLabel = "REF", description = "Where it is filed.")
    private @Nullable String reference;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private ScheduleOption schedules;

    RequestReceiveVerb(Desk desk, RequestKind kind) {
        this.desk = desk;
        this.kind = kind;
    }

    @Override
    public ExitCode call() throws SQLException {
        refuseNonsense();
        try (Workplace place = Workplace.open(desk, schedules, database, roles -> List.of(roles.approver()))) {
            LocalDate day = received == null ? place.today() : received;
            refuseDays(day, place.today());
            Subjects subjects = new Subjects(place.database(), place.today());
            Optional<Asked> asked = Optional.ofNullable(person).map(table -> Asked.find(place, table, about));
            Request request = Requests.of(
                            place.database(), () -> database.tokenKeys().of(place.installation()))
                    .receive(new NewRequest(
                            kind,
                            asked.map(Asked::row),
                            Optional.ofNullable(given),
                            day,
                            by.strip(),
                            Optional.ofNullable(reference),
                            asked.map(who -> who.records(kind, subjects))
                                    .orElseGet(() -> List.of(record(place, subjects)))));
            say(request);
        }
        return ExitCode.DONE;
    }

    private void refuseNonsense() {
        if (by.isBlank()) {
            throw new UserError(ExitCode.USAGE, "A request comes from somebody; --by may not be empty.");
        }
        if (person == null && about.size() < 2) {
            throw new UserError(
                    ExitCode.USAGE, "Which record? A class and a key are needed.", "Give both: " + example() + " …");
        }
    }

    private String example() {
        return "keepuntil request " + kind.word() + " " + about.get(0) + " 4711";
    }

    private void refuseDays(LocalDate day, LocalDate today) {
        if (day.isAfter(today)) {
            throw new UserError(
                    ExitCode.USAGE,
                    "The day " + day + " has not come yet, so nothing was received on it.",
                    "Give the day on which the request arrived, " + today + " at the latest.");
        }
        if (given != null && given.isAfter(day)) {
            throw new UserError(
                    ExitCode.USAGE,
                    "It bears a later day (" + given + ") than that on which it was received (" + day + ").",
                    "Look at --given and --received.");
        }
    }

    private About record(Workplace place, Subjects subjects) {
        Work work = place.work(about.get(0));
        RecordKey key = KeyArguments.key(work, about.subList(1, about.size()));
        Subjects.Found found = RecordKeys.of(place.database(), work)
                .asWritten(key)
                .flatMap(written -> subjects.find(work, written.parts()))
                .orElseThrow(() -> new UserError(
                        ExitCode.NOT_FOUND,
                        "There is no " + work.name() + " " + key + ", so no request was recorded.",
                        "Look at the key again. Of a record that is gone, `keepuntil explain` says what the log has."));
        return new About(
                work.name(), found.key(), false, kind == RequestKind.ERASE ? found.obstacle() : Optional.empty());
    }

    private void say(Request request) {
        Console console = desk.console();
        console.print("Request " + request.id() + " is recorded: " + kind.noun() + " of "
                + Words.count(request.records().size(), "record", "records") + ", to be answered by " + request.due()
                + ".");
        RequestText.records(request).forEach(console::print);
        if (request.state() == Request.State.OPEN) {
            if (kind == RequestKind.OBJECT) {
                console.print("Nothing that it is about goes until it is decided.");
            }
            console.remark("To decide it: keepuntil request grant " + request.id() + " --reason … (or refuse)");
        }
    }
}
