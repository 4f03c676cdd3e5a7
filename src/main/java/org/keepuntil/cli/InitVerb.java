package org.keepuntil.cli;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.Bundle;
import org.keepuntil.audit.KeyAdded;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.audit.seal.LogKey;
import org.keepuntil.audit.tlog.SigningKey;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.control.ControlSchema;
import org.keepuntil.control.Installation;
import org.keepuntil.control.Installer;
import org.keepuntil.control.Roles;
import org.keepuntil.plan.Grants;
import org.keepuntil.sql.Identifier;
import org.keepuntil.sql.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keepuntil init}. */
@Command(
        name = "init",
        description = {
            "Install Keepuntil in a database, or bring it up to date.",
            "Makes the schema keepuntil, in which plans, holds, runs and the audit log are kept, and five roles that cannot log"
                    + " in. With a schedule it also grants the roles what they need on the tables of the records. It takes a"
                    + " superuser, or an account with CREATEROLE and CREATE on the database. Running it again changes"
                    + " nothing that is there already.",
            "With --draft it installs nothing: it looks at the tables and writes a first binding.yaml, with a schedule.yaml that"
                    + " keeps everything, for a person to finish."
        })
@VerbHelp(
        group = VerbGroup.START,
        examples = {
            "# Install, and grant the roles what they need on the tables",
            "keepuntil init --schedule schedules/mine --database postgresql://dba@db.example.org/records",
            "# Let a DBA do it: the same as SQL",
            "keepuntil init --sql --schedule schedules/mine --database postgresql://me@db.example.org/records",
            "# Draft a binding for a database that nobody has described yet",
            "keepuntil init --draft --output schedules/mine --database postgresql://me@db.example.org/records"
        },
        exits = {
            ExitCode.FILES,
            ExitCode.DATABASE,
            ExitCode.CONTROL_SCHEMA,
            ExitCode.BINDING,
            ExitCode.PRIVILEGES,
            ExitCode.COVERAGE
        })
final class InitVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private ScheduleOption schedules;

    @Option(names = "--sql", description = "Change nothing; print the SQL that a DBA can run instead.")
    private boolean sql;

    @Option(
            names = "--draft",
            description = "Install nothing; write a draft of a binding and of a schedule that keeps everything.")
    private boolean draft;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description =
                    "With --draft: a table that holds records. May be given more than once. Default: they are guessed.")
    private List<String> tables = List.of();

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "With --draft: the directory to write to. Files that are there stay. Default: draft.")
    private @Nullable Path output;

    InitVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        if (draft) {
            return new DraftFiles(desk.console())
                    .write(database.target(), tables, output == null ? Path.of("draft") : output);
        }
        if (!tables.isEmpty() || output != null) {
            throw new UserError(
                    ExitCode.USAGE, "--table and --output are for a draft, and none was asked for.", "Add --draft.");
        }
        boolean withSchedule = schedules.isGiven() || !database.ownSchedules().isEmpty();
        Optional<Schedules> read = withSchedule
                ? Optional.of(Schedules.read(schedules.directoriesOr(database.ownSchedules()), desk.console()))
                : Optional.empty();
        try (HikariDataSource login = database.target().dataSource()) {
            return sql ? print(login, read) : install(login, read);
        }
    }

    private ExitCode print(HikariDataSource login, Optional<Schedules> read) throws SQLException {
        Console console = desk.console();
        console.out().print(Installer.script(login));
        try (Connection connection = login.getConnection()) {
            Roles roles = roles(connection);
            if (ControlSchema.check(connection) instanceof ControlSchema.Ready) {
                printTokenKey(Installation.read(connection), roles);
                printSigningKey(connection, roles);
            } else {
                console.remark("When it was run, run `keepuntil init --sql` again: the keys come then.");
            }
            if (read.isPresent()) {
                Workload workload = read.get().bind(Catalog.read(connection), console);
                console.print("-- What the roles need on the tables of the records.");
                Grants.of(workload).statements(roles).forEach(statement -> console.print(statement + ";"));
                new RoleGrants(connection, console).script(workload);
            }
        }
        return ExitCode.DONE;
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

    private ExitCode install(HikariDataSource login, Optional<Schedules> read) throws SQLException {
        Console console = desk.console();
        boolean there;
        try (Connection connection = login.getConnection()) {
            there = ControlSchema.check(connection) instanceof ControlSchema.Ready;
        }
        Installation installation = Installer.install(login);
        console.print(
                there
                        ? "The schema keepuntil is there and up to date."
                        : "Made the schema keepuntil and its roles in the database " + installation.database() + ".");
        rememberKey(login, installation);
        rememberSigningKey(login, installation);
        try (Connection connection = login.getConnection()) {
            Roles roles = roles(connection);
            if (read.isPresent()) {
                Workload workload = read.get().bind(Catalog.read(connection), console);
                new RoleGrants(connection, console).grant(workload, roles);
            }
            sayWhatIsNext(roles, read.isPresent());
        }
        return ExitCode.DONE;
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

    private void sayWhatIsNext(Roles roles, boolean withSchedule) {
        Console console = desk.console();
        console.print("");
        console.print(console.bold("What to do next"));
        console.print("  Make the accounts of people and jobs members of the roles that they act in:");
        console.print("    grant " + Identifier.quote(roles.operator()) + " to …;    -- plans and runs");
        console.print("    grant " + Identifier.quote(roles.approver())
                + " to …;    -- approves, decides, places and releases holds");
        console.print("    grant " + Identifier.quote(roles.auditor()) + " to …;     -- reads what was done");
        console.print("    grant " + Identifier.quote(roles.maintainer())
                + " to …;  -- purges what deletion leaves in files, once a week");
        console.print(
                withSchedule
                        ? "  See what would go, and why the rest stays: keepuntil plan"
                        : "  Grant the roles what they need on the tables: keepuntil init --schedule DIR");
    }

    private static Roles roles(Connection connection) throws SQLException {
        return Roles.of(connection.getCatalog());
    }
}
