package org.keepuntil.examples;

import java.time.LocalDate;
import org.keepuntil.decide.Standing;
import org.keepuntil.source.Place;

/**
 * A record that somebody made up, and what is to become of it.
 *
 * @param recordClass the name of its class
 * @param asOf the day on which it is looked at
 * @param place where the example begins in its file
 */
public record Example(
        String name,
        String recordClass,
        Given given,
        Standing standing,
        LocalDate asOf,
        Expected expected,
        Place place) {
    /** {@code file:line}, for messages. */
    public String where() {
        return place.file() + ":" + place.line();
    }
}
