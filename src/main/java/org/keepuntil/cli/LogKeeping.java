package org.keepuntil.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.seal.ExportRefusedException;
import org.keepuntil.audit.seal.LogExport;
import org.keepuntil.audit.seal.LogKey;
import org.keepuntil.audit.seal.Sealer;
import org.keepuntil.audit.tlog.SigningKey;

/** How a run seals the log, and writes it out where that is wanted. */
final class LogKeeping {
    private final Sealer sealer;
    private final Optional<LogExport> export;
    private @Nullable String failure;

    private LogKeeping(Sealer sealer, Optional<LogExport> export) {
        this.sealer = sealer;
        this.export = export;
    }

    /** Looks, before anything is destroyed, whether the log can be sealed and written out afterwards. */
    static LogKeeping ready(Session session, DatabaseOption database, AuditExportOption exports, Desk desk)
            throws SQLException {
        Sealer sealer = new Sealer(session.database(), key(session, database), desk.clock());
        sealer.check();
        Optional<LogExport> export =
                exports.directory(desk.root().surroundings()).map(to -> new LogExport(session.database(), to));
        if (export.isPresent()) {
            try {
                export.get().check();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new LogKeeping(sealer, export);
    }

    /** The key that signs, as far as it is the one in force. */
    static SigningKey key(Session session, DatabaseOption database) throws SQLException {
        try (Connection connection = session.database().getConnection()) {
            return database.signingKeys().of(session.installation(), LogKey.inForce(connection));
        }
    }

    Sealer sealer() {
        return sealer;
    }

    /** Writes the log out after a run. What goes wrong is said in the end: the run is done, and its report comes first. */
    void export() {
        if (export.isEmpty()) {
            return;
        }
        try {
            export.get().write();
        } catch (IOException | SQLException | ExportRefusedException e) {
            failure = e instanceof ExportRefusedException
                    ? e.getMessage()
                    : e.getClass().getSimpleName();
        }
    }

    /** How the command ends that would otherwise end so. */
    ExitCode after(ExitCode code, Console console) {
        if (failure == null) {
            return code;
        }
        console.err().println("The log was sealed, and could not be written out: " + failure);
        console.err().println("  Write it with: keepuntil audit export DIR");
        return code == ExitCode.DONE ? ExitCode.PARTLY : code;
    }
}
