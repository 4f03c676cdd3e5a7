package org.keepuntil.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.keepuntil.hold.Hold;
import org.keepuntil.hold.Holds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepuntil hold release}. */
@Command(
        name = "release",
        description = {
            "Release a hold.",
            "What it covered stays for as long as the schedule says under `holds: grace` (30 days where it says nothing), the"
                    + " day of the release not counted; then what is due takes a fresh approval."
        })
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
            desk.console()
                    .print("Hold " + id + " on " + HoldWords.covered(hold.scope())
                            + " is released. The records stay for the days that the schedule says under `holds: grace`, 30 where"
                            + " it says nothing; then what is due takes a fresh approval.");
        }
        return ExitCode.DONE;
    }
}
