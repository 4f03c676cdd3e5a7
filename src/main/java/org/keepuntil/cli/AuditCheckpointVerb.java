package org.keepuntil.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.keepuntil.audit.seal.Sealed;
import org.keepuntil.audit.seal.Sealer;
import org.keepuntil.audit.sums.ControlSeal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keepuntil audit checkpoint}. */
@Command(
        name = "checkpoint",
        description = {
            "Print the newest checkpoint of the log, as it was signed.",
            "With --seal, whoever runs Keepuntil or approves signs a new one first, over all that is in the log now: after a run"
                    + " that was stopped before it could, or at the end of a day of decisions.",
            "Keep it where whoever administers the database cannot change it: `keepuntil audit verify --checkpoint FILE` holds"
                    + " the log against it, at any time later."
        })
@VerbHelp(
        group = VerbGroup.SHOW,
        examples = {
            "# Keep today's, and hold the log against it next year",
            "keepuntil audit checkpoint --database postgresql://auditor@db.example.org/records > 2026.checkpoint",
            "keepuntil audit verify --checkpoint 2026.checkpoint --database postgresql://auditor@db.example.org/records",
            "# Seal what was written since the last run",
            "keepuntil audit checkpoint --seal --database postgresql://night@db.example.org/records"
        },
        exits = {ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.PRIVILEGES, ExitCode.MISMATCH, ExitCode.NOT_FOUND
        })
final class AuditCheckpointVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Mixin
    private DatabaseOption database;

    @Option(
            names = "--seal",
            description = "Seal the log first. It takes the signing key, and an operator or approver.")
    private boolean seal;

    AuditCheckpointVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        try (Session session = Session.open(
                database.target(),
                roles -> seal
                        ? List.of(roles.operator(), roles.approver())
                        : List.of(roles.auditor(), roles.operator(), roles.approver()))) {
            if (seal) {
                Sealer sealer = new Sealer(session.database(), LogKeeping.key(session, database), desk.clock());
                new ControlSeal(session.database()).seal();
                sealer.seal(OptionalLong.empty());
            }
            return print(session);
        }
    }

    private ExitCode print(Session session) throws SQLException {
        try (Connection connection = session.database().getConnection()) {
            Sealed newest = Sealed.newest(connection)
                    .orElseThrow(() -> new UserError(
                            ExitCode.NOT_FOUND,
                            "The log of this database was not sealed yet.",
                            "`keepuntil run` seals it, or `keepuntil audit checkpoint --seal`."));
            desk.console().out().print(newest.note());
            return ExitCode.DONE;
        }
    }
}
