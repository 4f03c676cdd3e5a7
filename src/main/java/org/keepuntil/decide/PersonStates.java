package org.keepuntil.decide;

import java.util.List;
import org.keepuntil.calendar.Interval;
import org.keepuntil.calendar.Rulings;
import org.keepuntil.decide.Facts.PersonFacts;
import org.keepuntil.schedule.Condition.DateOrder;
import org.keepuntil.schedule.Condition.PersonLine;
import org.keepuntil.schedule.Condition.PersonState;

/** Whether people are alive, dead, or died before an age. */
final class PersonStates {
    private PersonStates() {}

    /** Of all people in the role, or of any: of nobody, the first is unknown and the second false. */
    static Truth test(List<PersonFacts> people, PersonLine line) {
        if (line.any()) {
            return people.stream().map(person -> test(person, line.state())).reduce(Truth.FALSE, Truth::or);
        }
        return people.stream()
                .map(person -> test(person, line.state()))
                .reduce(Truth::and)
                .orElse(Truth.UNKNOWN);
    }

    private static Truth test(PersonFacts person, PersonState state) {
        if (state instanceof PersonState.DiedBefore before) {
            return diedBefore(person, before.age());
        }
        return state instanceof PersonState.Alive ? dead(person).not() : dead(person);
    }

    private static Truth dead(PersonFacts person) {
        if (person.died() instanceof DateValue.Known) {
            return Truth.TRUE;
        }
        return isRecordedAlive(person) ? Truth.FALSE : Truth.UNKNOWN;
    }

    private static Truth diedBefore(PersonFacts person, int age) {
        if (isRecordedAlive(person)) {
            return Truth.FALSE;
        }
        if (person.born() instanceof DateValue.Known born && person.died() instanceof DateValue.Known died) {
            Interval attained = born.interval().map(birth -> Rulings.attains(birth, age));
            return DayOrder.test(died.interval(), DateOrder.BEFORE, attained);
        }
        return Truth.UNKNOWN;
    }

    private static boolean isRecordedAlive(PersonFacts person) {
        return person.deathsRecorded() && person.died() instanceof DateValue.NotYet;
    }
}
