package org.keepuntil.schedule;

import java.time.LocalDate;
import java.util.Locale;
import org.keepuntil.calendar.Rulings;
import org.keepuntil.calendar.Span;
import org.keepuntil.calendar.YearKind;
import org.keepuntil.calendar.YearStarts;

/** Where a period starts to be counted: an event's day, the attaining of an age, or the end of a year. */
public sealed interface Moment {
    /** The event that this rests on. */
    Event event();

    /** The first day on which the moment has passed: the day after an event, the day that an age or a year's end begins. */
    LocalDate passed(LocalDate eventDay, YearStarts years);

    /** The day on which a period counted after this moment is over and the record eligible. */
    LocalDate after(LocalDate eventDay, Span span, YearStarts years);

    /** In the words of the schedule. */
    String phrase();

    /** The day of an event; it is not counted ({@link Rulings#after}). */
    record Of(Event event) implements Moment {
        @Override
        public LocalDate passed(LocalDate eventDay, YearStarts years) {
            return eventDay.plusDays(1);
        }

        @Override
        public LocalDate after(LocalDate eventDay, Span span, YearStarts years) {
            return Rulings.after(eventDay, span);
        }

        @Override
        public String phrase() {
            return event.phrase();
        }
    }

    /** The start of the day on which a person attains an age. */
    record Age(int years, Person person) implements Moment {
        @Override
        public Event event() {
            return new Event.Birth(person);
        }

        @Override
        public LocalDate passed(LocalDate eventDay, YearStarts years) {
            return Rulings.attains(eventDay, this.years);
        }

        @Override
        public LocalDate after(LocalDate eventDay, Span span, YearStarts years) {
            return Rulings.beginningWith(Rulings.attains(eventDay, this.years), span);
        }

        @Override
        public String phrase() {
            return "age " + years + " of " + person.phrase();
        }
    }

    /** The midnight at which the year of an event or an age ends. */
    record EndOfYear(YearKind kind, Moment of) implements Moment {
        @Override
        public Event event() {
            return of.event();
        }

        @Override
        public LocalDate passed(LocalDate eventDay, YearStarts years) {
            LocalDate inYear = of instanceof Of ? eventDay : of.passed(eventDay, years);
            return Rulings.endOfYear(inYear, years.of(kind));
        }

        @Override
        public LocalDate after(LocalDate eventDay, Span span, YearStarts years) {
            return Rulings.beginningWith(passed(eventDay, years), span);
        }

        @Override
        public String phrase() {
            return "end of " + kind.name().toLowerCase(Locale.ROOT) + " year of " + of.phrase();
        }
    }
}
