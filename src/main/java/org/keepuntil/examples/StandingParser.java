package org.keepuntil.examples;

import org.keepuntil.decide.Standing;
import org.keepuntil.source.Fields;

/** Reads what stands between the record of an example and its disposal. The only place where examples make a {@link Standing}. */
final class StandingParser {
    private StandingParser() {}

    static Standing parse(Fields example) {
        return new Standing(
                example.truth("held").orElse(false),
                example.truth("referred to").orElse(false));
    }
}
