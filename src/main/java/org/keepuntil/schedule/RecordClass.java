package org.keepuntil.schedule;

import java.util.List;
import org.keepuntil.source.Place;

/**
 * A class of records as policy knows it.
 *
 * @param name the word by which rules and commands name it
 * @param title what people call it
 * @param people roles of people that a record has
 * @param events events that the periods of its rules may rest on
 * @param facts facts that conditions may test
 * @param unscheduledAllowed whether the class may have no rule
 */
public record RecordClass(
        String name,
        String title,
        List<String> people,
        List<String> events,
        List<String> facts,
        boolean unscheduledAllowed,
        Place place) {
    public RecordClass {
        people = List.copyOf(people);
        events = List.copyOf(events);
        facts = List.copyOf(facts);
    }
}
