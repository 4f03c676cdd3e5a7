package org.keepuntil.cli;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.keepuntil.binding.ScheduleFolder.Loaded;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.sql.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keepuntil check}. */
@Command(
        name = "check",
        description = {
            "Look for mistakes in schedules and bindings.",
            "Reports every problem of every file with its line, and what to write instead. With --database it also holds the"
                    + " bindings against the tables that are there, and says which rights and indexes are missing."
        })
@VerbHelp(
        group = VerbGroup.START,
        examples = {
            "# The files alone",
            "keepuntil check --schedule schedules/mine",
            "# The files, and whether they fit the database",
            "keepuntil check --schedule schedules/mine --database postgresql://clerk@db.example.org/records"
        },
        exits = {
            ExitCode.FILES,
            ExitCode.DATABASE,
            ExitCode.CONTROL_SCHEMA,
            ExitCode.BINDING,
            ExitCode.REFUSED,
            ExitCode.PRIVILEGES
        })
final class CheckVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Mixin
    private ScheduleOption schedules;

    @Mixin
    private DatabaseOption database;

    CheckVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        Schedules read = Schedules.read(schedules.directoriesOr(database.ownSchedules()), desk.console());
        if (!database.isOnCommandLine()) {
            return verdict(read, read.warnings(), "");
        }
        Target target = database.target();
        try (HikariDataSource login = target.dataSource();
                Connection connection = login.getConnection()) {
            Workload workload = read.bind(Catalog.read(connection), desk.console());
            DatabaseCheck found = new DatabaseCheck(workload, connection, desk.clock(), desk.console());
            found.run();
            return found.worst() == ExitCode.DONE
                    ? verdict(read, read.warnings() + found.advice(), " in " + connection.getCatalog())
                    : found.worst();
        }
    }

    private ExitCode verdict(Schedules read, long warnings, String where) {
        desk.console().err().print(read.problems().render());
        int classes = 0;
        int rules = 0;
        for (Loaded each : read.loaded()) {
            classes += each.schedule().records().size();
            rules += each.schedule().rules().size();
        }
        String found = warnings == 0 ? "No problems" : "No errors, " + Words.count(warnings, "warning", "warnings");
        desk.console()
                .print(found + where + ": " + Words.count(classes, "class", "classes") + ", "
                        + Words.count(rules, "rule", "rules") + ".");
        return ExitCode.DONE;
    }
}
