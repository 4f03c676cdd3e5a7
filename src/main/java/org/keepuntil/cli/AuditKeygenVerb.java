package org.keepuntil.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keepuntil.audit.KeyAdded;
import org.keepuntil.audit.seal.LogKey;
import org.keepuntil.audit.seal.Sealer;
import org.keepuntil.audit.seal.SigningKeys;
import org.keepuntil.audit.tlog.SigningKey;
import org.keepuntil.control.Installation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keepuntil audit keygen}. */
@Command(
        name = "keygen",
        description = {
            "Make the key that signs the log, or another in its place.",
            "The private key is a file beside the program, and never enters the database. The public key is written to the log,"
                    + " and printed: whoever audits you verifies the log with it. `keepuntil init` makes the first one. The"
                    + " log is sealed with the new key at once, and that checkpoint is signed by the old key too.",
            "It takes an approver, on the machine that has the key: whoever only runs does not choose the key."
        })
@VerbHelp(
        group = VerbGroup.SHOW,
        examples = {
            "# Once a year, or when somebody who could read the key has left",
            "keepuntil audit keygen --rotate --database postgresql://approver@db.example.org/records",
            "# The old key is gone: whoever audits you has to be given the new one by hand",
            "keepuntil audit keygen --lost --database postgresql://approver@db.example.org/records"
        },
        exits = {ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.REFUSED, ExitCode.PRIVILEGES, ExitCode.MISMATCH})
final class AuditKeygenVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Option(names = "--rotate", description = "Put another key in the place of the one in force, which vouches for it.")
    private boolean rotate;

    @Option(
            names = "--lost",
            description = "The same when the key in force is lost: it does not vouch for the new one.")
    private boolean lost;

    @Mixin
    private DatabaseOption database;

    AuditKeygenVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        try (Session session = Session.open(database.target(), roles -> List.of(roles.approver(), roles.owner()))) {
            Optional<String> inForce;
            try (Connection connection = session.database().getConnection()) {
                inForce = LogKey.inForce(connection);
            }
            if (inForce.isEmpty()) {
                return first(session);
            }
            if (!rotate && !lost) {
                throw new UserError(
                        ExitCode.REFUSED,
                        "The log is signed with the key " + inForce.get() + " already.",
                        "Another takes its place with --rotate, or with --lost if that one is lost.");
            }
            return another(session, inForce.get());
        }
    }

    private ExitCode first(Session session) throws SQLException {
        SigningKey key = database.signingKeys().ofNew(session.installation());
        begin(session, List.of(key), "");
        return ExitCode.DONE;
    }

    private ExitCode another(Session session, String inForce) throws SQLException {
        SigningKeys files = database.signingKeys();
        Installation installation = session.installation();
        Optional<SigningKey> old = lost ? Optional.empty() : Optional.of(files.of(installation, Optional.of(inForce)));
        SigningKey next = files.next(installation, inForce);
        begin(session, old.map(key -> List.of(next, key)).orElse(List.of(next)), inForce);
        files.putInPlace(installation);
        old.ifPresent(key -> desk.console()
                .print("  The first checkpoint is signed by the key before it too, "
                        + key.verifier().id() + ", which is not needed any more and was removed from here."));
        return ExitCode.DONE;
    }

    private void begin(Session session, List<SigningKey> keys, String replaces) throws SQLException {
        String key = keys.get(0).verifier().format();
        new Sealer(session.database(), keys, desk.clock())
                .begin(new KeyAdded(key, desk.clock().instant(), replaces, lost));
        desk.console().print("The log is signed with this key from now on. Give it to whoever audits you:");
        desk.console().print("  " + key);
        desk.console()
                .print("  The key that signs is in " + database.signingKeys().where(session.installation()) + ".");
    }
}
