package org.keepuntil.plan;

import java.time.LocalDate;
import java.util.Optional;
import org.keepuntil.calendar.Day;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.RuleOutcome;

/** When a record falls due by what is known of it now, if nothing else happens to it. */
final class FallsDue {
    private FallsDue() {}

    /** The day, which may be over; empty where its status or something that is not known leaves it without one. */
    static Optional<LocalDate> on(Decision decision) {
        Day day = decision.interval().latest();
        return comes(decision) && !day.equals(Day.NEVER) ? Optional.of(day.date()) : Optional.empty();
    }

    /** Whether it has no day because something is not known. */
    static boolean isUnknown(Decision decision) {
        return comes(decision) && decision.interval().latest().equals(Day.NEVER);
    }

    /**
     * Whether time alone brings the day. That of an open record may be near, but nobody can say how near. A conflict that nobody settles
     * is over when the minimum has passed.
     */
    private static boolean comes(Decision decision) {
        if (decision.governing().flatMap(RuleOutcome::left).isPresent()) {
            // what has appeared in a record that was anonymised waits for a person, not for a day
            return false;
        }
        return switch (decision.status()) {
            case UNSCHEDULED, PERMANENT, ANONYMISED, PSEUDONYMISED, REDACTED, OPEN -> false;
            case RETAINED, UNDETERMINED, CONFLICT, HELD, REFERRED_TO, IN_REVIEW, IN_NOTICE, AWAITING_APPROVAL, DUE ->
                true;
        };
    }
}
