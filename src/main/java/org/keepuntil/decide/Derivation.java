package org.keepuntil.decide;

import java.util.List;
import org.keepuntil.calendar.Interval;

/**
 * How an interval came about: a step that a person can follow with a finger.
 *
 * @param phrase the words of the schedule
 * @param because one plain sentence: the value that was used and the ruling that was applied
 * @param waiting whether it waits for an event that has not happened
 */
public record Derivation(String phrase, Interval interval, boolean waiting, String because, List<Derivation> parts) {
    public Derivation {
        parts = List.copyOf(parts);
    }
}
