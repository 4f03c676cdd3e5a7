package org.keepuntil.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * libpq's connection service file: {@code PGSERVICEFILE}, else {@code ~/.pg_service.conf}, then {@code pg_service.conf} in
 * {@code PGSYSCONFDIR}. The driver reads it too, but answers any fault in it with "unable to parse URL".
 */
final class ServiceFile {
    private ServiceFile() {}

    /** The parameters of the service; the first file that has it counts. */
    static Map<Parameter, String> read(String service, Surroundings surroundings) {
        Set<Path> files = files(surroundings);
        for (Path file : files) {
            Map<Parameter, String> found = Files.exists(file) ? section(file, service) : null;
            if (found != null) {
                return found;
            }
        }
        throw new UserError(
                ExitCode.USAGE,
                "There is no service " + service + " in "
                        + String.join(" or ", files.stream().map(Path::toString).toList()) + ".",
                "Write a section [" + service + "] there, or give --database postgresql://user@host/database.");
    }

    private static Set<Path> files(Surroundings surroundings) {
        Set<Path> files = new LinkedHashSet<>();
        String own = surroundings.get("PGSERVICEFILE");
        files.add(own == null ? surroundings.home().resolve(".pg_service.conf") : surroundings.path(own));
        String system = surroundings.get("PGSYSCONFDIR");
        if (system != null) {
            files.add(surroundings.path(system).resolve("pg_service.conf"));
        }
        return files;
    }

    private static @Nullable Map<Parameter, String> section(Path file, String service) {
        Map<Parameter, String> found = null;
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith("[")) {
                if (found != null) {
                    return found;
                }
                found = line.equals("[" + service + "]") ? new EnumMap<>(Parameter.class) : null;
            } else if (found != null && !line.isEmpty() && !line.startsWith("#")) {
                entry(found, line, file + ":" + (i + 1));
            }
        }
        return found;
    }

    private static void entry(Map<Parameter, String> found, String line, String place) {
        int equals = line.indexOf('=');
        String name = equals < 0 ? line : line.substring(0, equals);
        Parameter parameter = Parameter.named(name)
                .filter(known -> equals > 0 && known != Parameter.SERVICE)
                .orElseThrow(() -> new UserError(
                        ExitCode.USAGE,
                        place
                                + (equals < 0
                                        ? ": there is no = in this line."
                                        : ": the keyword " + name + " is not known here.")));
        String value = line.substring(equals + 1);
        if (!value.isEmpty()) {
            found.putIfAbsent(parameter, value);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
