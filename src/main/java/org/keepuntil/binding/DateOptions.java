package org.keepuntil.binding;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.binding.DateSource.StoredIn;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/**
 * How dates are to be read, as far as a binding says so for all of its dates, for a role or for one date. What stands nearer
 * wins, but lists of placeholders add up: a placeholder that was left out would let a record go early.
 */
record DateOptions(
        Optional<StoredIn> storedIn,
        boolean firstOfJanuaryIsYear,
        Optional<PathName> precision,
        Optional<PathName> estimated,
        List<LocalDate> placeholders) {
    static final DateOptions NONE =
            new DateOptions(Optional.empty(), false, Optional.empty(), Optional.empty(), List.of());

    private static final String JANUARY = "first of January";

    /** These options with what a map says besides. */
    DateOptions with(Fields fields, Problems problems) {
        Optional<StoredIn> zone = fields.word("stored in", Map.of("utc", StoredIn.UTC, "local", StoredIn.LOCAL));
        Optional<Boolean> january = fields.word(JANUARY, Map.of("year", true, "day", false));
        List<LocalDate> all = new ArrayList<>(placeholders);
        fields.list("placeholder dates")
                .forEach(scalar -> Values.date(scalar, problems)
                        .filter(date -> !all.contains(date))
                        .ifPresent(all::add));
        return new DateOptions(
                zone.or(() -> storedIn), january.orElse(firstOfJanuaryIsYear), precision, estimated, all);
    }

    /** The same with the columns that say how well one date is known. */
    DateOptions withColumns(Fields fields, Problems problems) {
        Paths paths = new Paths(problems);
        return new DateOptions(
                storedIn,
                firstOfJanuaryIsYear,
                fields.scalar("precision").flatMap(paths::path).or(() -> precision),
                fields.scalar("estimated").flatMap(paths::path).or(() -> estimated),
                placeholders);
    }

    /** Events: that 1 January stands for a year is said of people's dates, and of an event only by itself. */
    DateOptions forEvents() {
        return new DateOptions(storedIn, false, Optional.empty(), Optional.empty(), placeholders);
    }
}
