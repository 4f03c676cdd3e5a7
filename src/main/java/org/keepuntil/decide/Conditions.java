package org.keepuntil.decide;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.keepuntil.calendar.Interval;
import org.keepuntil.schedule.Condition;
import org.keepuntil.schedule.Condition.DateOperand;
import org.keepuntil.schedule.Condition.Matcher;
import org.keepuntil.schedule.Condition.NumberOrder;
import org.keepuntil.schedule.Event;

/** Tests conditions on the facts of a record, in Kleene's logic: what is not known makes its line unknown. */
final class Conditions {
    private final Facts facts;
    private final EventDays days;

    Conditions(Facts facts) {
        this.facts = facts;
        this.days = new EventDays(facts);
    }

    Truth test(Condition condition) {
        if (condition instanceof Condition.AllOf all) {
            return all.members().stream().map(this::test).reduce(Truth.TRUE, Truth::and);
        }
        if (condition instanceof Condition.AnyOf any) {
            return any.members().stream().map(this::test).reduce(Truth.FALSE, Truth::or);
        }
        if (condition instanceof Condition.FactLine line) {
            return fact(value(line.fact()), line.matcher());
        }
        if (condition instanceof Condition.EventLine line) {
            return event(line.event(), line.matcher());
        }
        Condition.PersonLine line = (Condition.PersonLine) condition;
        return PersonStates.test(facts.people().getOrDefault(line.role(), List.of()), line);
    }

    FactValue value(String fact) {
        return facts.facts().getOrDefault(fact, new FactValue.Null());
    }

    private static Truth fact(FactValue value, Matcher matcher) {
        boolean missing = value instanceof FactValue.Null;
        if (matcher instanceof Matcher.Missing) {
            return Truth.of(missing);
        }
        if (matcher instanceof Matcher.Present) {
            return Truth.of(!missing);
        }
        if (matcher instanceof Matcher.Not not) {
            return fact(value, not.matcher()).not();
        }
        if (!missing && matcher instanceof Matcher.OneOf values) {
            return Truth.of(values.values().stream().anyMatch(wanted -> equal(value, wanted)));
        }
        if (value instanceof FactValue.Numeric number && matcher instanceof Matcher.Numbered wanted) {
            return Truth.of(inOrder(number.value(), wanted.order(), wanted.number()));
        }
        return Truth.UNKNOWN;
    }

    private static boolean equal(FactValue value, String wanted) {
        if (value instanceof FactValue.Numeric number) {
            return equal(number.value(), wanted);
        }
        if (value instanceof FactValue.Truth truth) {
            return wanted.equalsIgnoreCase(Boolean.toString(truth.value()));
        }
        return value instanceof FactValue.Text text && text.value().equals(wanted);
    }

    private static boolean equal(BigDecimal value, String wanted) {
        try {
            return value.compareTo(new BigDecimal(wanted)) == 0;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    private static boolean inOrder(BigDecimal value, NumberOrder order, BigDecimal wanted) {
        int comparison = value.compareTo(wanted);
        return switch (order) {
            case AT_LEAST -> comparison >= 0;
            case MORE_THAN -> comparison > 0;
            case AT_MOST -> comparison <= 0;
            case LESS_THAN -> comparison < 0;
        };
    }

    private Truth event(Event event, Matcher matcher) {
        if (matcher instanceof Matcher.Missing) {
            return Truth.of(!days.present(event));
        }
        if (matcher instanceof Matcher.Present) {
            return Truth.of(days.present(event));
        }
        if (matcher instanceof Matcher.Not not) {
            return event(event, not.matcher()).not();
        }
        if (matcher instanceof Matcher.Dated dated) {
            return DayOrder.test(days.comparable(event), dated.order(), operand(dated.other()));
        }
        return matcher instanceof Matcher.OneOf values ? onOneOf(days.comparable(event), values) : Truth.UNKNOWN;
    }

    private Interval operand(DateOperand operand) {
        return operand instanceof DateOperand.EventDay other
                ? days.comparable(other.event())
                : Interval.on(((DateOperand.Literal) operand).date());
    }

    private static Truth onOneOf(Interval day, Matcher.OneOf values) {
        if (day.equals(Interval.UNKNOWN)) {
            return Truth.UNKNOWN;
        }
        return values.values().stream().map(wanted -> on(day, wanted)).reduce(Truth.FALSE, Truth::or);
    }

    private static Truth on(Interval day, String wanted) {
        try {
            return DayOrder.test(day, Condition.DateOrder.ON, Interval.on(LocalDate.parse(wanted)));
        } catch (DateTimeParseException notADate) {
            return Truth.FALSE;
        }
    }
}
