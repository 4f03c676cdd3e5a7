package org.keepuntil.audit.seal;

import java.util.UUID;

/** What a log and its keys are called. */
public final class Origin {
    private static final String PREFIX = "keepuntil/";

    private Origin() {}

    /** The name of the log of an installation. */
    public static String of(UUID installation) {
        return PREFIX + installation;
    }
}
