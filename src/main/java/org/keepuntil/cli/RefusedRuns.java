package org.keepuntil.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.approval.Refusal;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Refused;
import org.keepuntil.audit.TokenKeyException;
import org.keepuntil.audit.seal.ExportRefusedException;
import org.keepuntil.audit.seal.LogDamagedException;
import org.keepuntil.audit.seal.SigningKeyException;
import org.keepuntil.control.RunLockedException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes to the log that a run stopped before it had a number, whatever it was that stood in its way. */
record RefusedRuns(Desk desk, DatabaseOption database) {
    /** What stops a run beside the guards, each with its word in the log. */
    private static final Map<Class<? extends RuntimeException>, String> OTHERS = Map.of(
            TokenKeyException.class, "no-token-key",
            SigningKeyException.class, "no-signing-key",
            LogDamagedException.class, "log-damaged",
            ExportRefusedException.class, "no-export",
            RunLockedException.class, "busy");

    /** Writes it down, as far as the log can be reached: that it cannot is said, and what was refused stays refused. */
    void log(RuntimeException refused) {
        word(refused).ifPresent(word -> {
            try (Session session = Session.open(database.target(), roles -> List.of(roles.operator()))) {
                AuditLog.of(JdbcClient.create(session.database()))
                        .appendRefused(new Refused(0, desk.clock().instant(), word));
            } catch (SQLException | RuntimeException e) {
                desk.console()
                        .remark(
                                "The log does not say that this run was refused: it can't be reached, or not be written by"
                                        + " this account.");
            }
        });
    }

    private static Optional<String> word(RuntimeException refused) {
        return refused instanceof UserError error
                ? error.refused().map(Refusal.Kind::word)
                : Optional.ofNullable(OTHERS.get(refused.getClass()));
    }
}
