package org.keepuntil.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.audit.TokenKeyException;
import org.keepuntil.audit.tlog.Checkpoint;
import org.keepuntil.audit.tlog.MalformedLogException;
import org.keepuntil.audit.tlog.VerifierKey;
import org.keepuntil.audit.verify.DatabaseLog;
import org.keepuntil.audit.verify.ExportedLog;
import org.keepuntil.audit.verify.Finding;
import org.keepuntil.audit.verify.Kept;
import org.keepuntil.audit.verify.Verified;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepuntil audit verify}. */
@Command(
        name = "verify",
        description = {
            "Verify the log, from the database or from an export alone.",
            "Everything is computed again from the entries: tiles, roots, signatures, and whether each earlier checkpoint is"
                    + " of the beginning of this log. What is stored beside the entries is only compared. The first entry,"
                    + " tile, bundle or checkpoint that is wrong is named first."
        })
@VerbHelp(
        group = VerbGroup.SHOW,
        examples = {
            "keepuntil audit verify --database postgresql://auditor@db.example.org/records",
            "# From an export alone, with the key that you were given when Keepuntil was installed",
            "keepuntil audit verify /srv/audit/records --key keepuntil/1fd1…+3c5e6c9a+AeJ…",
            "# Does the database still have the log that was exported last year?",
            "keepuntil audit verify --checkpoint /srv/audit/records/checkpoint --database postgresql://auditor@db.example.org/records"
        },
        exits = {
            ExitCode.DATABASE,
            ExitCode.CONTROL_SCHEMA,
            ExitCode.PRIVILEGES,
            ExitCode.MISMATCH,
            ExitCode.NOT_FOUND,
            ExitCode.NOT_SEALED
        })
final class AuditVerifyVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "An export, which is verified without any database. Without it the database is verified.")
    private @Nullable Path directory;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "The public key that the log must be signed with, or one that came before it: a line, or a file with"
                            + " it. May be given more than once. Default: the keys that the log itself names.")
    private List<String> keys = List.of();

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description =
                    "A checkpoint that was kept elsewhere: the log must begin with what it is of. May be given more than once.")
    private List<Path> checkpoints = List.of();

    @Option(
            names = "--proof",
            paramLabel = "FILE",
            description =
                    "Verify this proof that an entry stands in the log, as `keepuntil audit prove` writes it, without a"
                            + " database and without the log. It takes --key. May be given more than once.")
    private List<Path> proofs = List.of();

    @Mixin
    private DatabaseOption database;

    @Mixin
    private FormatOption format;

    AuditVerifyVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException, IOException {
        if (directory != null && database.isOnCommandLine()) {
            throw new UserError(
                    ExitCode.USAGE,
                    "An export is verified without a database, and both are named.",
                    "To hold the database against the export: --checkpoint " + directory.resolve("checkpoint"));
        }
        List<VerifierKey> given = given();
        if (!proofs.isEmpty()) {
            return new ProofCheck(given, desk.console()).verify(proofs);
        }
        List<Kept> kept = kept();
        Verified verified = directory == null ? ofDatabase(given, kept) : ofExport(directory, given, kept);
        if (format.get() == Format.JSON) {
            Json.write(Document.of(verified), desk.console().out());
        } else {
            print(verified);
        }
        if (!verified.findings().isEmpty()) {
            return ExitCode.MISMATCH;
        }
        return verified.unsealed().isPresent() ? ExitCode.NOT_SEALED : ExitCode.DONE;
    }

    private Verified ofDatabase(List<VerifierKey> given, List<Kept> kept) throws SQLException {
        try (Session session = Session.open(
                database.target(), roles -> List.of(roles.auditor(), roles.operator(), roles.approver()))) {
            Optional<TokenKey> tokens = tokens(session);
            return DatabaseLog.verify(session.database(), given, kept, Verifications.all(tokens));
        }
    }

    /** The log's token key, where it is here: an auditor need not have it. */
    private Optional<TokenKey> tokens(Session session) {
        try {
            return Optional.of(database.tokenKeys().of(session.installation()));
        } catch (TokenKeyException e) {
            desk.console()
                    .remark(
                            "The log's token key is not here: the keys of held and requested records are compared by the sums"
                                    + " of their tables alone.");
            return Optional.empty();
        }
    }

    private static Verified ofExport(Path directory, List<VerifierKey> given, List<Kept> kept) throws IOException {
        if (!Files.exists(directory.resolve("checkpoint"))) {
            throw new UserError(
                    ExitCode.NOT_FOUND,
                    "There is no exported log in " + directory + ": it has no file named checkpoint.",
                    "`keepuntil audit export " + directory + "` writes one.");
        }
        return ExportedLog.verify(directory, given, kept);
    }

    private List<VerifierKey> given() throws IOException {
        List<VerifierKey> given = new ArrayList<>();
        for (String key : keys) {
            Path file = desk.root().surroundings().path(key);
            try {
                given.add(VerifierKey.parse(Files.isRegularFile(file) ? Files.readString(file) : key));
            } catch (MalformedLogException e) {
                throw new UserError(
                        ExitCode.USAGE,
                        "What was given with --key is no key: " + e.getMessage() + ".",
                        "`keepuntil init` and `keepuntil audit keygen` print it.");
            }
        }
        return given;
    }

    private List<Kept> kept() throws IOException {
        List<Kept> kept = new ArrayList<>();
        for (Path file : checkpoints) {
            kept.add(new Kept(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.UTF_8)));
        }
        return kept;
    }

    private void print(Verified verified) {
        Console console = desk.console();
        verified.findings().forEach(finding -> console.print(console.red("WRONG") + "  " + finding.line() + "."));
        String read = Words.count(verified.entries(), "entry", "entries") + " read and held against "
                + Words.count(verified.checkpoints(), "checkpoint", "checkpoints");
        console.print(verified.findings().isEmpty() ? read + ": all is as it was signed." : read + ".");
        verified.unsealed().ifPresent(this::printUnsealed);
        verified.newest()
                .ifPresentOrElse(
                        this::printNewest, () -> console.print("The log was not sealed yet: a run does that."));
        if (keys.isEmpty()) {
            verified.keys().stream().reduce((earlier, later) -> later).ifPresent(key -> {
                console.print("The log names this key as the one in force. Is it the one that you were given?");
                console.print("  " + key);
            });
        }
    }

    private void printUnsealed(Verified.Unsealed unsealed) {
        Console console = desk.console();
        console.print(console.yellow("NOT SEALED YET") + "  "
                + Words.count(unsealed.entries(), "entry", "entries") + " past the newest checkpoint, and run "
                + unsealed.run() + " ended among them: it was stopped before it sealed the log.");
        console.print(
                "  The next run seals them, or `keepuntil audit checkpoint --seal`. If no run was stopped, a checkpoint was removed:");
        console.print("  hold the log against one that was kept elsewhere, with --checkpoint.");
    }

    private void printNewest(Checkpoint newest) {
        desk.console()
                .print("Sealed with " + Words.count(newest.size(), "entry", "entries") + ", root " + newest.root()
                        + newest.extension("sealed").map(at -> ", " + at).orElse("") + ".");
    }

    private record Document(
            long entries,
            int checkpoints,
            @Nullable String root,
            List<String> keys,
            Verified.@Nullable Unsealed unsealed,
            List<Finding> findings) {
        static Document of(Verified verified) {
            return new Document(
                    verified.entries(),
                    verified.checkpoints(),
                    verified.newest().map(newest -> newest.root().toString()).orElse(null),
                    verified.keys(),
                    verified.unsealed().orElse(null),
                    verified.findings());
        }
    }
}
