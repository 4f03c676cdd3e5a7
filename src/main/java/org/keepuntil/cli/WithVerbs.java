package org.keepuntil.cli;

import java.util.List;

/** A verb that has verbs of its own, and does nothing without one. */
interface WithVerbs {
    List<Object> verbs();
}
