package org.keepuntil.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.keepuntil.hold.Request;
import org.keepuntil.hold.RequestKind;
import org.keepuntil.hold.Requests;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keepuntil request refuse}. */
@Command(
        name = "refuse",
        description = "Refuse what was asked for, for one record or all that are still to be decided.")
@VerbHelp(
        group = VerbGroup.ACT,
        examples = "keepuntil request refuse 7 --reason \"Article 17(3)(e): a claim is pending\" --database demo",
        exits = {ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.REFUSED, ExitCode.PRIVILEGES, ExitCode.NOT_FOUND})
final class RequestRefuseVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Mixin
    private RequestChoice choice;

    @Mixin
    private DatabaseOption database;

    RequestRefuseVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        String reason = choice.reason();
        try (Session session = Session.open(database.target(), roles -> List.of(roles.approver()))) {
            Requests requests =
                    Requests.of(session.database(), () -> database.tokenKeys().of(session.installation()));
            Request request = choice.find(requests);
            List<Request.Item> chosen = choice.records(request);
            requests.refuse(request.id(), chosen, reason);
            chosen.forEach(each -> desk.console().print(RequestText.name(each) + " is refused: its rules go on."));
            if (request.kind() == RequestKind.OBJECT) {
                desk.console().print("What the objection held is released.");
            }
            desk.console()
                    .remark(
                            "Tell whoever asked, with the ground and that they can complain to the Information Commissioner"
                                    + " (Article 12(4)), by " + request.due() + ".");
        }
        return ExitCode.DONE;
    }
}
