package org.keepuntil.app;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.keepuntil.cli.Console;
import org.keepuntil.cli.Surroundings;

/**
 * What the launcher runs once, so that Java can put away the classes of the program as it has them in memory, and need not read and check them
 * at each start. It shows helps, checks the schedules that it is given, and loads what a command loads that works on a database.
 */
public final class Rehearsal {
    /** All but what makes the certificate, and the demonstration's server and people: that is long work anyhow. */
    private static final List<String> LIBRARIES = List.of(
            "HikariCP",
            "jackson",
            "jul-to-slf4j",
            "logback",
            "log4j-to-slf4j",
            "picocli",
            "postgresql",
            "progressbar",
            "slf4j",
            "snakeyaml",
            "spring");

    private Rehearsal() {}

    public static void main(String[] schedules) {
        Locale.setDefault(Locale.ROOT);
        Path jar = Path.of(System.getProperty("java.class.path"));
        classes(jar).forEach(Rehearsal::load);
        libraries(jar).flatMap(Rehearsal::classes).forEach(Rehearsal::load);
        Surroundings around = new Surroundings(Map.of(), Path.of(""), "nobody");
        Stream.of(
                        "--help",
                        "--version",
                        "plan --help",
                        "hold place --help",
                        "plan --database postgresql://localhost:1/nowhere")
                .forEach(line -> Keepuntil.rehearse(console(), around, List.of(line.split(" "))));
        for (String schedule : schedules) {
            Keepuntil.rehearse(console(), around, List.of("check", "--schedule", schedule));
            Keepuntil.rehearse(console(), around, List.of("test", "--schedule", schedule));
        }
    }

    private static Console console() {
        return Console.of(new StringWriter(), new StringWriter());
    }

    private static Stream<Path> libraries(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            String path = file.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return Stream.of(path == null ? new String[0] : path.split(" "))
                    .map(jar::resolveSibling)
                    .filter(library ->
                            LIBRARIES.stream().anyMatch(library.getFileName().toString()::startsWith));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> classes(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name ->
                            name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Libraries have classes for what is not there; those are never loaded in earnest, either. */
    @SuppressWarnings("EmptyCatch")
    private static void load(String name) {
        try {
            Class.forName(name, false, Rehearsal.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError notForUs) {
            // nothing is lost but the time that it would have saved
        }
    }
}
