package org.keepuntil.decide;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.keepuntil.calendar.Interval;
import org.keepuntil.decide.DateValue.Gap;
import org.keepuntil.decide.Facts.PersonFacts;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Person;

/** Finds the dates of events in the facts of a record. */
final class EventDays {
    private static final DateValue NO_VALUE = new DateValue.Unknown(Gap.NO_VALUE);

    private final Facts facts;

    EventDays(Facts facts) {
        this.facts = facts;
    }

    /** The date of the event, or those of all the people among whom the event's person is to be found. */
    List<DateValue> values(Event event) {
        if (event instanceof Event.Birth birth) {
            return ofPeople(birth.person(), inRole(birth.person()), PersonFacts::born);
        }
        if (event instanceof Event.Death death) {
            return ofPeople(death.person(), meant(death.person()), PersonFacts::died);
        }
        return List.of(facts.events().getOrDefault(event.phrase(), NO_VALUE));
    }

    /** Which of several dates the event takes. */
    static Person.Which which(Event event) {
        return person(event).map(Person::which).orElse(Person.Which.ONLY);
    }

    /** Whether there is a value for the event in the record: of several people, for each of them. */
    boolean present(Event event) {
        return values(event).stream().allMatch(DateValue::present);
    }

    /** What the day of the event can be for a comparison, which can't be made with a day that has not come. */
    Interval comparable(Event event) {
        return merged(event, value -> value instanceof DateValue.Known known ? known.interval() : Interval.UNKNOWN);
    }

    /**
     * One interval from those of the values: the birth of the youngest is the latest, that of the eldest the earliest. A death may be that
     * of any of the people who may be meant.
     */
    Interval merged(Event event, Function<DateValue, Interval> interval) {
        return values(event).stream()
                .map(interval)
                .reduce((a, b) -> event instanceof Event.Death
                        ? new Interval(a.shortest(b).earliest(), a.longest(b).latest())
                        : which(event) == Person.Which.ELDEST ? a.shortest(b) : a.longest(b))
                .orElseThrow();
    }

    /** Why the date is not known. */
    String why(Event event, DateValue.Unknown value) {
        return person(event).flatMap(this::nobody).orElse(value.gap().words());
    }

    private Optional<String> nobody(Person person) {
        int people = inRole(person).size();
        if (people == 0) {
            return Optional.of("nobody is recorded as " + person.role());
        }
        return isAmbiguous(person, people)
                ? Optional.of(people + " people are recorded as " + person.role() + ", and one is meant")
                : Optional.empty();
    }

    private static Optional<Person> person(Event event) {
        if (event instanceof Event.Birth birth) {
            return Optional.of(birth.person());
        }
        return event instanceof Event.Death death ? Optional.of(death.person()) : Optional.empty();
    }

    private List<PersonFacts> inRole(Person person) {
        return facts.people().getOrDefault(person.role(), List.of());
    }

    private static boolean isAmbiguous(Person person, int people) {
        return person.which() == Person.Which.ONLY && people > 1;
    }

    /** The people who may be the youngest or the eldest in the role: more than one where births are the same or not known. */
    private List<PersonFacts> meant(Person person) {
        List<PersonFacts> people = inRole(person);
        if (person.which() == Person.Which.ONLY || people.isEmpty()) {
            return people;
        }
        Interval youngest =
                people.stream().map(EventDays::birth).reduce(Interval::longest).orElseThrow();
        Interval eldest =
                people.stream().map(EventDays::birth).reduce(Interval::shortest).orElseThrow();
        return people.stream()
                .filter(one -> person.which() == Person.Which.YOUNGEST
                        ? birth(one).latest().compareTo(youngest.earliest()) >= 0
                        : birth(one).earliest().compareTo(eldest.latest()) <= 0)
                .toList();
    }

    private static Interval birth(PersonFacts person) {
        return person.born() instanceof DateValue.Known known ? known.interval() : Interval.UNKNOWN;
    }

    private static List<DateValue> ofPeople(
            Person person, List<PersonFacts> people, Function<PersonFacts, DateValue> date) {
        return people.isEmpty() || isAmbiguous(person, people.size())
                ? List.of(NO_VALUE)
                : people.stream().map(date).toList();
    }
}
