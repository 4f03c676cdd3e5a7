package org.keepuntil.cli;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keepuntil.binding.ExampleFolder;
import org.keepuntil.control.ControlSchema;
import org.keepuntil.plan.ScratchExamples;
import org.keepuntil.source.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keepuntil test}. */
@Command(
        name = "test",
        description = {
            "Run the examples of schedules.",
            "Each example is a record that somebody made up, and what is to become of it. They stand in examples.yaml beside"
                    + " schedule.yaml, and are decided without any database. With --database they are also put into tables of"
                    + " that database, planned there as a run would plan them, and rolled back: nothing stays."
        })
@VerbHelp(
        group = VerbGroup.START,
        examples = {
            "# The examples of one schedule, each by name",
            "keepuntil test --schedule schedules/mine --verbose",
            "# Those of all schedules in a directory, with a report that build servers read",
            "keepuntil test --schedule schedules --junit target/examples.xml",
            "# The same records in a database, so that the SQL is tested too; the account may create a schema",
            "keepuntil test --schedule schedules --database postgresql://dba@db.example.org/records"
        },
        exits = {
            ExitCode.FILES,
            ExitCode.DATABASE,
            ExitCode.CONTROL_SCHEMA,
            ExitCode.PRIVILEGES,
            ExitCode.MISMATCH,
            ExitCode.EXAMPLES
        })
final class TestVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Mixin
    private ScheduleOption schedules;

    @Option(
            names = {"-v", "--verbose"},
            description = "Name every example, not only those that failed.")
    private boolean verbose;

    @Option(names = "--junit", paramLabel = "FILE", description = "Also write the results to this file as JUnit XML.")
    private @Nullable Path junit;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private FormatOption format;

    TestVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws IOException, SQLException {
        if (format.get() == Format.CSV) {
            throw new UserError(
                    ExitCode.USAGE, "Results are no table, so they have no --format csv.", "Give table or json.");
        }
        List<TestedSchedule> tested = load().stream().map(TestedSchedule::of).toList();
        if (database.isOnCommandLine()) {
            tested = askDatabase(tested);
        }
        if (junit != null) {
            JUnitXml.write(tested, junit);
        }
        if (format.get() == Format.JSON) {
            Json.write(TestDocument.of(tested), desk.console().out());
        } else {
            new TestText(desk.console(), verbose).print(tested);
        }
        return verdict(tested);
    }

    private static ExitCode verdict(List<TestedSchedule> tested) {
        if (tested.stream().anyMatch(TestedSchedule::hasDisagreements)) {
            return ExitCode.MISMATCH;
        }
        return tested.stream().allMatch(TestedSchedule::passed) ? ExitCode.DONE : ExitCode.EXAMPLES;
    }

    private List<TestedSchedule> askDatabase(List<TestedSchedule> tested) throws SQLException {
        try (HikariDataSource login = database.target().dataSource()) {
            try (Connection connection = login.getConnection()) {
                ControlSchema.require(connection);
                refuseWithoutCreate(connection);
            }
            List<TestedSchedule> asked = new ArrayList<>();
            for (TestedSchedule each : tested) {
                asked.add(each.asked(ScratchExamples.run(login, each.results())));
            }
            return asked;
        }
    }

    private static void refuseWithoutCreate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet may = statement.executeQuery(
                        "select has_database_privilege(current_database(), 'create'), session_user")) {
            may.next();
            if (!may.getBoolean(1)) {
                throw new UserError(
                        ExitCode.PRIVILEGES,
                        "The account " + may.getString(2)
                                + " may not create a schema in this database, which examples need while they are run.",
                        "Use the account that ran `keepuntil init`, or a database that is there for tests.");
            }
        }
    }

    private List<ExampleFolder.Loaded> load() throws IOException {
        Problems problems = new Problems();
        List<ExampleFolder.Loaded> all = new ArrayList<>();
        for (Path directory : schedules.directoriesOr(database.ownSchedules())) {
            for (Path folder : ExampleFolder.foldersIn(directory)) {
                ExampleFolder.load(folder, problems).ifPresent(all::add);
            }
        }
        if (problems.hasErrors()) {
            throw Schedules.shown(
                    problems,
                    desk.console(),
                    ExitCode.FILES,
                    "in the schedule, the binding or the examples",
                    Schedules.mend(problems));
        }
        if (all.stream().noneMatch(ExampleFolder.Loaded::hasExamples)) {
            throw new UserError(
                    ExitCode.USAGE,
                    "There are no examples: " + all.get(0).file() + " is not there.",
                    "Write the file: `examples:` and a list, as the manual shows under \"Examples\".");
        }
        return all;
    }
}
