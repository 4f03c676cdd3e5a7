package org.keepuntil.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.keepuntil.dispose.TransferPackage;
import org.keepuntil.dispose.Transfers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepuntil transfer accept}. */
@Command(
        name = "accept",
        description = {
            "Record that somebody has taken a package over.",
            "The package is verified once more, byte by byte. The next run then destroys those of its records that are still as"
                    + " they were packed."
        })
@VerbHelp(
        group = VerbGroup.ACT,
        examples = "keepuntil transfer accept 3 --by \"County Record Office\" --accession A2026/17 --on 2026-11-20"
                + " --reason \"selected for preservation\"",
        exits = {ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.REFUSED, ExitCode.PRIVILEGES, ExitCode.NOT_FOUND})
final class TransferAcceptVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Parameters(paramLabel = "PACKAGE", description = "The package's number, as `keepuntil transfer list` shows it.")
    private long id;

    @Option(
            names = "--accession",
            required = true,
            paramLabel = "NUMBER",
            description = "The number under which it was taken over. It is logged.")
    private String accession = "";

    @Mixin
    private DecisionOptions decision;

    @Mixin
    private DatabaseOption database;

    TransferAcceptVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        decision.refuseNonsense(desk.clock());
        if (accession.isBlank()) {
            throw new UserError(ExitCode.USAGE, "An acceptance has an accession number; it may not be empty.");
        }
        try (Session session = Session.open(database.target(), roles -> List.of(roles.approver()))) {
            Transfers transfers = Transfers.of(session.database());
            TransferShowVerb.find(transfers, id);
            TransferPackage accepted = transfers.accept(
                    id, decision.by(), accession.strip(), decision.on(desk.clock()), decision.reason(), desk.clock());
            desk.console()
                    .print("Package " + id + " is accepted, entry "
                            + accepted.decision().orElseThrow().entry() + " of the log. The next run destroys the "
                            + Words.records(accepted.left()) + " of it that are still as they were packed.");
        }
        return ExitCode.DONE;
    }
}
