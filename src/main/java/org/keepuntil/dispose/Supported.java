package org.keepuntil.dispose;

import java.util.Optional;
import java.util.Set;
import org.keepuntil.decide.Act;
import org.keepuntil.schedule.Disposal;

/** What a run does of that which a schedule can ask. The rest is planned, listed as not reached, and left as it is. */
public final class Supported {
    private static final Set<Disposal> DONE = Set.of(Disposal.DESTROY, Disposal.REDACT, Disposal.ANONYMISE);

    private Supported() {}

    /** What this version does not do of an act; empty where it does all of it. */
    public static Optional<String> missing(Act act) {
        return DONE.contains(act.then())
                ? Optional.empty()
                : Optional.of("this version does not " + act.then().word());
    }
}
