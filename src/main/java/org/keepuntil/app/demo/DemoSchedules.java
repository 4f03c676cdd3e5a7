package org.keepuntil.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.keepuntil.cli.ExitCode;
import org.keepuntil.cli.UserError;
import org.keepuntil.source.Nearest;

/**
 * The schedules that come with the program.
 *
 * @param folder in which each has a folder of its own
 */
record DemoSchedules(Path folder) {
    /** The one that the demonstration plays if nobody names another. */
    static final String USUAL = "south-essex-extended-services";

    /** Those beside the launcher. */
    static DemoSchedules beside() {
        return new DemoSchedules(Path.of(System.getProperty("keepuntil.home", ""), "schedules"));
    }

    /**
     * The folder of a schedule.
     *
     * @throws UserError if it is not there
     */
    Path named(String name) {
        Path found = folder.resolve(name);
        if (!Files.isDirectory(found)) {
            throw new UserError(
                    ExitCode.USAGE,
                    "The schedule of the demonstration is not there: " + found,
                    "Start Keepuntil by scripts/keepuntil of a checkout.");
        }
        return found;
    }

    /**
     * The folder of a schedule that has a sample database.
     *
     * @throws UserError if there is none of that name; it lists the names
     */
    Path withDatabase(String name) {
        List<String> names = names();
        if (names.isEmpty()) {
            return named(name);
        }
        if (!names.contains(name)) {
            throw new UserError(
                    ExitCode.USAGE,
                    "No schedule with a sample database is named " + name + ".",
                    Nearest.to(name, names)
                                    .map(near -> "Did you mean " + near + "? ")
                                    .orElse("") + "There is: " + String.join(", ", names) + ".");
        }
        return folder.resolve(name);
    }

    private List<String> names() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(each -> Files.isRegularFile(each.resolve(ScriptSample.SCRIPT)))
                    .map(each -> each.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
