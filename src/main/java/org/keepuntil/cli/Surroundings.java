package org.keepuntil.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command takes from the process around it: environment variables, the home directory and the login name. */
public record Surroundings(Map<String, String> environment, Path home, String loginName) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    public static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(), Path.of(System.getProperty("user.home", "")), System.getProperty("user.name", ""));
    }

    /** The variable's value; null where it is not set or empty, which libpq treats alike. */
    @Nullable
    String get(String variable) {
        String value = environment.get(variable);
        return value == null || value.isEmpty() ? null : value;
    }

    boolean has(String variable) {
        return get(variable) != null;
    }

    /** The path that a user wrote, with a leading {@code ~/} replaced by the home directory. */
    Path path(String written) {
        return written.startsWith("~/") ? home.resolve(written.substring(2)) : Path.of(written);
    }
}
