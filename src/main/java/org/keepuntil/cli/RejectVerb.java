package org.keepuntil.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.keepuntil.approval.Approvals;
import org.keepuntil.approval.StoredPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepuntil reject}. */
@Command(name = "reject", description = "Reject a plan. Nothing is done by it; what is due still is planned anew.")
@VerbHelp(
        group = VerbGroup.ACT,
        examples = "keepuntil reject 3f9a2c71b0d4 --reason \"the import of May is wrong\" --database demo",
        exits = {ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.REFUSED, ExitCode.PRIVILEGES, ExitCode.NOT_FOUND})
final class RejectVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Parameters(paramLabel = "PLAN", description = "The plan's name: its digest, or the beginning of it.")
    private String plan = "";

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, in a sentence. Only its digest is logged.")
    private String reason = "";

    @Mixin
    private DatabaseOption database;

    RejectVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        if (reason.isBlank()) {
            throw new UserError(ExitCode.USAGE, "A rejection has a reason; it may not be empty.");
        }
        try (Session session = Session.open(database.target(), roles -> List.of(roles.approver()))) {
            Approvals approvals = Approvals.of(session.database());
            StoredPlan found = StoredPlans.find(approvals, plan);
            approvals.reject(found, reason.strip());
            desk.console().print("Plan " + found.name() + " is rejected. Nothing is done by it.");
        }
        return ExitCode.DONE;
    }
}
