package org.keepuntil.cli;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keepuntil.fleet.Fleet;
import org.keepuntil.fleet.FleetParser;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;
import picocli.CommandLine.Option;

/** The option {@code --fleet}. */
final class FleetOption {
    private static final String VARIABLE = "KEEPUNTIL_FLEET";

    @Option(
            names = "--fleet",
            paramLabel = "FILE",
            description = "The file that lists the databases: fleet.yaml. Without it KEEPUNTIL_FLEET counts.")
    private @Nullable Path file;

    /**
     * The fleet.
     *
     * @throws UserError where none is named or the file has errors; they are shown
     */
    Fleet read(Desk desk) {
        Path path = path(desk.root().surroundings());
        Problems problems = new Problems();
        Path base = Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(Path.of("/"));
        Optional<Fleet> fleet = YamlFile.read(path, problems).flatMap(yaml -> FleetParser.parse(yaml, base, problems));
        Schedules.refuseErrors(problems, desk.console());
        return fleet.orElseThrow();
    }

    private Path path(Surroundings surroundings) {
        String variable = surroundings.get(VARIABLE);
        if (file == null && variable == null) {
            throw new UserError(
                    ExitCode.USAGE, "Which fleet? None is named.", "Give --fleet fleet.yaml, or set KEEPUNTIL_FLEET.");
        }
        return file == null ? surroundings.path(String.valueOf(variable)) : file;
    }

    /** Where the workers agree. */
    static Target coordination(Fleet fleet, Surroundings surroundings) {
        Map<String, String> environment = new HashMap<>(surroundings.environment());
        fleet.coordinationPassword()
                .ifPresent(password -> environment.put("PGPASSWORD", Settings.value(password, surroundings)));
        return new TargetResolver(new Surroundings(environment, surroundings.home(), surroundings.loginName()))
                .resolve(fleet.coordination());
    }
}
