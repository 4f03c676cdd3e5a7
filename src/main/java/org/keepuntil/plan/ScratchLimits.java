package org.keepuntil.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keepuntil.decide.DateValue;
import org.keepuntil.decide.Facts.PersonFacts;
import org.keepuntil.decide.Standing;
import org.keepuntil.examples.Example;
import org.keepuntil.examples.Given;

/** What an example can say and no binding can: of that a database can't be asked. */
final class ScratchLimits {
    private ScratchLimits() {}

    /** The reason, in words that follow "not asked:". */
    static Optional<String> whyNot(Example example) {
        if (!example.standing().equals(Standing.CLEAR)) {
            return Optional.of("what stands in the way of a record is not put into tables");
        }
        return people(example.given()).anyMatch(person -> isImprecise(person.died()) || isOpen(person.died()))
                ? Optional.of("tables hold the day of a death, or none")
                : Optional.empty();
    }

    private static Stream<PersonFacts> people(Given given) {
        return given.facts().people().values().stream().flatMap(List::stream);
    }

    /** Nobody knows whether it has happened. */
    private static boolean isOpen(DateValue value) {
        return value instanceof DateValue.Unknown unknown && unknown.gap() == DateValue.Gap.NO_VALUE;
    }

    static boolean isImprecise(DateValue value) {
        return value instanceof DateValue.Known known && !known.interval().isExact();
    }
}
