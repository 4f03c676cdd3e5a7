package org.keepuntil.binding;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.schedule.ScheduleParser;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;

/** A folder that holds a schedule and its binding, {@code schedule.yaml} and {@code binding.yaml}. */
public final class ScheduleFolder {
    public static final String SCHEDULE = "schedule.yaml";
    public static final String BINDING = "binding.yaml";

    private ScheduleFolder() {}

    /** A schedule and a binding that fit each other, and of which this version can do everything. */
    public record Loaded(Schedule schedule, Binding binding) {}

    /**
     * Reads the two files; empty where there is any error, all of which are then in the problems, named as the
     * folder was named.
     */
    public static Optional<Loaded> load(Path folder, Problems problems) {
        long before = problems.errors();
        return load(
                read(folder, SCHEDULE, "It says how long each class of record is kept.", problems),
                read(folder, BINDING, "It says in which tables each class of record lives.", problems),
                before,
                problems);
    }

    /** The same for two files that lie anywhere. */
    public static Optional<Loaded> load(Path schedule, Path binding, Problems problems) {
        long before = problems.errors();
        return load(YamlFile.read(schedule, problems), YamlFile.read(binding, problems), before, problems);
    }

    /** Whether the folder says where the records are. A records manager writes the schedule first. */
    public static boolean hasBinding(Path folder) {
        return Files.exists(folder.resolve(BINDING));
    }

    /** The schedule alone; empty where there is any error in it. */
    public static Optional<Schedule> policy(Path folder, Problems problems) {
        long before = problems.errors();
        Optional<YamlFile> file = read(folder, SCHEDULE, "It says how long each class of record is kept.", problems);
        Optional<Schedule> schedule = file.flatMap(found -> ScheduleParser.draft(found, problems));
        return problems.errors() == before ? schedule : Optional.empty();
    }

    private static Optional<Loaded> load(
            Optional<YamlFile> scheduleFile, Optional<YamlFile> bindingFile, long before, Problems problems) {
        Optional<Schedule> schedule = scheduleFile.flatMap(file -> ScheduleParser.draft(file, problems));
        Optional<Binding> binding =
                schedule.flatMap(s -> bindingFile.flatMap(f -> BindingParser.draft(f, s, problems)));
        return problems.errors() == before
                ? schedule.flatMap(s -> binding.map(b -> new Loaded(s, b)))
                : Optional.empty();
    }

    private static Optional<YamlFile> read(Path folder, String name, String purpose, Problems problems) {
        Path path = folder.resolve(name);
        if (Files.isRegularFile(path)) {
            return YamlFile.read(path, problems);
        }
        String missing = Files.isDirectory(folder) ? "there is no such file" : "there is no such folder";
        problems.error(
                new Place(path.toString(), 1, 1),
                1,
                missing,
                "A folder with " + SCHEDULE + " and " + BINDING + " is expected. " + purpose);
        return Optional.empty();
    }
}
