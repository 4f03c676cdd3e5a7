package org.keepuntil.decide;

import java.util.List;
import java.util.Map;

/**
 * What is known of one record: the operands of its rules and nothing else. Names are those that the schedule declares.
 *
 * @param people the people of each role, in any order
 */
public record Facts(
        Map<String, DateValue> events, Map<String, List<PersonFacts>> people, Map<String, FactValue> facts) {
    public Facts {
        events = Map.copyOf(events);
        people = Map.copyOf(people);
        facts = Map.copyOf(facts);
    }

    /**
     * What is known of a person.
     *
     * @param died {@link DateValue.NotYet} where no death is recorded
     * @param deathsRecorded whether a missing death means that the person is alive
     */
    public record PersonFacts(DateValue born, DateValue died, boolean deathsRecorded) {}
}
