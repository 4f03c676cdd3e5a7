package org.keepuntil.cli;

import java.time.Clock;
import java.util.List;

/** The verbs of the command line, in the order in which they are listed. */
public final class Verbs {
    private Verbs() {}

    /** Those of this package. */
    public static List<Object> of(Root root, Clock clock) {
        Desk desk = new Desk(root, clock);
        return List.of(new InitVerb(desk), new CheckVerb(desk), new PlanVerb(desk), new ExplainVerb(desk));
    }

    /** What goes wrong in the capabilities that they call, in words and exit codes. */
    public static Failures failures() {
        return KnownFailures.all();
    }
}
