package org.keepuntil.decide;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.keepuntil.decide.Facts.PersonFacts;

/**
 * Dates that can't both be true (language manual, "Every date is what it can be"): a death before the birth makes both unknown, a birth
 * after an event of the record makes the birth unknown, and a closure before the opening makes the closure unknown.
 */
public final class ContradictedDates {
    /** The event that ends a record's active life. */
    public static final String CLOSURE = "closure";

    private static final DateValue CONTRADICTED = new DateValue.Unknown(DateValue.Gap.CONTRADICTION);

    private ContradictedDates() {}

    /**
     * The same facts with contradicted dates unknown.
     *
     * @param opening the event that opens a record
     * @param isSingle whether an event has one day, not the latest or earliest of several
     * @param isSeveral whether a role holds several people: some may have been born later than an event
     */
    public static Facts resolve(
            Facts read, Optional<String> opening, Predicate<String> isSingle, Predicate<String> isSeveral) {
        Map<String, DateValue> events = new HashMap<>(read.events());
        DateValue closure = read.events().get(CLOSURE);
        Optional<DateValue> opened = opening.map(read.events()::get);
        if (closure != null && opened.isPresent() && certainlyBefore(closure, opened.get())) {
            events.put(CLOSURE, CONTRADICTED);
        }
        List<DateValue> single = read.events().entrySet().stream()
                .filter(event -> isSingle.test(event.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        Map<String, List<PersonFacts>> people = new HashMap<>();
        read.people()
                .forEach((role, persons) -> people.put(
                        role,
                        persons.stream()
                                .map(person -> resolve(person, isSeveral.test(role) ? List.of() : single))
                                .toList()));
        return new Facts(events, people, read.facts(), read.estimated());
    }

    private static PersonFacts resolve(PersonFacts person, List<DateValue> events) {
        boolean reversed = certainlyBefore(person.died(), person.born());
        boolean late = events.stream().anyMatch(event -> certainlyBefore(event, person.born()));
        return new PersonFacts(
                reversed || late ? CONTRADICTED : person.born(),
                reversed ? CONTRADICTED : person.died(),
                person.deathsRecorded());
    }

    private static boolean certainlyBefore(DateValue a, DateValue b) {
        return a instanceof DateValue.Known first
                && b instanceof DateValue.Known second
                && first.interval().latest().compareTo(second.interval().earliest()) < 0;
    }
}
