package org.keepuntil.report;

import java.util.Optional;

/**
 * Two counts of the same thing, which must agree.
 *
 * @param where the class of records, or the file, that it is about
 */
public record Check(String where, String what, long expected, String against, long found) {
    public boolean agrees() {
        return expected == found;
    }

    /** What is wrong, in a sentence. */
    public String sentence() {
        return "%s. %s: %s; %s: %s."
                .formatted(where, Words.capitalised(what), Words.number(expected), against, Words.number(found));
    }

    /** Something of which there must be none, and which is worth a line only if there is. */
    static Optional<Check> ofNone(String where, String what, long found) {
        return found == 0
                ? Optional.empty()
                : Optional.of(new Check(where, what + ", expected", 0, what + ", found", found));
    }
}
