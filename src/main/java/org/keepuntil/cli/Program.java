package org.keepuntil.cli;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How this program is started once more, as a process of its own. */
final class Program {
    /** A run's own; the rest is as this process was started. */
    private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xmx1g");

    /** What is about this process, not about the program. */
    private static final List<String> NOT_INHERITED = List.of(
            "-Xm",
            "-XX:TieredStopAtLevel",
            "-XX:StartFlightRecording",
            "-XX:+UseSerialGC",
            "-agent",
            "-javaagent",
            "-Dkeepuntil.std",
            "-Dkeepuntil.columns");

    private Program() {}

    /**
     * The words before its own arguments.
     *
     * @param more options for Java, as the launcher was given them: they count for a run too, and come last
     */
    static List<String> words(@Nullable String more) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> NOT_INHERITED.stream().noneMatch(argument::startsWith))
                .forEach(words::add);
        words.addAll(OPTIONS);
        Arrays.stream(Objects.requireNonNullElse(more, "").split(" +", -1))
                .filter(option -> !option.isEmpty())
                .forEach(words::add);
        String classes = System.getProperty("java.class.path", "");
        if (classes.endsWith(".jar") && !classes.contains(File.pathSeparator)) {
            words.addAll(List.of("-jar", classes));
        } else {
            words.addAll(List.of(
                    "-cp", classes, System.getProperty("sun.java.command", "").split(" ", 2)[0]));
        }
        return words;
    }
}
