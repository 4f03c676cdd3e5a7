package org.keepuntil.source;

import java.util.Comparator;
import java.util.Optional;

/**
 * Something that a person should change in a file.
 *
 * @param length how many characters from the place on are meant, at least 1
 * @param message what is wrong, in one plain sentence
 * @param hint what to write instead
 */
public record Problem(Place place, int length, String message, Optional<String> hint, Severity severity)
        implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER = Comparator.comparing((Problem p) -> p.place.file())
            .thenComparingInt(p -> p.place.line())
            .thenComparingInt(p -> p.place.column())
            .thenComparing(Problem::severity)
            .thenComparing(Problem::message)
            .thenComparing(p -> p.hint.orElse(""))
            .thenComparingInt(Problem::length);

    public Problem {
        length = Math.max(1, length);
    }

    /** By file, line and column. */
    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /** {@code file:line:column: message}, without the line of the file. */
    @Override
    public String toString() {
        return place + ": " + (severity == Severity.WARNING ? "warning: " : "") + message;
    }
}
