package org.keepuntil.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keepuntil.binding.ScheduleFolder;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.schedule.ScheduleParser;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;

/**
 * One of two schedules that are compared.
 *
 * @param file the schedule
 * @param binding its own; empty where a file was named alone, or the directory has none
 */
record DiffSide(Path file, Optional<Path> binding) {
    /**
     * The schedule in a directory, or a file.
     *
     * @throws UserError if there is none
     */
    static DiffSide of(Path given) {
        if (Files.isRegularFile(given)) {
            return new DiffSide(given, Optional.empty());
        }
        Path file = given.resolve(ScheduleFolder.SCHEDULE);
        if (!Files.isRegularFile(file)) {
            throw new UserError(
                    ExitCode.USAGE,
                    Files.isDirectory(given)
                            ? "There is no " + ScheduleFolder.SCHEDULE + " in " + given + "."
                            : "There is no schedule " + given + ".",
                    "Give the directory of a schedule, or its file.");
        }
        return new DiffSide(
                file, Optional.of(given.resolve(ScheduleFolder.BINDING)).filter(Files::isRegularFile));
    }

    /**
     * The schedule alone.
     *
     * @throws UserError if it has errors; all of them are shown
     */
    Schedule schedule(Console console) {
        Problems problems = new Problems();
        Optional<Schedule> schedule =
                YamlFile.read(file, problems).flatMap(yaml -> ScheduleParser.parse(yaml, problems));
        Schedules.refuseErrors(problems, console);
        return schedule.orElseThrow();
    }

    /**
     * The schedule with a binding: the one that was named, else its own, else the other side's.
     *
     * @throws UserError if there is none, or if it or the schedule has errors; all of them are shown
     */
    Schedules read(@Nullable Path named, DiffSide other, Console console) {
        Path used = Optional.ofNullable(named)
                .or(() -> binding)
                .or(other::binding)
                .orElseThrow(() -> new UserError(
                        ExitCode.USAGE,
                        "Where the records are is not known: neither schedule has a " + ScheduleFolder.BINDING + ".",
                        "Name one with --binding FILE."));
        Problems problems = new Problems();
        Optional<ScheduleFolder.Loaded> loaded = ScheduleFolder.load(file, used, problems);
        Schedules.refuseErrors(problems, console);
        return new Schedules(List.of(loaded.orElseThrow()), problems);
    }
}
