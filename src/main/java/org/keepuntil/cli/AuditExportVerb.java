package org.keepuntil.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.keepuntil.audit.seal.LogExport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code keepuntil audit export}. */
@Command(
        name = "export",
        description = {
            "Write the sealed log to a directory.",
            "The layout is that of C2SP tlog-tiles: entries, tiles and the newest checkpoint, and beside them every checkpoint"
                    + " that there has been. A directory that has an earlier state of the log gets what is new; files that are"
                    + " there are never changed, but for the newest checkpoint. A directory that has another log, or another"
                    + " past, is refused."
        })
@VerbHelp(
        group = VerbGroup.SHOW,
        examples = {
            "keepuntil audit export /srv/audit/records --database postgresql://auditor@db.example.org/records",
            "# After each run",
            "keepuntil run --audit-export /srv/audit/records --schedule schedules/mine --database postgresql://night@db.example.org/records"
        },
        exits = {ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.REFUSED, ExitCode.PRIVILEGES, ExitCode.MISMATCH})
final class AuditExportVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Parameters(paramLabel = "DIR", description = "Where to write it. Made where it is not there.")
    private Path directory;

    @Mixin
    private DatabaseOption database;

    AuditExportVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException, IOException {
        try (Session session = Session.open(
                database.target(), roles -> List.of(roles.auditor(), roles.operator(), roles.approver()))) {
            LogExport.Written written = new LogExport(session.database(), directory).write();
            desk.console()
                    .print(Words.count(written.newEntries(), "new entry", "new entries") + " written to " + directory
                            + ", which has " + written.checkpoint().size() + " now.");
            desk.console().print("  Verify it: keepuntil audit verify " + directory);
            return ExitCode.DONE;
        }
    }
}
