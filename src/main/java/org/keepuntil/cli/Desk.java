package org.keepuntil.cli;

import java.time.Clock;

/** What every verb works with: where it writes, what is around, and what day it is. */
record Desk(Root root, Clock clock) {
    Console console() {
        return root.console();
    }
}
