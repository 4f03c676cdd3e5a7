package org.keepuntil.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.keepuntil.audit.seal.Sealed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keepuntil audit checkpoint}. */
@Command(
        name = "checkpoint",
        description = {
            "Print the newest checkpoint of the log, as it was signed.",
            "Keep it where whoever administers the database cannot change it: `keepuntil audit verify --checkpoint FILE` holds"
                    + " the log against it, at any time later."
        })
@VerbHelp(
        group = VerbGroup.SHOW,
        examples = {
            "# Keep today's, and hold the log against it next year",
            "keepuntil audit checkpoint --database postgresql://auditor@db.example.org/records > 2026.checkpoint",
            "keepuntil audit verify --checkpoint 2026.checkpoint --database postgresql://auditor@db.example.org/records"
        },
        exits = {ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.PRIVILEGES, ExitCode.NOT_FOUND})
final class AuditCheckpointVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Mixin
    private DatabaseOption database;

    AuditCheckpointVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        try (Session session = Session.open(
                        database.target(), roles -> List.of(roles.auditor(), roles.operator(), roles.approver()));
                Connection connection = session.database().getConnection()) {
            Sealed newest = Sealed.newest(connection)
                    .orElseThrow(() -> new UserError(
                            ExitCode.NOT_FOUND,
                            "The log of this database was not sealed yet.",
                            "`keepuntil run` seals it."));
            desk.console().out().print(newest.note());
            return ExitCode.DONE;
        }
    }
}
