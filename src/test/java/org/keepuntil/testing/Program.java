package org.keepuntil.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The program in a process of its own, as the operator's login. */
public final class Program {
    private Program() {}

    /** Starts it with everything that it prints going to a file. */
    public static Process start(SampleNight sample, Path output, String... arguments) throws Exception {
        return start(sample.operatorEnvironment(), output, arguments);
    }

    /** The same, with these settings. */
    public static Process start(Map<String, String> environment, Path output, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.keepuntil.app.Keepuntil"));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }
}
