package org.keepuntil.examples;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.keepuntil.decide.DateReading;
import org.keepuntil.schedule.Condition;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Mention;
import org.keepuntil.schedule.Person;
import org.keepuntil.schedule.RecordClass;
import org.keepuntil.schedule.Schedule;

/**
 * How the records of one class are read, as far as a binding says it.
 *
 * @param openWhile when a record is open; empty for never
 * @param events how the day of each declared event is read
 * @param standIns for an event the one that counts where there is no row for it
 * @param existence facts that say whether a row exists: false, not null, where an example does not give them
 * @param people how the people of each declared role are read
 */
public record ClassSetting(
        Optional<Condition> openWhile,
        Map<String, DateReading> events,
        Map<String, String> standIns,
        Set<String> existence,
        Map<String, Role> people) {
    public ClassSetting {
        events = Map.copyOf(events);
        standIns = Map.copyOf(standIns);
        existence = Set.copyOf(existence);
        people = Map.copyOf(people);
    }

    /** How many people a record has in a role. */
    public enum HowMany {
        ONE,
        SEVERAL,
        /** Neither the rules nor a binding say it. */
        NOT_SAID
    }

    /**
     * How the people of a role are read.
     *
     * @param counts whether anything rests on them: an estimate in a role that nothing reads changes nothing
     */
    public record Role(HowMany howMany, boolean counts, boolean deathsRecorded, DateReading born, DateReading died) {}

    /** Without a binding: never open, a date is what it says, and the rules tell how many people there are. */
    static ClassSetting of(Schedule schedule, RecordClass recordClass) {
        DateReading plain = reading(schedule.zone(), false, Set.of());
        Map<String, DateReading> events = new HashMap<>();
        recordClass.events().forEach(event -> events.put(event, plain));
        List<Mention> mentions = schedule.rulesFor(recordClass.name()).stream()
                .flatMap(rule -> Mention.in(rule).stream())
                .toList();
        Map<String, Role> people = new HashMap<>();
        for (String role : recordClass.people()) {
            people.put(role, new Role(howMany(mentions, role), counts(mentions, role), false, plain, plain));
        }
        return new ClassSetting(Optional.empty(), events, Map.of(), Set.of(), people);
    }

    /** How a date is read that an example writes as a civil day. */
    public static DateReading reading(ZoneId zone, boolean firstOfJanuaryIsYear, Set<LocalDate> placeholders) {
        return new DateReading(DateReading.Kind.DATE, zone, false, firstOfJanuaryIsYear, placeholders);
    }

    private static HowMany howMany(List<Mention> mentions, String role) {
        return mentions.stream()
                .flatMap(ClassSetting::person)
                .filter(person -> person.role().equals(role))
                .findFirst()
                .map(person -> person.which() == Person.Which.ONLY ? HowMany.ONE : HowMany.SEVERAL)
                .orElse(HowMany.NOT_SAID);
    }

    /** Whether one of the mentions is of the people of a role. */
    public static boolean counts(List<Mention> mentions, String role) {
        return mentions.stream()
                .anyMatch(mention -> mention instanceof Mention.OfPerson of
                        ? of.role().equals(role)
                        : person(mention).anyMatch(person -> person.role().equals(role)));
    }

    private static Stream<Person> person(Mention mention) {
        if (mention instanceof Mention.OfEvent of && of.event() instanceof Event.Birth birth) {
            return Stream.of(birth.person());
        }
        return mention instanceof Mention.OfEvent of && of.event() instanceof Event.Death death
                ? Stream.of(death.person())
                : Stream.empty();
    }

    DateReading event(String name) {
        return Objects.requireNonNull(events.get(name), name);
    }

    Role role(String name) {
        return Objects.requireNonNull(people.get(name), name);
    }
}
