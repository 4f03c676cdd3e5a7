package org.keepuntil.sql;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import org.keepuntil.binding.Layout;
import org.keepuntil.schedule.Condition;
import org.keepuntil.schedule.Condition.DateOperand;
import org.keepuntil.schedule.Condition.Matcher;
import org.keepuntil.schedule.Condition.PersonState;

/** Conditions as SQL of three values: true, false, and null for unknown. */
final class Conditions {
    private static final Sql UNKNOWN = Sql.of("null::boolean");

    private final Layout layout;
    private final Map<Condition, Sql> known = new HashMap<>();
    private final Operands operands;

    Conditions(Layout layout, Operands operands) {
        this.layout = layout;
        this.operands = operands;
    }

    /** The condition, computed once for each record. */
    Sql once(Condition condition) {
        // the same condition again would be the same subquery under another alias
        return known.computeIfAbsent(condition, c -> operands.joins().computed(test(c)));
    }

    private Sql test(Condition condition) {
        if (condition instanceof Condition.AllOf all) {
            return Sql.and(all.members().stream().map(this::test).toList());
        } else if (condition instanceof Condition.AnyOf any) {
            return Sql.or(any.members().stream().map(this::test).toList());
        } else if (condition instanceof Condition.FactLine line) {
            return fact(layout.fact(line.fact()), line.matcher());
        } else if (condition instanceof Condition.EventLine line) {
            return event(operands.of(line.event()), line.matcher());
        }
        return people((Condition.PersonLine) condition);
    }

    private Sql fact(Layout.FactPath fact, Matcher matcher) {
        FactColumn column = FactColumn.of(fact, operands.joins());
        if (matcher instanceof Matcher.Missing) {
            return Sql.concat(column.value(), " is null");
        } else if (matcher instanceof Matcher.Present) {
            return Sql.concat(column.value(), " is not null");
        } else if (matcher instanceof Matcher.Not not) {
            return fact(fact, not.matcher()).not();
        } else if (matcher instanceof Matcher.OneOf values) {
            return column.oneOf(values.values());
        } else if (matcher instanceof Matcher.Numbered numbered) {
            return column.kind() == FactColumn.Kind.NUMERIC ? numbered(column, numbered) : UNKNOWN;
        }
        return UNKNOWN;
    }

    private static Sql numbered(FactColumn column, Matcher.Numbered numbered) {
        String operator = switch (numbered.order()) {
            case AT_LEAST -> " >= ?";
            case MORE_THAN -> " > ?";
            case AT_MOST -> " <= ?";
            case LESS_THAN -> " < ?";
        };
        return Sql.concat(column.value(), Sql.of(operator, numbered.number()));
    }

    private Sql event(Operand event, Matcher matcher) {
        if (matcher instanceof Matcher.Missing) {
            return event.present().isNotTrue();
        } else if (matcher instanceof Matcher.Present) {
            return event.present().isTrue();
        } else if (matcher instanceof Matcher.Not not) {
            return event(event, not.matcher()).not();
        } else if (matcher instanceof Matcher.Dated dated) {
            return dated(event, dated.order(), dated.other());
        } else if (matcher instanceof Matcher.OneOf values) {
            return Sql.or(values.values().stream().map(v -> on(event, v)).toList());
        }
        return UNKNOWN;
    }

    private static Sql on(Operand event, String day) {
        try {
            return compared(event, Condition.DateOrder.ON, new OtherDay.Named(LocalDate.parse(day)));
        } catch (DateTimeParseException notADate) {
            return Sql.FALSE;
        }
    }

    private Sql dated(Operand event, Condition.DateOrder order, DateOperand other) {
        if (other instanceof DateOperand.Literal literal) {
            return compared(event, order, new OtherDay.Named(literal.date()));
        }
        Operand second = operands.of(((DateOperand.EventDay) other).event());
        // of several rows each is compared with the single date, rather than their maximum computed
        return event.isSingle() && !second.isSingle()
                ? compared(second, mirrored(order), OtherDay.OfRecord.of(event))
                : compared(event, order, OtherDay.OfRecord.of(second));
    }

    private static Condition.DateOrder mirrored(Condition.DateOrder order) {
        return switch (order) {
            case AFTER -> Condition.DateOrder.BEFORE;
            case BEFORE -> Condition.DateOrder.AFTER;
            case ON_OR_BEFORE -> Condition.DateOrder.ON_OR_AFTER;
            case ON_OR_AFTER -> Condition.DateOrder.ON_OR_BEFORE;
            case ON -> Condition.DateOrder.ON;
        };
    }

    private static Sql compared(Operand event, Condition.DateOrder order, OtherDay other) {
        Sql before = event.last(other::lastBefore);
        Sql notAfter = event.last(other::lastOnOrBefore);
        Sql after = event.first(other::firstAfter);
        Sql notBefore = event.first(other::firstOnOrAfter);
        return switch (order) {
            case AFTER -> certain(after, notAfter);
            case BEFORE -> certain(before, notBefore);
            case ON_OR_BEFORE -> certain(notAfter, after);
            case ON_OR_AFTER -> certain(notBefore, before);
            case ON -> certain(Sql.and(notBefore, notAfter), Sql.or(before, after));
        };
    }

    private static Sql less(Sql a, Sql b) {
        return Sql.concat(a, " < ", b);
    }

    private static Sql atMost(Sql a, Sql b) {
        return Sql.concat(a, " <= ", b);
    }

    private static Sql certain(Sql yes, Sql no) {
        return Sql.concat("case when ", yes, " then true when ", no, " then false end");
    }

    private Sql people(Condition.PersonLine line) {
        Operands.Persons persons = operands.persons(line.role());
        Sql state = state(persons, line.state());
        if (!persons.several()) {
            return state;
        }
        Sql exist = persons.rows().exist();
        Sql someTrue = persons.rows().any(state.isTrue());
        Sql someUnknown = persons.rows().any(Sql.concat("(", state, ") is null"));
        Sql someFalse = persons.rows().any(Sql.concat("(", state, ") is false"));
        return line.any()
                ? Sql.concat("case when ", someTrue, " then true when ", someUnknown, " then null else false end")
                : Sql.concat(
                        "case when ",
                        someFalse,
                        " then false when ",
                        exist.not(),
                        " or ",
                        someUnknown,
                        " then null else true end");
    }

    private static Sql state(Operands.Persons persons, PersonState state) {
        DateColumn died = persons.died();
        if (died == null) {
            return UNKNOWN;
        }
        Sql ifAlive =
                persons.deathsRecorded() ? Sql.of(state instanceof PersonState.Alive ? "true" : "false") : UNKNOWN;
        Sql ifDead = state instanceof PersonState.DiedBefore before
                ? diedBefore(persons.born(), died, before.age())
                : Sql.concat(
                        "case when ",
                        died.known(),
                        " then ",
                        state instanceof PersonState.Dead ? "true" : "false",
                        " end");
        return Sql.concat("case when ", died.missing(), " then ", ifAlive, " else ", ifDead, " end");
    }

    /**
     * The two dates are of one person, so no bound can be computed beforehand: the anniversary is, with the ruling for 29 February. Its
     * agreement with the calendar is tested for every day.
     */
    private static Sql diedBefore(DateColumn born, DateColumn died, int age) {
        return certain(
                less(died.lastDay(), anniversary(born.firstDay(), age)),
                atMost(anniversary(born.lastDay(), age), died.firstDay()));
    }

    private static Sql anniversary(Sql day, int age) {
        Sql plain = Sql.concat("(", day, " + interval '1 year' * ", String.valueOf(age), ")::date");
        Sql leapDay = Sql.concat("to_char(", day, ", 'MM-DD') = '02-29' and to_char(", plain, ", 'MM-DD') = '02-28'");
        return Sql.concat(
                "case when not isfinite(",
                day,
                ") then ",
                day,
                " when ",
                leapDay,
                " then ",
                plain,
                " + 1 else ",
                plain,
                " end");
    }
}
