package org.keepuntil.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.keepuntil.dispose.TransferPackage;
import org.keepuntil.dispose.Transfers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code keepuntil transfer refuse}. */
@Command(
        name = "refuse",
        description = {
            "Record that nobody takes a package over.",
            "Its records stay. The next run packs them anew; where nobody wants them at all, change the rule."
        })
@VerbHelp(
        group = VerbGroup.ACT,
        examples = "keepuntil transfer refuse 3 --by \"County Record Office\" --reason \"outside our collecting area\"",
        exits = {ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.REFUSED, ExitCode.PRIVILEGES, ExitCode.NOT_FOUND})
final class TransferRefuseVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Parameters(paramLabel = "PACKAGE", description = "The package's number, as `keepuntil transfer list` shows it.")
    private long id;

    @Mixin
    private DecisionOptions decision;

    @Mixin
    private DatabaseOption database;

    TransferRefuseVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        decision.refuseNonsense(desk.clock());
        try (Session session = Session.open(database.target(), roles -> List.of(roles.approver()))) {
            Transfers transfers = Transfers.of(session.database());
            TransferShowVerb.find(transfers, id);
            TransferPackage refused =
                    transfers.refuse(id, decision.by(), decision.on(desk.clock()), decision.reason(), desk.clock());
            desk.console()
                    .print("Package " + id + " is refused, entry "
                            + refused.decision().orElseThrow().entry()
                            + " of the log. Its records stay, and the next run packs them anew.");
            desk.console().remark("It still lies in " + refused.path() + "; remove it there.");
        }
        return ExitCode.DONE;
    }
}
