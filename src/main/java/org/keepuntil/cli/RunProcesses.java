package org.keepuntil.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.keepuntil.fleet.Fleet;
import org.keepuntil.fleet.Hours.Night;
import org.keepuntil.fleet.Nights;
import org.keepuntil.fleet.Target;

/**
 * Works a night through in a process of its own: whatever happens to one run, the worker and its other runs live on. The process sees its
 * standard input end when the worker is gone, and then stops where it next can.
 */
final class RunProcesses implements Nights {
    /** Of the worker's own environment these would lead a run elsewhere. */
    private static final Set<String> NOT_PASSED_ON = Set.of(
            "PGHOST",
            "PGHOSTADDR",
            "PGPORT",
            "PGDATABASE",
            "PGUSER",
            "PGPASSWORD",
            "PGSERVICE",
            "KEEPUNTIL_DATABASE",
            "KEEPUNTIL_SCHEDULE",
            "KEEPUNTIL_FLEET",
            "KEEPUNTIL_LOG");

    private static final long LOOK_MILLIS = 300;

    private final Fleet fleet;
    private final List<String> program;
    private final Surroundings surroundings;
    private final Clock clock;
    private final Listener listener;

    /** Hears what is begun and what came of it. */
    interface Listener {
        void begins(Target target, Night night);

        void ended(Target target, ExitCode code);
    }

    RunProcesses(Fleet fleet, List<String> program, Surroundings surroundings, Clock clock, Listener listener) {
        this.fleet = fleet;
        this.program = List.copyOf(program);
        this.surroundings = surroundings;
        this.clock = clock;
        this.listener = listener;
    }

    @Override
    public End work(Target target, Night night, BooleanSupplier stop) {
        listener.begins(target, night);
        int status;
        try {
            status = run(target, night, stop);
        } catch (UserError e) {
            note(target, String.valueOf(e.getMessage()));
            status = e.code().number();
        }
        listener.ended(target, ExitCode.of(status));
        return new End(status, then(status));
    }

    /** Whether what hindered a run may have passed a minute later. What a person has to settle waits for one. */
    static Then then(int status) {
        if (status > 128) {
            // it was killed
            return Then.TRY_AGAIN;
        }
        return switch (ExitCode.of(status)) {
            case STOPPED -> Then.GO_ON;
            case DATABASE, LOST_DATABASE, BUSY, INTERNAL -> Then.TRY_AGAIN;
            default -> Then.NEXT_NIGHT;
        };
    }

    private int run(Target target, Night night, BooleanSupplier stop) {
        Path directory = fleet.reports().resolve(target.name());
        ProcessBuilder builder = new ProcessBuilder(line(target, night, directory));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(environment(target));
        try {
            Files.createDirectories(directory);
            builder.redirectErrorStream(true);
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log(target).toFile()));
            note(target, "The night of " + night.of() + " begins.");
            return wait(builder.start(), stop);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> line(Target target, Night night, Path directory) {
        List<String> line = new ArrayList<>(program);
        line.addAll(List.of("run", "--quiet", "--stop-with-input", "--database", target.database()));
        target.schedules().forEach(schedule -> line.addAll(List.of("--schedule", schedule.toString())));
        line.addAll(List.of("--report", directory.toString(), "--workers", Integer.toString(target.workers())));
        target.rate().ifPresent(rate -> line.addAll(List.of("--rate", rate)));
        // rounded down, so that it does not outlast the hours; nothing is begun in their last minute
        long minutes =
                Math.max(1, Duration.between(clock.instant(), night.ends()).toMinutes());
        line.addAll(List.of("--for", minutes + "m"));
        return line;
    }

    private Map<String, String> environment(Target target) {
        Map<String, String> environment = new HashMap<>(surroundings.environment());
        environment.keySet().removeAll(NOT_PASSED_ON);
        target.settings().forEach((name, setting) -> environment.put(name, Settings.value(setting, surroundings)));
        return environment;
    }

    private static int wait(Process process, BooleanSupplier stop) throws IOException {
        boolean asked = false;
        try {
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (stop.getAsBoolean() && !asked) {
                    process.getOutputStream().close();
                    asked = true;
                }
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.getOutputStream().close();
            return ExitCode.STOPPED.number();
        }
    }

    private Path log(Target target) {
        return fleet.reports().resolve(target.name()).resolve("night.log");
    }

    private void note(Target target, String sentence) {
        try {
            Files.createDirectories(log(target).getParent());
            Files.writeString(
                    log(target),
                    clock.instant() + " " + sentence + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
