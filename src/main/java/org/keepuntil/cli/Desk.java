package org.keepuntil.cli;

import java.time.Clock;
import org.keepuntil.audit.TokenKeys;

/** What every verb works with: where it writes, what is around, and what day it is. */
record Desk(Root root, Clock clock) {
    Console console() {
        return root.console();
    }

    /** Where the keys are with which the log names records. */
    TokenKeys tokenKeys() {
        return new TokenKeys(
                root.surroundings().environment(), root.surroundings().home());
    }
}
