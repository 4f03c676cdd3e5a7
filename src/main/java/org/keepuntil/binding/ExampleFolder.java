package org.keepuntil.binding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keepuntil.examples.Example;
import org.keepuntil.examples.ExamplesParser;
import org.keepuntil.examples.Setting;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.schedule.ScheduleParser;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;

/** A folder with a schedule and the examples of it, {@code examples.yaml}; a binding is taken into account where there is one. */
public final class ExampleFolder {
    public static final String FILE = "examples.yaml";

    private ExampleFolder() {}

    /**
     * A schedule and its examples.
     *
     * @param file where the examples are, or would be
     * @param examples empty where there is no such file
     */
    public record Loaded(Schedule schedule, Setting setting, Path file, List<Example> examples) {
        public Loaded {
            examples = List.copyOf(examples);
        }

        public boolean hasExamples() {
            return !examples.isEmpty();
        }
    }

    /** The folder itself where it holds a schedule; else those in it that do, and the folder itself where none does. */
    public static List<Path> foldersIn(Path folder) throws IOException {
        if (isSchedule(folder)) {
            return List.of(folder);
        }
        try (Stream<Path> inside = Files.list(folder)) {
            List<Path> found = inside.filter(ExampleFolder::isSchedule).sorted().toList();
            return found.isEmpty() ? List.of(folder) : found;
        }
    }

    private static boolean isSchedule(Path folder) {
        return Files.isRegularFile(folder.resolve(ScheduleFolder.SCHEDULE));
    }

    /**
     * Reads the files; empty where there is any error, all of which are then in the problems. Examples are held against a good
     * schedule only, because what is wrong in a schedule would be reported again at each example.
     */
    public static Optional<Loaded> load(Path folder, Problems problems) {
        long before = problems.errors();
        Optional<YamlFile> scheduleFile = YamlFile.read(folder.resolve(ScheduleFolder.SCHEDULE), problems);
        Optional<YamlFile> bindingFile = optional(folder.resolve(ScheduleFolder.BINDING), problems);
        Path path = folder.resolve(FILE);
        Optional<YamlFile> examplesFile = optional(path, problems);
        Optional<Schedule> schedule = scheduleFile.flatMap(file -> ScheduleParser.parse(file, problems));
        Optional<Binding> binding =
                schedule.flatMap(s -> bindingFile.flatMap(file -> BindingParser.parse(file, s, problems)));
        Optional<Loaded> loaded = schedule.map(s -> {
            Setting setting = binding.map(b -> ExampleSettings.of(s, b)).orElseGet(() -> Setting.of(s));
            List<Example> examples = examplesFile
                    .flatMap(file -> ExamplesParser.parse(file, s, setting, problems))
                    .orElse(List.of());
            return new Loaded(s, setting, path, examples);
        });
        return problems.errors() == before ? loaded : Optional.empty();
    }

    private static Optional<YamlFile> optional(Path path, Problems problems) {
        return Files.exists(path) ? YamlFile.read(path, problems) : Optional.empty();
    }
}
