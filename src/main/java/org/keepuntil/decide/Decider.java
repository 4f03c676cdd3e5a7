package org.keepuntil.decide;

import java.time.LocalDate;
import java.util.Optional;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.schedule.Condition;
import org.keepuntil.schedule.Schedule;

/** Decides the records of one class. */
public interface Decider {
    /**
     * The decider for a class of a schedule. What its facts lack is not known: an event without an entry is read as a value that
     * should be there, a fact as null, a role as empty.
     *
     * @param openWhile when a record is open, which is never eligible; empty for never
     * @param years the days on which years start for this binding
     * @throws IllegalArgumentException if the schedule has no such class
     */
    static Decider of(Schedule schedule, String recordClass, Optional<Condition> openWhile, YearStarts years) {
        if (schedule.recordClass(recordClass).isEmpty()) {
            throw new IllegalArgumentException(
                    "the schedule " + schedule.name() + " has no records named " + recordClass);
        }
        return new RuleDecider(schedule.rulesFor(recordClass), openWhile, years);
    }

    /** The decision as of a day. Pure: the same facts always give the same decision. */
    Decision decide(Facts facts, Standing standing, LocalDate asOf);
}
