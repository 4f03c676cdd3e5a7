package org.keepuntil.decide;

import static org.keepuntil.decide.Sample.PLACE;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private static final List<Disposal> COMPETING = List.of(
            Disposal.DESTROY,
            Disposal.DESTROY,
            Disposal.REVIEW,
            Disposal.REDACT,
            Disposal.ANONYMISE,
            Disposal.TRANSFER);
    private static final List<String> FACTS = List.of("looked after", "service", "score");

    private final Random random;

    RandomCase(Random random) {
        this.random = random;
    }

    Decider decider() {
        int[] number = {0};
        Rule[] rules = many(0, 3, () -> rule("rule-" + number[0]++)).toArray(Rule[]::new);
        return random.nextInt(3) == 0 ? Sample.decider(condition(1), rules) : Sample.decider(rules);
    }

    LocalDate asOf() {
        return date(2000, 60);
    }

    Standing standing() {
        return new Standing(random.nextInt(5) == 0, random.nextInt(5) == 0, docket());
    }

    private Docket docket() {
        if (random.nextInt(3) > 0) {
            return Docket.EMPTY;
        }
        Map<Docket.Stage, Docket.Deed> done = new HashMap<>();
        Map<Docket.Stage, LocalDate> pinned = new HashMap<>();
        for (int rule = 0; rule < 3; rule++) {
            for (int stage = 1; stage <= 3; stage++) {
                Docket.Stage each = new Docket.Stage("rule-" + rule, stage);
                if (random.nextInt(4) == 0) {
                    done.put(each, pick(Docket.Deed.values()));
                }
                if (random.nextInt(6) == 0) {
                    pinned.put(each, date(2000, 60));
                }
            }
        }
        return new Docket(
                done,
                pinned,
                random.nextBoolean()
                        ? Optional.of(new Docket.Notice("rule-" + random.nextInt(3), date(2000, 60)))
                        : Optional.empty(),
                random.nextBoolean() ? Optional.of(date(2000, 60)) : Optional.empty(),
                random.nextBoolean()
                        ? Optional.of(new Docket.Stage("rule-" + random.nextInt(3), 1 + random.nextInt(3)))
                        : Optional.empty(),
                random.nextBoolean() ? Optional.of(decided()) : Optional.empty());
    }

    private ReviewDecision decided() {
        ReviewDecision.Choice choice = pick(ReviewDecision.Choice.values());
        return new ReviewDecision(
                new Docket.Stage("rule-" + random.nextInt(3), 1 + random.nextInt(3)),
                choice,
                choice == ReviewDecision.Choice.KEEP ? Optional.of(date(2000, 60)) : Optional.empty());
    }

    // Rules

    private Rule rule(String id) {
        Optional<Condition> when = random.nextInt(3) == 0 ? Optional.of(condition(2)) : Optional.empty();
        if (random.nextInt(4) == 0) {
            return Sample.rule(id, when, List.of(stage(Disposal.FLAG)));
        }
        List<Rule.Stage> stages = new ArrayList<>();
        for (int i = random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0; i > 0; i--) {
            stages.add(stage(pick(List.of(Disposal.REVIEW, Disposal.REDACT, Disposal.ANONYMISE, Disposal.TRANSFER))));
        }
        stages.add(stage(pick(COMPETING)));
        Rule rule = Sample.rule(id, when, stages);
        rule = random.nextInt(4) == 0 ? Sample.noLongerThan(rule, period(1)) : rule;
        return random.nextInt(4) == 0 ? Sample.withNotice(rule, 1 + random.nextInt(60)) : rule;
    }

    private Rule.Stage stage(Disposal then) {
        Period keep = period(2);
        return new Rule.Stage(keep, PeriodWords.of(keep), then, PLACE);
    }

    Period period(int depth) {
        return switch (random.nextInt(depth > 0 ? 12 : 8)) {
            case 0 -> random.nextBoolean() ? new Period.Permanently() : new Period.UntilUnreferenced();
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
