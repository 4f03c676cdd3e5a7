package org.keepuntil.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.keepuntil.hold.Request;
import org.keepuntil.hold.Requests;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepuntil request withdraw}. */
@Command(
        name = "withdraw",
        description =
                "Withdraw a request. What was granted and not done yet is not done, in a run that is under way either;"
                        + " what it held is released.")
@VerbHelp(
        group = VerbGroup.ACT,
        examples = "keepuntil request withdraw 7 --reason \"withdrawn by letter of 25 November\" --database demo",
        exits = {ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.REFUSED, ExitCode.PRIVILEGES, ExitCode.NOT_FOUND})
final class RequestWithdrawVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Parameters(paramLabel = "REQUEST", description = "The request's number, as `keepuntil request list` shows it.")
    private long id;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, in a sentence. Only its digest is logged.")
    private String reason = "";

    @Mixin
    private DatabaseOption database;

    RequestWithdrawVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        if (reason.isBlank()) {
            throw new UserError(ExitCode.USAGE, "A withdrawal has a reason; it may not be empty.");
        }
        try (Session session = Session.open(database.target(), roles -> List.of(roles.approver()))) {
            Request withdrawn = Requests.of(
                            session.database(), () -> database.tokenKeys().of(session.installation()))
                    .withdraw(id, reason.strip());
            desk.console()
                    .print("Request " + id + " is withdrawn: "
                            + Words.count(withdrawn.in(Request.State.WITHDRAWN).size(), "record", "records")
                            + " stay under their own rules.");
            int gone = withdrawn.in(Request.State.DESTROYED).size();
            if (gone > 0) {
                desk.console().print(Words.count(gone, "record", "records") + " had been destroyed before.");
            }
        }
        return ExitCode.DONE;
    }
}
