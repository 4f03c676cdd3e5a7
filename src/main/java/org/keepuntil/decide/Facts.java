package org.keepuntil.decide;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of one record: the operands of its rules and nothing else. Names are those that the schedule declares.
 *
 * @param people the people of each role, in any order
 * @param estimated what of this is an estimate, on which nothing happens by itself: {@code birth of the child}
 */
public record Facts(
        Map<String, DateValue> events,
        Map<String, List<PersonFacts>> people,
        Map<String, FactValue> facts,
        Set<String> estimated) {
    public Facts {
        estimated = Set.copyOf(estimated);
        events = Map.copyOf(events);
        people = Map.copyOf(people);
        facts = Map.copyOf(facts);
    }

    /** Facts without an estimate among them. */
    public Facts(Map<String, DateValue> events, Map<String, List<PersonFacts>> people, Map<String, FactValue> facts) {
        this(events, people, facts, Set.of());
    }

    /**
     * What is known of a person.
     *
     * @param died {@link DateValue.NotYet} where no death is recorded
     * @param deathsRecorded whether a missing death means that the person is alive
     */
    public record PersonFacts(DateValue born, DateValue died, boolean deathsRecorded) {}
}
