package org.keepuntil.cli;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
            "Install Keepuntil in a database, or upgrade it.",
            "Makes the schema keepuntil, in which plans, holds, runs and the audit log are kept, and five roles that cannot log"
                    + " in. With a schedule it also grants the roles what they need on the tables of the records. It takes a"
                    + " superuser, or an account with CREATEROLE and CREATE on the database. Running it again changes"
                    + " nothing that is there already.",
            "With --upgrade it brings the control schema of an earlier version up to date; runs, holds, approvals and the log"
                    + " stay. No run is under way meanwhile. Programs of the earlier version refuse to work on it from then on, so"
                    + " every machine needs the new one.",
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
            "# After Keepuntil itself was upgraded, once for each database",
            "keepuntil init --upgrade --schedule schedules/mine --database postgresql://dba@db.example.org/records",
            "# Draft a binding for a database that nobody has described yet",
            "keepuntil init --draft --output schedules/mine --database postgresql://me@db.example.org/records"
        },
        exits = {
            ExitCode.FILES,
            ExitCode.DATABASE,
            ExitCode.CONTROL_SCHEMA,
            ExitCode.BINDING,
            ExitCode.BUSY,
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

    @Option(names = "--upgrade", description = "Bring the control schema of an earlier version up to date.")
    private boolean upgrade;

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
        if (draft && upgrade) {
            throw new UserError(
                    ExitCode.USAGE,
                    "A draft installs nothing that could be upgraded.",
                    "Leave out --draft or --upgrade.");
        }
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
        console.out().print(Installer.script(login, upgrade));
        try (Connection connection = login.getConnection()) {
            Roles roles = roles(connection);
            if (ControlSchema.check(connection) instanceof ControlSchema.Ready) {
                new FirstKeys(desk, database).print(connection, roles);
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

    private ExitCode install(HikariDataSource login, Optional<Schedules> read) throws SQLException {
        Console console = desk.console();
        Installation installation = upgrade ? upgraded(login) : installed(login);
        new FirstKeys(desk, database).remember(login, installation);
        try (Connection connection = login.getConnection()) {
            Roles roles = roles(connection);
            if (read.isPresent()) {
                Workload workload = read.get().bind(Catalog.read(connection), console);
                new RoleGrants(connection, console).grant(workload, roles);
            }
            if (upgrade) {
                console.print("");
                console.print("Hold the log against what was kept of it elsewhere, then look at the tables:");
                console.print("  keepuntil audit verify --checkpoint FILE");
                console.print("  keepuntil check --schedule DIR --database …");
            } else {
                sayWhatIsNext(roles, read.isPresent());
            }
        }
        return ExitCode.DONE;
    }

    private Installation installed(HikariDataSource login) throws SQLException {
        boolean there;
        try (Connection connection = login.getConnection()) {
            there = !(ControlSchema.check(connection) instanceof ControlSchema.NotInstalled);
        }
        Installation installation = Installer.install(login);
        desk.console()
                .print(
                        there
                                ? "The schema keepuntil is there and up to date."
                                : "Made the schema keepuntil and its roles in the database " + installation.database()
                                        + ".");
        return installation;
    }

    private Installation upgraded(HikariDataSource login) throws SQLException {
        Installer.Upgraded upgraded = Installer.upgrade(login);
        desk.console()
                .print(
                        upgraded.from() == upgraded.to()
                                ? "The schema keepuntil is there and up to date."
                                : "Upgraded the schema keepuntil from version " + upgraded.from() + " to "
                                        + upgraded.to() + ". Every machine needs this program from now on.");
        return upgraded.installation();
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
