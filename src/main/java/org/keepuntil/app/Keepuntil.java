package org.keepuntil.app;

import java.time.Clock;
import java.util.Locale;
import org.keepuntil.cli.Console;
import org.keepuntil.cli.DemoTarget;
import org.keepuntil.cli.ExitCode;
import org.keepuntil.cli.Failures;
import org.keepuntil.cli.Root;
import org.keepuntil.cli.StopSign;
import org.keepuntil.cli.Surroundings;
import org.keepuntil.cli.UserError;
import org.keepuntil.cli.Verbs;

/** The program's entry point. */
public final class Keepuntil {
    private Keepuntil() {}

    public static void main(String[] args) {
        // nothing that is written or compared may depend on where the program runs
        Locale.setDefault(Locale.ROOT);
        Surroundings surroundings = Surroundings.ofProcess();
        Root root = new Root(surroundings, Console.ofProcess(surroundings), failures(), demo());
        StopSign stop = new StopSign();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopInGoodOrder(stop), "stop"));
        int status = root.run(made -> Verbs.of(made, Clock.systemUTC(), NightApplication::work, stop), args);
        stop.end(status);
        System.exit(status);
    }

    /** On a signal: work that must not be cut off comes to its end, and the exit status is its own, not the signal's. */
    private static void stopInGoodOrder(StopSign stop) {
        stop.stop().ifPresent(status -> Runtime.getRuntime().halt(status));
    }

    private static Failures failures() {
        return Verbs.failures();
    }

    private static DemoTarget demo() {
        return () -> {
            throw new UserError(ExitCode.DATABASE, "There is no demonstration server.", "Run `keepuntil demo` first.");
        };
    }
}
