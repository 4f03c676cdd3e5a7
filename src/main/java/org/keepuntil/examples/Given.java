package org.keepuntil.examples;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keepuntil.calendar.Day;
import org.keepuntil.decide.DateValue;
import org.keepuntil.decide.Facts;

/**
 * The record of an example.
 *
 * @param facts with a value for every event, role and fact of the class; dates that contradict each other are unknown
 * @param several the roles that hold several people
 */
public record Given(Facts facts, Set<String> several) {
    public Given {
        several = Set.copyOf(several);
    }

    /** The last day that is given: by then all that is given has happened. */
    Optional<LocalDate> lastDay() {
        Stream<DateValue> ofPeople = facts.people().values().stream()
                .flatMap(people -> people.stream().flatMap(p -> Stream.of(p.born(), p.died())));
        return Stream.concat(facts.events().values().stream(), ofPeople)
                .filter(DateValue.Known.class::isInstance)
                .map(value -> ((DateValue.Known) value).interval().latest())
                .filter(Day::isDate)
                .max(Comparator.naturalOrder())
                .map(Day::date);
    }
}
