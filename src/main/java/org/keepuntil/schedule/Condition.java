package org.keepuntil.schedule;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.keepuntil.source.Place;

/** A test of a record's facts, events and people, in logic of three values (language manual, "when"). */
public sealed interface Condition {
    /** All must hold. */
    record AllOf(List<Condition> members) implements Condition {
        public AllOf {
            members = List.copyOf(members);
        }
    }

    /** One must hold. */
    record AnyOf(List<Condition> members) implements Condition {
        public AnyOf {
            members = List.copyOf(members);
        }
    }

    /** A line about a fact. */
    record FactLine(String fact, Matcher matcher, Place place) implements Condition {}

    /** A line about the day of an event. */
    record EventLine(Event event, Matcher matcher, Place place) implements Condition {}

    /** A line about the people in a role: all of them or, where {@code any}, one of them. */
    record PersonLine(String role, boolean any, PersonState state, Place place) implements Condition {}

    /** What a value is compared with. */
    sealed interface Matcher {
        /** What holds where this does not; unknown stays unknown. */
        default Matcher opposite() {
            return new Not(this);
        }

        /** Equal to one of the values (their text as written; a fact's type decides how it is compared). */
        record OneOf(List<String> values) implements Matcher {
            public OneOf {
                values = List.copyOf(values);
            }
        }

        /** The opposite; unknown stays unknown. */
        record Not(Matcher matcher) implements Matcher {}

        /** A day on, before or after another. */
        record Dated(DateOrder order, DateOperand other) implements Matcher {}

        /** A number at least, more than, at most or less than another. */
        record Numbered(NumberOrder order, BigDecimal number) implements Matcher {}

        /** There is no value; never unknown. */
        record Missing() implements Matcher {
            @Override
            public Matcher opposite() {
                return new Present();
            }
        }

        /** There is a value; never unknown. */
        record Present() implements Matcher {
            @Override
            public Matcher opposite() {
                return new Missing();
            }
        }
    }

    /** The order of two days. */
    enum DateOrder {
        ON,
        BEFORE,
        AFTER,
        ON_OR_BEFORE,
        ON_OR_AFTER
    }

    /** The order of two numbers. */
    enum NumberOrder {
        AT_LEAST,
        MORE_THAN,
        AT_MOST,
        LESS_THAN
    }

    /** The other side of a comparison of days. */
    sealed interface DateOperand {
        /** A day that the file names. */
        record Literal(LocalDate date) implements DateOperand {}

        /** The day of another event. */
        record EventDay(Event event) implements DateOperand {}
    }

    /** What can be said of a person. */
    sealed interface PersonState {
        /** No death is recorded. */
        record Alive() implements PersonState {}

        /** A death is recorded. */
        record Dead() implements PersonState {}

        /** A death is recorded that came before the person attained the age. */
        record DiedBefore(int age) implements PersonState {}
    }
}
