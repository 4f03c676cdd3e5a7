package org.keepuntil.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.hold.Hold;
import org.keepuntil.hold.Holds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepuntil hold release}. */
@Command(
        name = "release",
        description = "Release a hold. What it covered goes with the next run, if it is due and nothing else holds it.")
@VerbHelp(
        group = VerbGroup.ACT,
        examples = "keepuntil hold release 3 --reason \"the inquiry has reported\" --database demo",
        exits = {ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.PRIVILEGES, ExitCode.NOT_FOUND})
final class HoldReleaseVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Parameters(paramLabel = "HOLD", description = "The hold's number, as `keepuntil hold list` shows it.")
    private long id;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, in a sentence. Only its digest is logged.")
    private String reason = "";

    @Mixin
    private DatabaseOption database;

    HoldReleaseVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        if (reason.isBlank()) {
            throw new UserError(ExitCode.USAGE, "A release has a reason; it may not be empty.");
        }
        try (Session session = Session.open(database.target(), roles -> List.of(roles.approver()))) {
            Hold hold = Holds.of(session.database(), () -> database.tokenKeys().of(session.installation()))
                    .release(id, reason.strip());
            String what = hold.key()
                    .map(parts -> hold.recordClass() + " " + new RecordKey(parts))
                    .orElse("every record of class " + hold.recordClass());
            desk.console()
                    .print("Hold " + id + " on " + what
                            + " is released. What is due, and held by nothing else, goes with the next run.");
        }
        return ExitCode.DONE;
    }
}
