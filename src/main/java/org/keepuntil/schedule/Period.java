package org.keepuntil.schedule;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.keepuntil.calendar.Rulings;
import org.keepuntil.calendar.Span;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.source.Place;

/** How long a record is kept (language manual, "Periods"). */
public sealed interface Period {
    /** Never eligible. */
    record Permanently() implements Period {}

    /** Until Keepuntil has recorded that the last reference to the record went. */
    record UntilUnreferenced() implements Period {}

    /** The longest of several periods. */
    record LongestOf(List<Period> members) implements Period {
        public LongestOf {
            members = List.copyOf(members);
        }
    }

    /** The shortest of several periods. */
    record ShortestOf(List<Period> members) implements Period {
        public ShortestOf {
            members = List.copyOf(members);
        }
    }

    /** A ladder: the first alternative whose condition holds. */
    record FirstThatApplies(List<Alternative> alternatives) implements Period {
        public FirstThatApplies {
            alternatives = List.copyOf(alternatives);
        }
    }

    /** A step of a ladder; without a condition it always applies. */
    record Alternative(Optional<Condition> when, Period keep, Place place) {}

    /** A period that rests on the day of one event, and nothing else. */
    sealed interface Counted extends Period {
        Event event();

        /**
         * The first day on which the record is eligible, for an event on the given day. Monotone: a later event never gives
         * an earlier day.
         */
        LocalDate eligible(LocalDate eventDay, YearStarts years);

        /** In the words of the schedule. */
        String phrase();
    }

    /** Until a moment has passed. */
    record Until(Moment moment) implements Counted {
        @Override
        public Event event() {
            return moment.event();
        }

        @Override
        public LocalDate eligible(LocalDate eventDay, YearStarts years) {
            return moment.passed(eventDay, years);
        }

        @Override
        public String phrase() {
            return "until " + moment.phrase();
        }
    }

    /** A length of time after a moment. */
    record After(Span span, String spanPhrase, Moment moment) implements Counted {
        @Override
        public Event event() {
            return moment.event();
        }

        @Override
        public LocalDate eligible(LocalDate eventDay, YearStarts years) {
            return moment.after(eventDay, span, years);
        }

        @Override
        public String phrase() {
            return spanPhrase + " after " + moment.phrase();
        }
    }

    /** A length of time of which the event's day is the first. */
    record BeginningWith(Span span, String spanPhrase, Event event) implements Counted {
        @Override
        public LocalDate eligible(LocalDate eventDay, YearStarts years) {
            return Rulings.beginningWith(eventDay, span);
        }

        @Override
        public String phrase() {
            return spanPhrase + " beginning with " + event.phrase();
        }
    }
}
