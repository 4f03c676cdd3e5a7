package org.keepuntil.plan;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keepuntil.decide.DateValue;
import org.keepuntil.decide.Facts.PersonFacts;
import org.keepuntil.decide.Standing;
import org.keepuntil.examples.Example;
import org.keepuntil.examples.Given;
import org.keepuntil.examples.Setting;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Mention;
import org.keepuntil.schedule.Schedule;

/** What an example can say and no binding can: of that a database can't be asked. */
record ScratchLimits(Schedule schedule, Setting setting) {
    /** The reason, in words that follow "not asked:". */
    Optional<String> whyNot(Example example) {
        Given given = example.given();
        if (!example.standing().equals(Standing.CLEAR)) {
            return Optional.of("what stands in the way of a record is not put into tables");
        }
        if (people(given).anyMatch(person -> isImprecise(person.died()) || isOpen(person.died()))) {
            return Optional.of("tables hold the day of a death, or none");
        }
        if (compared(example.recordClass()).anyMatch(event -> isImprecise(event, given))) {
            return Optional.of("a condition compares a date that is not known to the day");
        }
        return Optional.empty();
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

    private Stream<Event> compared(String recordClass) {
        return Stream.concat(
                        schedule.rulesFor(recordClass).stream().flatMap(rule -> Mention.in(rule).stream()),
                        setting.of(recordClass).openWhile().stream().flatMap(open -> Mention.in(open).stream()))
                .filter(mention -> mention instanceof Mention.OfEvent of && of.compared())
                .map(mention -> ((Mention.OfEvent) mention).event());
    }

    private static boolean isImprecise(Event event, Given given) {
        if (event instanceof Event.Birth birth) {
            return given.facts().people().getOrDefault(birth.person().role(), List.of()).stream()
                    .anyMatch(person -> isImprecise(person.born()));
        }
        DateValue value = given.facts().events().get(event.phrase());
        return value != null && isImprecise(value);
    }
}
