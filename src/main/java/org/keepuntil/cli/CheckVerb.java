package org.keepuntil.cli;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.keepuntil.binding.ScheduleFolder;
import org.keepuntil.binding.ScheduleFolder.Loaded;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.source.Problems;
import org.keepuntil.sql.Workload;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keepuntil check}. */
@Command(
        name = "check",
        description = {
            "Look for mistakes in schedules and bindings.",
            "Reports every problem of every file with its line, and what to write instead. With --database it also holds the"
                    + " bindings against the tables that are there, and says which rights and indexes are missing. A"
                    + " schedule that has no binding yet is checked by itself."
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
        List<Path> directories = schedules.directoriesOr(database.ownSchedules());
        if (!database.isOnCommandLine()) {
            return filesAlone(directories);
        }
        Schedules read = Schedules.read(directories, desk.console());
        Target target = database.target();
        try (HikariDataSource login = target.dataSource();
                Connection connection = login.getConnection()) {
            Workload workload = read.bind(Catalog.read(connection), desk.console());
            DatabaseCheck found = new DatabaseCheck(workload, connection, desk.clock(), desk.console());
            found.run();
            return found.worst() == ExitCode.DONE
                    ? verdict(read, policies(read), read.warnings() + found.advice(), " in " + connection.getCatalog())
                    : found.worst();
        }
    }

    /** A schedule without a binding is checked alone: a records manager writes it before a DBA knows of it. */
    private ExitCode filesAlone(List<Path> directories) {
        Problems problems = new Problems();
        List<Path> unbound = directories.stream()
                .filter(directory -> Files.isRegularFile(directory.resolve(ScheduleFolder.SCHEDULE)))
                .filter(directory -> !ScheduleFolder.hasBinding(directory))
                .toList();
        List<Schedule> policies = new ArrayList<>();
        unbound.forEach(directory -> ScheduleFolder.policy(directory, problems).ifPresent(policies::add));
        Schedules read = Schedules.read(
                directories.stream()
                        .filter(directory -> !unbound.contains(directory))
                        .toList(),
                problems,
                desk.console());
        policies.addAll(policies(read));
        ExitCode code = verdict(read, policies, read.warnings(), "");
        unbound.forEach(directory -> desk.console()
                .remark("There is no binding.yaml in " + directory + ", so only its schedule was checked."));
        return code;
    }

    private static List<Schedule> policies(Schedules read) {
        return read.loaded().stream().map(Loaded::schedule).toList();
    }

    private ExitCode verdict(Schedules read, List<Schedule> policies, long warnings, String where) {
        desk.console().err().print(read.problems().render());
        int classes = 0;
        int rules = 0;
        for (Schedule each : policies) {
            classes += each.records().size();
            rules += each.rules().size();
        }
        String found = warnings == 0 ? "No problems" : "No errors, " + Words.count(warnings, "warning", "warnings");
        desk.console()
                .print(found + where + ": " + Words.count(classes, "class", "classes") + ", "
                        + Words.count(rules, "rule", "rules") + ".");
        return ExitCode.DONE;
    }
}
