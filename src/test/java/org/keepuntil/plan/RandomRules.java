package org.keepuntil.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.keepuntil.calendar.Span;
import org.keepuntil.calendar.YearKind;
import org.keepuntil.schedule.Condition;
import org.keepuntil.schedule.Condition.DateOperand;
import org.keepuntil.schedule.Condition.Matcher;
import org.keepuntil.schedule.Condition.PersonState;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Moment;
import org.keepuntil.schedule.Period;
import org.keepuntil.schedule.Person;
import org.keepuntil.schedule.Rule;
import org.keepuntil.source.Place;

/** Rules of every form of the language, nested at random. */
final class RandomRules {
    private static final Place NOWHERE = new Place("random", 1, 1);
    private static final List<String> EVENTS =
            List.of("opening", "closure", "payment", "hearing", "last contact", "first contact");

    private static final Disposal[] BEFORE_THE_LAST = {
        Disposal.REVIEW, Disposal.TRANSFER, Disposal.REDACT, Disposal.ANONYMISE
    };
    private static final Disposal[] LAST = {
        Disposal.DESTROY,
        Disposal.DESTROY,
        Disposal.REVIEW,
        Disposal.TRANSFER,
        Disposal.REDACT,
        Disposal.ANONYMISE,
        Disposal.FLAG
    };

    /** Most are as deep as those that people write, and some deeper. */
    private static final int[] DEPTHS = {0, 1, 2, 2, 2, 2, 3, 4};

    private final Random random;

    RandomRules(Random random) {
        this.random = random;
    }

    List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        // half of the schedules only destroy, so that the common case is tried as often as all others together
        boolean plain = random.nextBoolean();
        for (int i = 0; i < count; i++) {
            rules.add(rule("rule-" + i, plain));
        }
        return rules;
    }

    private Rule rule(String id, boolean plain) {
        List<Rule.Stage> stages = new ArrayList<>();
        if (!plain) {
            for (int i = random.nextInt(2) * random.nextInt(4); i > 0; i--) {
                stages.add(stage(any(BEFORE_THE_LAST)));
            }
        }
        stages.add(stage(plain ? Disposal.DESTROY : any(LAST)));
        Optional<Period> maximum = plain || random.nextInt(3) > 0 ? Optional.empty() : Optional.of(period(1));
        return new Rule(
                id,
                "case",
                random.nextInt(3) == 0 ? Optional.of(condition(2)) : Optional.empty(),
                stages,
                maximum,
                maximum.map(Period::toString),
                Optional.empty(),
                Optional.empty(),
                plain || random.nextInt(3) > 0 ? Optional.empty() : Optional.of(random.nextInt(90)),
                Optional.empty(),
                random.nextInt(6) == 0 ? List.of("service") : List.of(),
                stages.stream().anyMatch(s -> s.then() == Disposal.TRANSFER) && random.nextBoolean(),
                Rule.Approval.EACH_PLAN,
                NOWHERE);
    }

    private Rule.Stage stage(Disposal then) {
        Period keep = period(DEPTHS[random.nextInt(DEPTHS.length)]);
        return new Rule.Stage(keep, keep.toString(), then, NOWHERE);
    }

    Optional<Condition> openWhile() {
        return random.nextInt(3) == 0 ? Optional.of(condition(1)) : Optional.empty();
    }

    Period period(int depth) {
        int form = random.nextInt(depth == 0 ? 4 : 10);
        return switch (form) {
            case 0 -> new Period.Until(moment());
            case 1, 2 -> new Period.After(span(), "some time", moment());
            case 3 -> new Period.BeginningWith(span(), "some time", event());
            case 4, 5 -> new Period.LongestOf(several(() -> period(depth - 1)));
            case 6, 7 -> new Period.ShortestOf(several(() -> period(depth - 1)));
            case 8 -> new Period.FirstThatApplies(ladder(depth - 1));
            default ->
                switch (random.nextInt(4)) {
                    case 0 -> new Period.Permanently();
                    case 1 -> new Period.UntilUnreferenced();
                    default -> period(depth - 1);
                };
        };
    }

    private List<Period.Alternative> ladder(int depth) {
        List<Period.Alternative> alternatives = new ArrayList<>();
        int count = 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            alternatives.add(new Period.Alternative(Optional.of(condition(1)), period(depth), NOWHERE));
        }
        if (random.nextInt(3) > 0) {
            alternatives.add(new Period.Alternative(Optional.empty(), period(depth), NOWHERE));
        }
        return alternatives;
    }

    private Moment moment() {
        Moment plain = random.nextBoolean() ? new Moment.Of(event()) : new Moment.Age(random.nextInt(40), person());
        return random.nextInt(4) == 0 ? new Moment.EndOfYear(any(YearKind.values()), plain) : plain;
    }

    private Span span() {
        return new Span(
                random.nextInt(4) == 0 ? random.nextInt(30) : 12 * random.nextInt(30),
                random.nextInt(3) == 0 ? random.nextInt(60) : 0);
    }

    private Event event() {
        return switch (random.nextInt(8)) {
            case 0 -> new Event.Birth(person());
            case 1 -> new Event.Death(person());
            default -> new Event.Declared(EVENTS.get(random.nextInt(EVENTS.size())));
        };
    }

    private Person person() {
        return switch (random.nextInt(3)) {
            case 0 -> new Person("child", Person.Which.ONLY);
            case 1 -> new Person("kid", Person.Which.YOUNGEST);
            default -> new Person("kid", Person.Which.ELDEST);
        };
    }

    Condition condition(int depth) {
        int form = random.nextInt(depth == 0 ? 6 : 8);
        return switch (form) {
            case 0, 1 -> fact();
            case 2, 3 -> new Condition.EventLine(eventToCompare(), dated(), NOWHERE);
            case 4 ->
                new Condition.PersonLine(
                        random.nextBoolean() ? "child" : "kid", random.nextBoolean(), state(), NOWHERE);
            case 5 ->
                new Condition.EventLine(
                        eventToCompare(),
                        random.nextBoolean() ? new Matcher.Missing() : new Matcher.Present(),
                        NOWHERE);
            case 6 -> new Condition.AllOf(several(() -> condition(depth - 1)));
            default -> new Condition.AnyOf(several(() -> condition(depth - 1)));
        };
    }

    private Condition fact() {
        return switch (random.nextInt(5)) {
            case 0 ->
                new Condition.FactLine("service", mayBeNot(new Matcher.OneOf(pick("early", "late", "other"))), NOWHERE);
            case 1 -> new Condition.FactLine("score", score(), NOWHERE);
            case 2 -> new Condition.FactLine("urgent", mayBeNot(new Matcher.OneOf(pick("true", "false"))), NOWHERE);
            case 3 -> new Condition.FactLine("looked after", new Matcher.OneOf(pick("true", "false")), NOWHERE);
            default ->
                new Condition.FactLine(
                        random.nextBoolean() ? "service" : "score",
                        random.nextBoolean() ? new Matcher.Missing() : new Matcher.Present(),
                        NOWHERE);
        };
    }

    private Matcher score() {
        Condition.NumberOrder[] orders = Condition.NumberOrder.values();
        return random.nextInt(3) == 0
                ? mayBeNot(new Matcher.OneOf(pick("1", "2.50", "3")))
                : new Matcher.Numbered(any(orders), BigDecimal.valueOf(random.nextInt(5)));
    }

    private Matcher mayBeNot(Matcher matcher) {
        return random.nextInt(3) == 0 ? new Matcher.Not(matcher) : matcher;
    }

    private List<String> pick(String... words) {
        List<String> picked = new ArrayList<>(List.of(words[random.nextInt(words.length)]));
        if (random.nextBoolean()) {
            picked.add(words[random.nextInt(words.length)]);
        }
        return picked;
    }

    private Matcher dated() {
        Condition.DateOrder[] orders = Condition.DateOrder.values();
        DateOperand other = random.nextBoolean()
                ? new DateOperand.EventDay(eventToCompare())
                : new DateOperand.Literal(LocalDate.of(1995 + random.nextInt(30), 1 + random.nextInt(12), 1));
        return mayBeNot(new Matcher.Dated(any(orders), other));
    }

    private Event eventToCompare() {
        return random.nextInt(4) == 0
                ? new Event.Birth(person())
                : new Event.Declared(EVENTS.get(random.nextInt(EVENTS.size())));
    }

    private PersonState state() {
        return switch (random.nextInt(3)) {
            case 0 -> new PersonState.Alive();
            case 1 -> new PersonState.Dead();
            default -> new PersonState.DiedBefore(random.nextInt(40));
        };
    }

    private <T> T any(T[] all) {
        return all[random.nextInt(all.length)];
    }

    private <T> List<T> several(Supplier<T> supplier) {
        List<T> members = new ArrayList<>();
        int count = 2 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            members.add(supplier.get());
        }
        return members;
    }
}
