package org.keepuntil.cli;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.keepuntil.binding.Draft;
import org.keepuntil.binding.ScheduleFolder;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.source.Problems;

/** Writes the draft of a schedule and its binding. */
record DraftFiles(Console console) {
    ExitCode write(Target target, List<String> tables, Path directory) throws SQLException {
        Path schedule = directory.resolve(ScheduleFolder.SCHEDULE);
        Path binding = directory.resolve(ScheduleFolder.BINDING);
        refuseThere(schedule);
        refuseThere(binding);
        Problems problems = new Problems();
        Draft draft;
        try (HikariDataSource login = target.dataSource();
                Connection connection = login.getConnection()) {
            draft = Draft.of(Catalog.read(connection), tables, problems).orElseThrow(() -> nothing(problems));
        }
        try {
            Files.createDirectories(directory);
            Files.writeString(schedule, draft.schedule(), StandardOpenOption.CREATE_NEW);
            Files.writeString(binding, draft.binding(), StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        say(draft, directory, schedule, binding);
        return ExitCode.DONE;
    }

    private static void refuseThere(Path file) {
        if (Files.exists(file)) {
            throw new UserError(
                    ExitCode.USAGE,
                    file + " is there already, and a draft replaces nothing.",
                    "Name another directory with --output.");
        }
    }

    private UserError nothing(Problems problems) {
        console.err().print(problems.render());
        return new UserError(
                ExitCode.NOT_FOUND,
                problems.hasErrors()
                        ? "There is no draft for these tables."
                        : "No table looks like one of records: with a key, and with days or people in it.",
                "Name the tables that hold records: --table schema.table");
    }

    private void say(Draft draft, Path directory, Path schedule, Path binding) {
        console.print("Wrote " + binding + " and " + schedule + ": "
                + Words.count(draft.classes().size(), "class", "classes") + " of records, "
                + String.join(", ", draft.classes()) + ".");
        console.print("Every line of them is a guess, and the schedule keeps everything.");
        console.print("");
        console.print(console.bold("What to do next"));
        console.print(
                "  Take out what holds no records, and decide what the comments ask. Then hold it against the database:");
        console.print("    keepuntil check --schedule " + directory + " --database …");
    }
}
