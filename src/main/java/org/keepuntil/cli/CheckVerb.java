package org.keepuntil.cli;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keepuntil.binding.Remedies;
import org.keepuntil.binding.ScheduleFolder;
import org.keepuntil.binding.ScheduleFolder.Loaded;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.control.CatalogSeen;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.source.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keepuntil check}. */
@Command(
        name = "check",
        description = {
            "Look for mistakes in schedules and bindings.",
            "Reports every problem of every file with its line, and what to write instead. With --database it also holds the"
                    + " bindings against the tables that are there: it lists every table within reach of a record with what the"
                    + " binding says of it, what has changed since the last run, and which rights and indexes are missing."
                    + " A schedule that has no binding yet is checked by itself."
        })
@VerbHelp(
        group = VerbGroup.START,
        examples = {
            "# The files alone",
            "keepuntil check --schedule schedules/mine",
            "# The files, and whether they fit the database",
            "keepuntil check --schedule schedules/mine --database postgresql://clerk@db.example.org/records",
            "# The lines to add for what the binding does not speak of",
            "keepuntil check --fix --schedule schedules/mine --database postgresql://clerk@db.example.org/records",
            "# As an approver: the tables have changed, and it is all right",
            "keepuntil check --accept-changes --schedule schedules/mine --database postgresql://head@db.example.org/records"
        },
        exits = {
            ExitCode.FILES,
            ExitCode.DATABASE,
            ExitCode.CONTROL_SCHEMA,
            ExitCode.BINDING,
            ExitCode.REFUSED,
            ExitCode.PRIVILEGES,
            ExitCode.COVERAGE
        })
final class CheckVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Mixin
    private ScheduleOption schedules;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private FormatOption format;

    @Option(
            names = "--fix",
            description =
                    "Print the lines to add to the binding for everything that it does not speak of. Changes no file.")
    private boolean fix;

    @Option(
            names = "--accept-changes",
            description =
                    "As an approver: write down that what has changed in the tables was looked at, so that runs go on.")
    private boolean acceptChanges;

    CheckVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        if ((fix || acceptChanges) && !database.isOnCommandLine()) {
            throw new UserError(
                    ExitCode.USAGE,
                    (fix ? "--fix" : "--accept-changes") + " needs the database that the binding is of.",
                    "Add --database postgresql://user@host/database.");
        }
        List<Path> directories = schedules.directoriesOr(database.ownSchedules());
        if (acceptChanges) {
            return accept();
        }
        if (!database.isOnCommandLine()) {
            return filesAlone(directories);
        }
        Problems problems = new Problems();
        try {
            return inDatabase(directories, problems);
        } catch (UserError e) {
            // a program that reads the document is told of the problems of the files there
            if (format.get() == Format.JSON && problems.hasErrors() && e.code() != ExitCode.COVERAGE) {
                write(CheckDocument.of(Optional.empty(), e.code(), problems, List.of(), List.of(), List.of()));
            }
            throw e;
        }
    }

    private ExitCode inDatabase(List<Path> directories, Problems problems) throws SQLException {
        Schedules read = Schedules.read(directories, problems, desk.console());
        try (HikariDataSource login = database.target().dataSource();
                Connection connection = login.getConnection()) {
            Catalog catalog = Catalog.read(connection);
            Fit fit = read.fit(catalog, desk.console());
            read.refuseShapes(fit, desk.console());
            if (fix) {
                Remedies.of(fit.reached(), catalog).forEach(desk.console()::print);
                return fit.undeclared().isEmpty() ? ExitCode.DONE : ExitCode.COVERAGE;
            }
            if (format.get() == Format.TABLE) {
                new CoverageTable(fit.reached()).print(desk.console());
            } else if (format.get() == Format.CSV) {
                new CoverageTable(fit.reached()).csv(desk.console().out());
            }
            DatabaseCheck found = new DatabaseCheck(fit.workload(), connection, desk.clock(), desk.console());
            found.run();
            Drift drift = Drift.ifInstalled(connection, fit);
            boolean changed = drift.warn(desk.console());
            return verdict(read, fit, found, drift, changed ? 1 : 0, connection.getCatalog());
        }
    }

    private ExitCode verdict(
            Schedules read, Fit fit, DatabaseCheck found, Drift drift, int changed, String databaseName) {
        boolean covered = fit.undeclared().isEmpty();
        ExitCode code = covered ? found.worst() : ExitCode.COVERAGE;
        if (format.get() == Format.JSON) {
            write(CheckDocument.of(
                    Optional.of(databaseName),
                    code,
                    read.problems(),
                    found.findings(),
                    fit.reached(),
                    drift.changes()));
        }
        if (!covered) {
            throw read.uncovered(desk.console());
        }
        if (code == ExitCode.DONE && format.get() == Format.TABLE) {
            return verdict(read, policies(read), read.warnings() + found.advice() + changed, " in " + databaseName);
        }
        return code;
    }

    private void write(CheckDocument document) {
        desk.console().out().print(Json.of(document));
    }

    /** An approver has looked at what changed. */
    private ExitCode accept() throws SQLException {
        try (Workplace place = Workplace.open(desk, schedules, database, roles -> List.of(roles.approver()));
                Connection connection = place.database().getConnection()) {
            place.schedules().refuseShapes(place.fit(), desk.console());
            place.refuseUncovered(desk.console());
            Drift drift = Drift.of(connection, place.fit());
            drift.show(desk.console());
            CatalogSeen.accept(connection, drift.lines());
            desk.console()
                    .print(
                            drift.changes().isEmpty()
                                    ? "Nothing had changed. The tables are written down as "
                                            + place.session().login() + " found them."
                                    : "Written down as looked at by "
                                            + place.session().login() + ": "
                                            + Words.count(drift.changes().size(), "change", "changes")
                                            + ". Runs go on.");
            return ExitCode.DONE;
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
