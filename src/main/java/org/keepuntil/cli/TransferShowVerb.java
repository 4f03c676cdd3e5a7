package org.keepuntil.cli;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keepuntil.dispose.TransferPackage;
import org.keepuntil.dispose.Transfers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code keepuntil transfer show}. */
@Command(name = "show", description = "Show one package, and verify it where it lies.")
@VerbHelp(
        group = VerbGroup.ACT,
        examples = "keepuntil transfer show 3 --database demo",
        exits = {ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.PRIVILEGES, ExitCode.NOT_FOUND})
final class TransferShowVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Parameters(paramLabel = "PACKAGE", description = "The package's number, as `keepuntil transfer list` shows it.")
    private long id;

    @Mixin
    private DatabaseOption database;

    TransferShowVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        try (Session session = Session.open(
                database.target(), roles -> List.of(roles.approver(), roles.auditor(), roles.operator()))) {
            Transfers transfers = Transfers.of(session.database());
            TransferPackage found = find(transfers, id);
            List<String> lines = new ArrayList<>(PackageDocument.lines(found));
            Optional<String> problem = transfers.problem(found);
            lines.add(problem.map(what -> "Looked at now, it is not as it was written: " + what + ".")
                    .orElse("Looked at now, every byte of it is as it was written."));
            lines.forEach(desk.console()::print);
        }
        return ExitCode.DONE;
    }

    static TransferPackage find(Transfers transfers, long id) {
        return transfers
                .find(id)
                .orElseThrow(() -> new UserError(
                        ExitCode.NOT_FOUND,
                        "There is no package " + id + ".",
                        "`keepuntil transfer list --all` shows them."));
    }
}
