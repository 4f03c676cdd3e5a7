package org.keepuntil.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --schedule}, for verbs that need schedules: {@code @Mixin ScheduleOption schedules}. */
public final class ScheduleOption {
    private static final String VARIABLE = "KEEPUNTIL_SCHEDULE";

    private final Surroundings surroundings;

    @Option(
            names = "--schedule",
            paramLabel = "DIR",
            description =
                    "A directory with schedule.yaml and binding.yaml. May be given more than once. Default: KEEPUNTIL_SCHEDULE.")
    private List<Path> given = List.of();

    public ScheduleOption(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * The directories, in the order in which they were given.
     *
     * @throws UserError where none is given, or one is no directory
     */
    public List<Path> directories() {
        return directoriesOr(List.of());
    }

    /**
     * The same, or others where none is given.
     *
     * @throws UserError where none is given and there are no others, or one is no directory
     */
    List<Path> directoriesOr(List<Path> others) {
        List<Path> named = given.isEmpty() ? fromVariable() : given;
        List<Path> directories = named.isEmpty() ? others : named;
        if (directories.isEmpty()) {
            throw new UserError(
                    ExitCode.USAGE,
                    "Which schedule? None is named.",
                    "Give --schedule DIR, a directory with schedule.yaml and binding.yaml, or set KEEPUNTIL_SCHEDULE.");
        }
        directories.forEach(ScheduleOption::refuseNoDirectory);
        return directories;
    }

    /** Whether the user named a schedule in one way or another. */
    boolean isGiven() {
        return !given.isEmpty() || !fromVariable().isEmpty();
    }

    private List<Path> fromVariable() {
        @Nullable String value = surroundings.get(VARIABLE);
        return value == null
                ? List.of()
                : Arrays.stream(value.split(File.pathSeparator))
                        .filter(path -> !path.isBlank())
                        .map(surroundings::path)
                        .toList();
    }

    private static void refuseNoDirectory(Path directory) {
        if (!Files.isDirectory(directory)) {
            String what = Files.exists(directory) ? " is a file, not a directory." : " does not exist.";
            throw new UserError(
                    ExitCode.USAGE,
                    "The schedule " + directory + what,
                    "Give the directory that holds schedule.yaml and binding.yaml.");
        }
    }
}
