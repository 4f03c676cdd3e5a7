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
    private static final String SCHEDULE = "schedule.yaml";
    private static final String BINDING = "binding.yaml";

    private ScheduleFolder() {}

    /** A schedule and a binding that fit each other, and of which this version can do everything. */
    public record Loaded(Schedule schedule, Binding binding) {}

    /**
     * Reads the two files; empty where there is any error, all of which are then in the problems, named as the
     * folder was named.
     */
    public static Optional<Loaded> load(Path folder, Problems problems) {
        long before = problems.errors();
        Optional<YamlFile> scheduleFile =
                read(folder, SCHEDULE, "It says how long each class of record is kept.", problems);
        Optional<YamlFile> bindingFile =
                read(folder, BINDING, "It says in which tables each class of record lives.", problems);
        Optional<Schedule> schedule = scheduleFile.flatMap(file -> ScheduleParser.draft(file, problems));
        Optional<Binding> binding =
                schedule.flatMap(s -> bindingFile.flatMap(f -> BindingParser.draft(f, s, problems)));
        schedule.ifPresent(s -> scheduleFile.ifPresent(file -> SupportedPolicy.check(s, file, problems)));
        schedule.ifPresent(s -> binding.ifPresent(b -> SupportedBinding.check(b, problems)));
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
