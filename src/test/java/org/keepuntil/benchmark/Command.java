package org.keepuntil.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of its own that is waited for, with the most memory that it had. */
final class Command {
    /**
     * What became of it.
     *
     * @param silent seconds until it wrote the first byte
     * @param peak kilobytes of memory that were resident at most; 0 where the system does not tell
     */
    record Ended(String line, int status, double seconds, double silent, long peak, String output) {
        Ended orFail() {
            if (status != 0) {
                throw new IllegalStateException(line + " ended with " + status + ":\n" + output);
            }
            return this;
        }
    }

    private Command() {}

    /** Starts it and waits for its end. */
    static Ended start(Path program, Map<String, String> environment, Path output, String... arguments)
            throws IOException, InterruptedException {
        Files.createDirectories(output.toAbsolutePath().getParent());
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("KEEPUNTIL_"));
        builder.environment().putAll(environment);
        long began = System.nanoTime();
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        long peak = 0;
        double silent = 0;
        do {
            peak = Math.max(peak, Memory.peak(process.pid()));
            if (silent == 0 && output.toFile().length() > 0) {
                silent = Contender.seconds(began);
            }
        } while (!process.waitFor(10, TimeUnit.MILLISECONDS));
        double seconds = Contender.seconds(began);
        return new Ended(
                String.join(" ", command),
                process.exitValue(),
                seconds,
                silent == 0 ? seconds : silent,
                peak,
                Files.readString(output));
    }
}
