package org.keepuntil.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.keepuntil.approval.Approval;
import org.keepuntil.approval.Approvals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepuntil withdraw}. */
@Command(
        name = "withdraw",
        description = {
            "Take an approval back.",
            "When the command has returned, nothing goes by that approval any more, not even in a batch that was under way."
        })
@VerbHelp(
        group = VerbGroup.ACT,
        examples = "keepuntil withdraw 3 --reason \"the committee wants to look again\" --database demo",
        exits = {ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.PRIVILEGES, ExitCode.NOT_FOUND})
final class WithdrawVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Parameters(paramLabel = "APPROVAL", description = "The approval's number, as `keepuntil approvals` shows it.")
    private long id;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, in a sentence. Only its digest is logged.")
    private String reason = "";

    @Mixin
    private DatabaseOption database;

    WithdrawVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        if (reason.isBlank()) {
            throw new UserError(ExitCode.USAGE, "Taking an approval back has a reason; it may not be empty.");
        }
        try (Session session = Session.open(database.target(), roles -> List.of(roles.approver()))) {
            Approval withdrawn = Approvals.of(session.database()).withdraw(id, reason.strip());
            desk.console()
                    .print("Approval " + withdrawn.id() + " is taken back. "
                            + (withdrawn.kind() == Approval.Kind.PLAN
                                    ? "Its plan waits, to be approved again or rejected."
                                    : "What its rules would do waits for an approval of each plan."));
        }
        return ExitCode.DONE;
    }
}
