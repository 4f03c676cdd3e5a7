package org.keepuntil.schedule;

import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;

/** What is wrong with a phrase. It ends the reading of that phrase and becomes a problem; it never leaves the package. */
final class Misread extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Place place;
    private final int length;
    private final String hint;

    Misread(Place place, int length, String message, String hint) {
        super(message, null, false, false);
        this.place = place;
        this.length = length;
        this.hint = hint;
    }

    void report(Problems problems) {
        problems.error(place, length, String.valueOf(getMessage()), hint);
    }
}
