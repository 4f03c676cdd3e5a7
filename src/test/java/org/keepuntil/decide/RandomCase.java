package org.keepuntil.decide;

import static org.keepuntil.decide.Sample.PLACE;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.keepuntil.calendar.Day;
import org.keepuntil.calendar.Interval;
import org.keepuntil.calendar.Span;
import org.keepuntil.calendar.YearKind;
import org.keepuntil.decide.DateValue.Gap;
import org.keepuntil.decide.Facts.PersonFacts;
import org.keepuntil.schedule.Condition;
import org.keepuntil.schedule.Condition.DateOperand;
import org.keepuntil.schedule.Condition.DateOrder;
import org.keepuntil.schedule.Condition.Matcher;
import org.keepuntil.schedule.Condition.NumberOrder;
import org.keepuntil.schedule.Condition.PersonState;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Moment;
import org.keepuntil.schedule.Period;
import org.keepuntil.schedule.Person;
import org.keepuntil.schedule.Rule;

/** Random rules and facts of every form, with few enough names and years that they often meet. */
final class RandomCase {
    private static final List<String> EVENTS = List.of("closure", "contact", "referral");
    private static final List<String> FACTS = List.of("looked after", "service", "score");

    private final Random random;

    RandomCase(Random random) {
        this.random = random;
    }

    Decider decider() {
        Rule[] rules = many(0, 3, this::rule).toArray(Rule[]::new);
        return random.nextInt(3) == 0 ? Sample.decider(condition(1), rules) : Sample.decider(rules);
    }

    LocalDate asOf() {
        return date(2000, 60);
    }

    Standing standing() {
        return new Standing(random.nextInt(5) == 0, random.nextInt(5) == 0);
    }

    // Rules

    private Rule rule() {
        Optional<Condition> when = random.nextInt(3) == 0 ? Optional.of(condition(2)) : Optional.empty();
        return Sample.rule("rule-" + random.nextInt(1000), when, period(2), pick(Disposal.values()));
    }

    Period period(int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 8)) {
            case 0 -> new Period.Permanently();
            case 1, 2, 3 -> new Period.Until(moment());
            case 4, 5, 6 -> new Period.After(span(), "a while", moment());
            case 7 -> new Period.BeginningWith(span(), "a while", event());
            case 8, 9 -> new Period.LongestOf(many(2, 3, () -> period(depth - 1)));
            case 10 -> new Period.ShortestOf(many(2, 3, () -> period(depth - 1)));
            default -> new Period.FirstThatApplies(many(1, 3, () -> alternative(depth)));
        };
    }

    private Period.Alternative alternative(int depth) {
        Optional<Condition> when = random.nextInt(4) == 0 ? Optional.empty() : Optional.of(condition(1));
        return new Period.Alternative(when, period(depth - 1), PLACE);
    }

    private Span span() {
        return new Span(
                random.nextInt(2) == 0 ? 0 : random.nextInt(240), random.nextInt(2) == 0 ? 0 : random.nextInt(60));
    }

    private Moment moment() {
        Moment simple =
                random.nextBoolean() ? new Moment.Age(1 + random.nextInt(30), person()) : new Moment.Of(event());
        return random.nextInt(4) == 0 ? new Moment.EndOfYear(pick(YearKind.values()), simple) : simple;
    }

    private Event event() {
        return switch (random.nextInt(6)) {
            case 0 -> new Event.Birth(person());
            case 1 -> new Event.Death(person());
            default -> new Event.Declared(pick(EVENTS));
        };
    }

    private Person person() {
        return new Person("child", pick(Person.Which.values()));
    }

    // Conditions

    private Condition condition(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0, 1 -> new Condition.FactLine(pick(FACTS), factMatcher(), PLACE);
            case 2, 3 -> new Condition.EventLine(event(), eventMatcher(), PLACE);
            case 4 -> new Condition.PersonLine("child", random.nextBoolean(), state(), PLACE);
            case 5 -> new Condition.AllOf(many(1, 3, () -> condition(depth - 1)));
            default -> new Condition.AnyOf(many(1, 3, () -> condition(depth - 1)));
        };
    }

    private Matcher factMatcher() {
        return switch (random.nextInt(6)) {
            case 0 -> new Matcher.Missing();
            case 1 -> new Matcher.Present();
            case 2 -> new Matcher.Numbered(pick(NumberOrder.values()), BigDecimal.valueOf(random.nextInt(4)));
            case 3 -> new Matcher.Not(new Matcher.OneOf(List.of("a", "1")));
            default -> new Matcher.OneOf(List.of("true", "b", "2"));
        };
    }

    private Matcher eventMatcher() {
        return switch (random.nextInt(5)) {
            case 0 -> new Matcher.Missing();
            case 1 -> new Matcher.Present();
            case 2 -> new Matcher.Not(new Matcher.OneOf(List.of("2010-01-01")));
            case 3 -> new Matcher.Dated(pick(DateOrder.values()), new DateOperand.Literal(date(1990, 30)));
            default -> new Matcher.Dated(pick(DateOrder.values()), new DateOperand.EventDay(event()));
        };
    }

    private PersonState state() {
        return switch (random.nextInt(3)) {
            case 0 -> new PersonState.Alive();
            case 1 -> new PersonState.Dead();
            default -> new PersonState.DiedBefore(1 + random.nextInt(25));
        };
    }

    // Facts

    Facts facts() {
        Sample.Given given = Sample.given();
        for (String event : EVENTS) {
            given = given.event(event, value());
        }
        for (String fact : FACTS) {
            given = given.fact(fact, fact());
        }
        int people = random.nextInt(3) == 0 ? random.nextInt(4) : 1;
        for (int i = 0; i < people; i++) {
            given = given.child(new PersonFacts(value(), value(), random.nextBoolean()));
        }
        return given.facts();
    }

    private FactValue fact() {
        return switch (random.nextInt(4)) {
            case 0 -> new FactValue.Null();
            case 1 -> new FactValue.Text(pick(List.of("a", "b", "true")));
            case 2 -> new FactValue.Numeric(BigDecimal.valueOf(random.nextInt(4)));
            default -> new FactValue.Truth(random.nextBoolean());
        };
    }

    private DateValue value() {
        LocalDate date = date(1980, 45);
        return switch (random.nextInt(10)) {
            case 0 -> new DateValue.NotYet();
            case 1 -> new DateValue.Unknown(pick(Gap.values()));
            case 2 -> new DateValue.Known(Interval.between(date, date.plusDays(random.nextInt(400))));
            case 3 -> new DateValue.Known(new Interval(Day.of(date), Day.NEVER));
            default -> new DateValue.Known(Interval.on(date));
        };
    }

    // Chance

    private LocalDate date(int firstYear, int years) {
        LocalDate date = LocalDate.of(firstYear, 1, 1).plusDays(random.nextInt(365 * years));
        return random.nextInt(5) == 0 ? date.withDayOfMonth(date.lengthOfMonth()) : date;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private <T> T pick(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> List<T> many(int least, int most, Supplier<T> one) {
        List<T> list = new ArrayList<>();
        int size = least + random.nextInt(most - least + 1);
        for (int i = 0; i < size; i++) {
            list.add(one.get());
        }
        return list;
    }
}
