package org.keepuntil.examples;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.keepuntil.calendar.Day;
import org.keepuntil.decide.Status;
import org.keepuntil.schedule.Disposal;

/**
 * What an example expects; what it does not name may be anything.
 *
 * @param eligibleOn the latest day of the decision's interval: from then on nothing but holds and the like stand in the way
 * @param earliest the earliest day of the interval
 * @param rule the id of the rule that governs, or {@link #NONE}
 * @param then what is done with the record next; the last act of that rule unless it has stages
 * @param flags the ids of all rules that mark the record
 */
public record Expected(
        Optional<Day> eligibleOn,
        Optional<Day> earliest,
        Optional<String> rule,
        Optional<Disposal> then,
        Optional<Status> status,
        Optional<List<String>> flags) {
    /** The word for no rule. */
    static final String NONE = "none";

    /** The day that {@code eligible on} names. */
    Optional<LocalDate> eligibleDay() {
        return eligibleOn.filter(Day::isDate).map(Day::date);
    }
}
