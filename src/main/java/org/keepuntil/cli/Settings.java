package org.keepuntil.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.keepuntil.fleet.Setting;

/** Looks up what a fleet's file names. */
final class Settings {
    private Settings() {}

    /**
     * The value.
     *
     * @throws UserError where it is not there
     */
    static String value(Setting setting, Surroundings surroundings) {
        if (setting instanceof Setting.Plain plain) {
            return plain.value();
        }
        if (setting instanceof Setting.FromVariable variable) {
            String value = surroundings.get(variable.name());
            if (value == null) {
                throw new UserError(
                        ExitCode.USAGE,
                        "The fleet's file takes a value from the variable " + variable.name() + ", and it is not set.",
                        "Set it where the worker is started.");
            }
            return value;
        }
        return line(((Setting.FromFile) setting).file());
    }

    private static String line(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().orElse("");
        } catch (IOException e) {
            throw new UserError(
                    ExitCode.USAGE,
                    "The fleet's file takes a value from " + file + ", and it can't be read.",
                    "See that it is there, and that the account of the worker may read it.");
        }
    }
}
