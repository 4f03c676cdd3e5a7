package org.keepuntil.cli;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keepuntil.hold.Request;
import org.keepuntil.hold.RequestKind;
import org.keepuntil.hold.Requests;
import org.keepuntil.hold.Subjects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keepuntil request grant}. */
@Command(
        name = "grant",
        description = {
            "Grant what was asked for, for one record or all that are still to be decided.",
            "A record in which other people figure too is granted only by its name. An erasure is not granted while a rule runs that"
                    + " a statute or claims demand."
        })
@VerbHelp(
        group = VerbGroup.ACT,
        examples = {
            "keepuntil request grant 7 --reason \"no longer needed\"",
            "# One of the records of a person's request",
            "keepuntil request grant 7 referral 4711 --reason \"no longer needed\""
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
final class RequestGrantVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Mixin
    private RequestChoice choice;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private ScheduleOption schedules;

    RequestGrantVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        String reason = choice.reason();
        try (Workplace place = Workplace.open(desk, schedules, database, roles -> List.of(roles.approver()))) {
            Requests requests =
                    Requests.of(place.database(), () -> database.tokenKeys().of(place.installation()));
            Request request = choice.find(requests);
            List<Request.Item> chosen = choice.records(request);
            List<Request.Item> granted = chosen.stream()
                    .filter(each -> choice.namesOne() || !each.others())
                    .toList();
            if (request.kind() == RequestKind.ERASE) {
                refuseObstacles(place, request, granted);
            }
            Request decided = granted.isEmpty() ? request : requests.grant(request.id(), granted, reason);
            say(decided, granted, chosen);
        }
        return ExitCode.DONE;
    }

    private static void refuseObstacles(Workplace place, Request request, List<Request.Item> records) {
        Subjects subjects = new Subjects(place.database(), place.today());
        List<String> obstacles = new ArrayList<>();
        for (Request.Item each : records) {
            Optional<String> obstacle =
                    subjects.find(place.work(each.recordClass()), each.key()).flatMap(Subjects.Found::obstacle);
            obstacle.ifPresent(words -> obstacles.add(RequestText.name(each) + ": " + words));
        }
        if (!obstacles.isEmpty()) {
            throw new UserError(
                    ExitCode.REFUSED,
                    "The law does not let it be erased yet, so nothing was granted. " + String.join(" ", obstacles),
                    "Refuse it on that ground: keepuntil request refuse " + request.id() + " CLASS KEY --reason …");
        }
    }

    private void say(Request decided, List<Request.Item> granted, List<Request.Item> chosen) {
        Console console = desk.console();
        String what = decided.kind() == RequestKind.ERASE
                ? " is to be erased: it goes with the next run whose plan is approved."
                : decided.kind() == RequestKind.RESTRICT
                        ? " is restricted: a hold keeps it, and nobody else is to use it."
                        : " stays on hold: the objection is granted. To have it erased, record a request for that.";
        granted.forEach(each -> console.print(RequestText.name(each) + what));
        List<Request.Item> left =
                chosen.stream().filter(each -> !granted.contains(each)).toList();
        left.forEach(each -> console.print(RequestText.name(each) + " is not decided: other people figure in it too."));
        if (!left.isEmpty()) {
            console.remark("Look at each and decide it by name: keepuntil request grant " + decided.id() + " "
                    + RequestText.name(left.get(0)) + " --reason …");
        }
    }
}
