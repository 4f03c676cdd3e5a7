package org.keepuntil.cli;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.keepuntil.audit.Bundle;
import org.keepuntil.audit.KeyAdded;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.audit.seal.LogKey;
import org.keepuntil.audit.tlog.SigningKey;
import org.keepuntil.control.Installation;
import org.keepuntil.control.Installer;
import org.keepuntil.control.Roles;
import org.keepuntil.sql.Identifier;

/** The two keys of an installation: made where they are missing, written down in the database, or printed as SQL that does so. */
final class FirstKeys {
    private final Desk desk;
    private final DatabaseOption database;

    FirstKeys(Desk desk, DatabaseOption database) {
        this.desk = desk;
        this.database = database;
    }

    /** Prints the SQL that writes down what is missing. */
    void print(Connection connection, Roles roles) throws SQLException {
        printTokenKey(Installation.read(connection), roles);
        printSigningKey(connection, roles);
    }

    /** Writes down what is missing, and says where the keys are. */
    void remember(HikariDataSource login, Installation installation) throws SQLException {
        rememberKey(login, installation);
        rememberSigningKey(login, installation);
    }

    private void printTokenKey(Installation installation, Roles roles) {
        if (installation.tokenKeyId().isEmpty()) {
            TokenKey key = database.tokenKeys().ofNew(installation);
            desk.console().remark("The token key is in " + database.tokenKeys().file(installation) + ".");
            desk.console().print("-- Which key the log names records with. The key itself never enters the database.");
            desk.console().print("set role " + Identifier.quote(roles.owner()) + ";");
            desk.console().print("set keepuntil.init = 'on';");
            desk.console()
                    .print("update keepuntil.installation set token_key_id = '" + key.id()
                            + "' where token_key_id is null;");
            desk.console().print("reset keepuntil.init;");
            desk.console().print("reset role;");
        }
    }

    private void printSigningKey(Connection connection, Roles roles) throws SQLException {
        if (LogKey.inForce(connection).isEmpty()) {
            Console console = desk.console();
            KeyAdded added = firstKey(Installation.read(connection));
            console.print("-- Which key signs the log. The key itself never enters the database.");
            console.print("set role " + Identifier.quote(roles.owner()) + ";");
            console.print("set keepuntil.init = 'on';");
            console.print("select keepuntil.log_key('" + added.key() + "', '\\x"
                    + HexFormat.of().formatHex(Bundle.encode(List.of(added))) + "');");
            console.print("reset keepuntil.init;");
            console.print("reset role;");
        }
    }

    private KeyAdded firstKey(Installation installation) {
        SigningKey key = database.signingKeys().ofNew(installation);
        desk.console()
                .remark("The key that signs the log is in "
                        + database.signingKeys().where(installation) + ".");
        return new KeyAdded(key.verifier().format(), desk.clock().instant(), "", false);
    }

    private void rememberKey(HikariDataSource login, Installation installation) throws SQLException {
        Console console = desk.console();
        if (installation.tokenKeyId().isPresent()) {
            console.print("The log names records with the token key "
                    + installation.tokenKeyId().get() + ", which is looked for in "
                    + database.tokenKeys().file(installation) + ".");
            return;
        }
        TokenKey key = database.tokenKeys().ofNew(installation);
        Installer.rememberTokenKey(login, key.id());
        console.print("The log will name records with the token key " + key.id() + ", which is in "
                + database.tokenKeys().file(installation) + ".");
        console.print("  Keep a copy of the file, apart from the database. Whoever runs Keepuntil needs it.");
    }

    private void rememberSigningKey(HikariDataSource login, Installation installation) throws SQLException {
        Console console = desk.console();
        // whoever installs need not be a member of any role that may read
        Optional<String> inForce = Installer.asOwner(login, owner -> {
            try (Connection connection = owner.getConnection()) {
                return LogKey.inForce(connection);
            }
        });
        if (inForce.isPresent()) {
            console.print("The log is signed with the key " + inForce.get() + ", which is looked for in "
                    + database.signingKeys().where(installation) + ".");
            return;
        }
        KeyAdded added = firstKey(installation);
        Installer.asOwner(login, owner -> {
            try (Connection connection = owner.getConnection()) {
                LogKey.add(connection, added);
            }
            return added;
        });
        console.print("The log will be signed with the key " + added.key() + ".");
        console.print("  Give that line to whoever audits you: with it they verify the log. The key that signs is in "
                + database.signingKeys().where(installation) + "; whoever runs Keepuntil needs it.");
    }
}
