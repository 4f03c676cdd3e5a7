package org.keepuntil.cli;

import org.keepuntil.approval.ApprovalException;
import org.keepuntil.approval.RefusedException;
import org.keepuntil.audit.MalformedEntryException;
import org.keepuntil.audit.TokenKeyException;
import org.keepuntil.audit.seal.ExportRefusedException;
import org.keepuntil.audit.seal.LogDamagedException;
import org.keepuntil.audit.seal.SigningKeyException;
import org.keepuntil.control.ControlSchemaException;
import org.keepuntil.control.InstallationRefusedException;
import org.keepuntil.control.RunBlockedException;
import org.keepuntil.control.RunLockedException;
import org.keepuntil.control.RunTakenOverException;
import org.keepuntil.dispose.TransferException;
import org.keepuntil.dispose.UnexpectedRowsException;
import org.keepuntil.fleet.FleetException;
import org.keepuntil.hold.HoldException;
import org.keepuntil.hold.RequestException;
import org.keepuntil.plan.NoSuchPersonException;
import org.keepuntil.report.ReportRefusedException;
import org.keepuntil.sql.DisagreementException;

/** What the exceptions of the capabilities mean to the user of a command. */
final class KnownFailures {
    private KnownFailures() {}

    static Failures all() {
        return new Failures()
                .with(ControlSchemaException.class, e -> said(ExitCode.CONTROL_SCHEMA, e))
                .with(FleetException.class, e -> said(ExitCode.CONTROL_SCHEMA, e))
                .with(InstallationRefusedException.class, e -> said(ExitCode.PRIVILEGES, e))
                .with(TokenKeyException.class, e -> said(ExitCode.PRIVILEGES, e))
                .with(SigningKeyException.class, e -> said(ExitCode.PRIVILEGES, e))
                .with(ExportRefusedException.class, e -> said(ExitCode.REFUSED, e))
                .with(
                        LogDamagedException.class,
                        e -> Failure.of(
                                ExitCode.MISMATCH,
                                "Nothing was signed: " + sentence(e),
                                "Find out what was changed: keepuntil audit verify"))
                .with(RunLockedException.class, e -> said(ExitCode.BUSY, e))
                .with(
                        RunBlockedException.class,
                        e -> Failure.of(
                                ExitCode.BUSY,
                                sentence(e),
                                e.ending().isEmpty()
                                        ? "Run again in a minute."
                                        : "Run again in a minute, or ask the DBA for: " + e.ending()))
                .with(
                        RunTakenOverException.class,
                        e -> Failure.of(
                                ExitCode.STOPPED, sentence(e), "The other run goes on. Its report says what it did."))
                .with(
                        DisagreementException.class,
                        e -> Failure.of(
                                ExitCode.MISMATCH, sentence(e), "Do not run again before it is known why they differ."))
                .with(
                        UnexpectedRowsException.class,
                        e -> Failure.of(
                                ExitCode.MISMATCH,
                                sentence(e),
                                "The batch was rolled back. Look at the triggers and cascades of that table."))
                .with(
                        MalformedEntryException.class,
                        e -> Failure.of(
                                ExitCode.MISMATCH,
                                "The log of this database cannot be read: " + sentence(e),
                                "Somebody changed it by other means, or the server damaged it. Keep a copy of"
                                        + " keepuntil.log_bundle and have it examined."))
                .with(ApprovalException.class, e -> said(ExitCode.REFUSED, e))
                .with(
                        RefusedException.class,
                        e -> Failure.of(
                                Refusals.code(e.refusal().kind()), e.refusal().message(), next(e)))
                .with(HoldException.class, e -> said(ExitCode.NOT_FOUND, e))
                .with(NoSuchPersonException.class, e -> said(ExitCode.NOT_FOUND, e))
                .with(
                        RequestException.class,
                        e -> said(
                                e.kind() == RequestException.Kind.NOT_FOUND ? ExitCode.NOT_FOUND : ExitCode.REFUSED, e))
                .with(TransferException.class, e -> said(ExitCode.REFUSED, e))
                .with(ReportRefusedException.class, e -> said(ExitCode.USAGE, e));
    }

    private static String next(RefusedException refused) {
        return refused.refusal().next()
                + refused.plan()
                        .map(plan -> " The plan waits: keepuntil approve " + plan.name())
                        .orElse("");
    }

    private static Failure said(ExitCode code, Throwable thrown) {
        return Failure.of(code, sentence(thrown));
    }

    private static String sentence(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        return message.endsWith(".") ? message : message + ".";
    }
}
