package org.keepuntil.decide;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keepuntil.calendar.Interval;

/**
 * How an interval came about: a step that a person can follow with a finger. The words are put together when somebody reads them: most
 * decisions are never explained.
 *
 * @param words the words of the schedule
 * @param reason one plain sentence: the value that was used and the ruling that was applied
 * @param waiting whether it waits for an event that has not happened
 */
public record Derivation(
        Supplier<String> words, Interval interval, boolean waiting, Supplier<String> reason, List<Derivation> parts) {
    public Derivation {
        parts = List.copyOf(parts);
    }

    /** The words of the schedule. */
    public String phrase() {
        return words.get();
    }

    /** The value that was used and the ruling that was applied. */
    public String because() {
        return reason.get();
    }

    /** Equal by what is read, however the words come about. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Derivation that
                && waiting == that.waiting
                && interval.equals(that.interval)
                && phrase().equals(that.phrase())
                && because().equals(that.because())
                && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(phrase(), interval, waiting, because(), parts);
    }
}
