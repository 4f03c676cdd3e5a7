package org.keepuntil.binding;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Where the day of an event, a birth or a death is read, and how well it is known.
 *
 * @param paths one path, or several of which the latest or the earliest counts
 * @param choice what to make of several rows or paths
 * @param orElse the event that stands in where there is no row
 * @param required whether a null is a gap in the data (unknown) instead of something that has not happened yet
 * @param storedIn the zone of a timestamp without one
 * @param precision a column that says how precise the date is: {@code day}, {@code month} or {@code year}
 * @param firstOfJanuaryIsYear whether 1 January stands for "some day of that year"
 * @param estimated a boolean column that says that the date is a guess
 * @param placeholders days that stand for "not known"
 */
public record DateSource(
        List<PathName> paths,
        Choice choice,
        Optional<String> orElse,
        boolean required,
        Optional<StoredIn> storedIn,
        Optional<PathName> precision,
        boolean firstOfJanuaryIsYear,
        Optional<PathName> estimated,
        List<LocalDate> placeholders) {
    public DateSource {
        paths = List.copyOf(paths);
        placeholders = List.copyOf(placeholders);
    }

    /** The same with another choice. */
    public DateSource withChoice(Choice other) {
        return new DateSource(
                paths, other, orElse, required, storedIn, precision, firstOfJanuaryIsYear, estimated, placeholders);
    }

    /** What is made of the rows that the paths lead to. */
    public enum Choice {
        /** There is one row at most. */
        ONLY,
        LATEST,
        EARLIEST,
        /** Each row is a person of the role. */
        EACH
    }

    /** The zone in which a timestamp without time zone was stored. */
    public enum StoredIn {
        UTC,
        LOCAL
    }
}
