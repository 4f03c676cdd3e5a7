package org.keepuntil.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.hold.Request;
import org.keepuntil.hold.Requests;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code keepuntil request show}. */
@Command(name = "show", description = "Show one request, and what became of each of its records.")
@VerbHelp(
        group = VerbGroup.ACT,
        examples = "keepuntil request show 7 --database demo",
        exits = {ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.PRIVILEGES, ExitCode.NOT_FOUND})
final class RequestShowVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Parameters(paramLabel = "REQUEST", description = "The request's number, as `keepuntil request list` shows it.")
    private long id;

    @Mixin
    private DatabaseOption database;

    RequestShowVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        try (Session session = Session.open(
                database.target(), roles -> List.of(roles.approver(), roles.auditor(), roles.operator()))) {
            show(RequestChoice.find(
                    Requests.of(session.database(), () -> database.tokenKeys().of(session.installation())), id));
        }
        return ExitCode.DONE;
    }

    private void show(Request request) {
        Console console = desk.console();
        console.print(console.bold("Request " + id + ": " + request.kind().noun() + " (UK GDPR "
                + request.kind().article() + ")"));
        request.person()
                .ifPresent(person ->
                        console.print("About the person " + person.table() + " " + new RecordKey(person.key())));
        console.print("From " + request.by()
                + request.given().map(day -> ", of " + day).orElse("")
                + request.reference()
                        .map(reference -> ", reference " + reference)
                        .orElse(""));
        console.print("Received on " + request.received() + ", to be answered by " + request.due() + "; recorded by "
                + request.recordedBy());
        request.withdrawal()
                .ifPresent(withdrawal -> console.print("Withdrawn on " + Words.day(withdrawal.at()) + ", recorded by "
                        + withdrawal.by() + ": " + withdrawal.ground()));
        request.records().forEach(each -> RequestText.lines(request, each).forEach(console::print));
    }
}
