package org.keepuntil.app;

import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.keepuntil.app.demo.DemoServer;
import org.keepuntil.app.demo.DemoServerException;
import org.keepuntil.app.demo.DemoVerb;
import org.keepuntil.app.demo.Demonstration;
import org.keepuntil.cli.Console;
import org.keepuntil.cli.ExitCode;
import org.keepuntil.cli.Failure;
import org.keepuntil.cli.Failures;
import org.keepuntil.cli.Root;
import org.keepuntil.cli.StopSign;
import org.keepuntil.cli.Surroundings;
import org.keepuntil.cli.Verbs;
import picocli.CommandLine;

/** The program's entry point. */
public final class Keepuntil {
    private final Surroundings surroundings = Surroundings.ofProcess();
    private final Demonstration demonstration = new Demonstration(DemoServer.defaultHome());
    private final StopSign stop = new StopSign();

    private Keepuntil() {}

    public static void main(String[] args) {
        // nothing that is written or compared may depend on where the program runs
        Locale.setDefault(Locale.ROOT);
        System.exit(new Keepuntil().run(args));
    }

    /** Runs a command line in this process, as if it had been typed. */
    static int rehearse(Console console, Surroundings around, List<String> line) {
        Keepuntil program = new Keepuntil();
        return program.root(console, around).run(program::verbs, line.toArray(String[]::new));
    }

    /** All of the command line, to be described. Nothing of it is run. */
    static CommandLine described() {
        Keepuntil program = new Keepuntil();
        Surroundings nowhere = new Surroundings(Map.of(), Path.of(""), "nobody");
        return program.root(Console.of(new StringWriter(), new StringWriter()), nowhere)
                .whole(program::verbs);
    }

    private int run(String[] args) {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopInGoodOrder, "stop"));
        int status = root(Console.ofProcess(surroundings), surroundings).run(this::verbs, args);
        demonstration.close();
        stop.end(status);
        return status;
    }

    /** On a signal: work that must not be cut off comes to its end, and the exit status is its own, not the signal's. */
    private void stopInGoodOrder() {
        OptionalInt status = stop.stop();
        demonstration.close();
        status.ifPresent(Runtime.getRuntime()::halt);
    }

    private Root root(Console console, Surroundings around) {
        return new Root(around, console, failures(), demonstration);
    }

    private List<Object> verbs(Root root) {
        List<Object> verbs = new ArrayList<>();
        verbs.add(new DemoVerb(demonstration, new DemoCommands(this::commands, surroundings), root::console));
        verbs.addAll(ownVerbs(root));
        return verbs;
    }

    private int commands(Console console, Surroundings around, List<String> line) {
        return root(console, around).run(this::ownVerbs, line.toArray(String[]::new));
    }

    private List<Object> ownVerbs(Root root) {
        return Verbs.of(root, Clock.systemUTC(), NightApplication::work, stop);
    }

    private static Failures failures() {
        return Verbs.failures()
                .with(DemoServerException.class, e -> Failure.of(ExitCode.DATABASE, String.valueOf(e.getMessage())));
    }
}
