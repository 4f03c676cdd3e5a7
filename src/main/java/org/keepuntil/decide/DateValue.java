package org.keepuntil.decide;

import org.keepuntil.calendar.Interval;

/** The day of an event, a birth or a death as a record knows it. */
public sealed interface DateValue {
    /** Whether there is a value in the record at all; what {@code missing} and {@code present} ask. */
    boolean present();

    /** It is known, to the day or within an interval. */
    record Known(Interval interval) implements DateValue {
        @Override
        public boolean present() {
            return true;
        }
    }

    /** It has not happened: from the day after the as-of date to never. */
    record NotYet() implements DateValue {
        @Override
        public boolean present() {
            return false;
        }
    }

    /** A value should be there, or can't be true: from ever to never. */
    record Unknown(Gap gap) implements DateValue {
        @Override
        public boolean present() {
            return gap != Gap.NO_VALUE;
        }
    }

    /** Why a date is not known. */
    enum Gap {
        NO_VALUE("no date is recorded"),
        NOT_A_DATE("the value is infinity or outside the years 1800 to 2999"),
        PLACEHOLDER("the date is a placeholder"),
        CONTRADICTION("the date contradicts another date of the record"),
        IMPRECISE("the precision recorded with the date is not one that is known");

        private final String words;

        Gap(String words) {
            this.words = words;
        }

        /** For a reader of the record's explanation. */
        public String words() {
            return words;
        }
    }
}
