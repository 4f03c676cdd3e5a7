package org.keepuntil.app;

import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.keepuntil.app.demo.DemoVerb;
import org.keepuntil.cli.Console;
import org.keepuntil.cli.ExitCode;
import org.keepuntil.cli.Surroundings;
import org.keepuntil.cli.UserError;

/** Runs the commands that the demonstration shows, in this process, as if they had been typed. */
record DemoCommands(Runner runner, Surroundings surroundings) implements DemoVerb.Commands {
    /** Runs a command line. */
    interface Runner {
        int run(Console console, Surroundings around, List<String> line);
    }

    @Override
    public int show(Console console, List<String> line) {
        return runner.run(console, quietSurroundings(), line);
    }

    @Override
    public String read(List<String> line) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = runner.run(Console.of(out, err).quietly(), quietSurroundings(), line);
        if (status != ExitCode.DONE.number()) {
            throw new UserError(ExitCode.of(status), err.toString().strip());
        }
        return out.toString();
    }

    /** Without what would send the commands elsewhere: another schedule, another key, a log of their own. */
    private Surroundings quietSurroundings() {
        Map<String, String> environment = new HashMap<>(surroundings.environment());
        environment.keySet().removeIf(name -> name.startsWith("KEEPUNTIL_"));
        return new Surroundings(environment, surroundings.home(), surroundings.loginName());
    }
}
