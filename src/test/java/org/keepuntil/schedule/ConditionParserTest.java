package org.keepuntil.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.keepuntil.schedule.Condition.AllOf;
import org.keepuntil.schedule.Condition.AnyOf;
import org.keepuntil.schedule.Condition.DateOperand;
import org.keepuntil.schedule.Condition.DateOrder;
import org.keepuntil.schedule.Condition.EventLine;
import org.keepuntil.schedule.Condition.FactLine;
import org.keepuntil.schedule.Condition.Matcher;
import org.keepuntil.schedule.Condition.NumberOrder;
import org.keepuntil.schedule.Condition.PersonLine;
import org.keepuntil.schedule.Condition.PersonState;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problem;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;

class ConditionParserTest {
    private static final Place AT = new Place("c.yaml", 1, 3);
    private static final RecordClass REFERRAL = new RecordClass(
            "referral",
            "Referral",
            List.of("child"),
            List.of("closure", "last contact"),
            List.of("service", "looked after", "visits"),
            false,
            AT);
    private static final Event CLOSURE = new Event.Declared("closure");

    private final Problems problems = new Problems();

    private Optional<Condition> parse(String yaml) {
        return YamlFile.of("c.yaml", yaml, problems)
                .flatMap(file -> ConditionParser.parse(file.root(), REFERRAL, problems));
    }

    private Condition good(String yaml) {
        Optional<Condition> condition = parse(yaml);
        assertThat(problems.render()).isEmpty();
        return condition.orElseThrow();
    }

    record Line(String yaml, Condition condition) {}

    private static Line fact(String yaml, String fact, Matcher matcher) {
        return new Line(yaml, new FactLine(fact, matcher, AT));
    }

    private static Line event(String yaml, Event event, Matcher matcher) {
        return new Line(yaml, new EventLine(event, matcher, AT));
    }

    private static Matcher dated(DateOrder order, LocalDate date) {
        return new Matcher.Dated(order, new DateOperand.Literal(date));
    }

    private static Matcher one(String... values) {
        return new Matcher.OneOf(List.of(values));
    }

    static List<Line> lines() {
        LocalDate day = LocalDate.of(2020, 2, 29);
        Person child = new Person("child", Person.Which.ONLY);
        return List.of(
                fact("{ service: early-help }", "service", one("early-help")),
                fact("{ Service: Early  Help }", "service", one("Early Help")),
                fact("{ service: [a, b c] }", "service", one("a", "b c")),
                fact("{ service: ['missing', \"not x\"] }", "service", one("missing", "not x")),
                fact("{ service: on hold }", "service", one("on hold")),
                fact("{ service: '007' }", "service", one("007")),
                fact("{ looked after: true }", "looked after", one("true")),
                fact("{ service: not early help }", "service", new Matcher.Not(one("early help"))),
                fact("{ service: not the a team }", "service", new Matcher.Not(one("the a team"))),
                fact("  service: not [early help, x-1]", "service", new Matcher.Not(one("early help", "x-1"))),
                fact("  service: not [a]", "service", new Matcher.Not(one("a"))),
                fact("{ service: missing }", "service", new Matcher.Missing()),
                fact("{ service: present }", "service", new Matcher.Present()),
                fact("{ service: not missing }", "service", new Matcher.Present()),
                fact("{ service: not present }", "service", new Matcher.Missing()),
                fact("{ visits: at least 5 }", "visits", number(NumberOrder.AT_LEAST, "5")),
                fact("{ visits: more than -1.50 }", "visits", number(NumberOrder.MORE_THAN, "-1.50")),
                fact("{ visits: At Most 3 }", "visits", number(NumberOrder.AT_MOST, "3")),
                fact("{ visits: not less than 3 }", "visits", new Matcher.Not(number(NumberOrder.LESS_THAN, "3"))),
                event("{ closure: missing }", CLOSURE, new Matcher.Missing()),
                event("{ the closure: present }", CLOSURE, new Matcher.Present()),
                event("{ closure: 2020-02-29 }", CLOSURE, dated(DateOrder.ON, day)),
                event("{ closure: on 2020-02-29 }", CLOSURE, dated(DateOrder.ON, day)),
                event("{ closure: 'before 2020-02-29' }", CLOSURE, dated(DateOrder.BEFORE, day)),
                event("{ closure: after 2020-02-29 }", CLOSURE, dated(DateOrder.AFTER, day)),
                event("{ closure: on or before 2020-02-29 }", CLOSURE, dated(DateOrder.ON_OR_BEFORE, day)),
                event("{ closure: on or after 2020-02-29 }", CLOSURE, dated(DateOrder.ON_OR_AFTER, day)),
                event("{ closure: not after 2020-02-29 }", CLOSURE, new Matcher.Not(dated(DateOrder.AFTER, day))),
                event("{ closure: not 2020-02-29 }", CLOSURE, new Matcher.Not(dated(DateOrder.ON, day))),
                event(
                        "{ last contact: after the closure }",
                        new Event.Declared("last contact"),
                        new Matcher.Dated(DateOrder.AFTER, new DateOperand.EventDay(CLOSURE))),
                event(
                        "{ closure: before death of the child }",
                        CLOSURE,
                        new Matcher.Dated(DateOrder.BEFORE, new DateOperand.EventDay(new Event.Death(child)))),
                event("{ birth: before 2020-02-29 }", new Event.Birth(child), dated(DateOrder.BEFORE, day)),
                event(
                        "{ death of the youngest child: missing }",
                        new Event.Death(new Person("child", Person.Which.YOUNGEST)),
                        new Matcher.Missing()),
                new Line(
                        "{ closure: [2020-02-29, 2021-03-01] }",
                        new AnyOf(List.of(
                                new EventLine(CLOSURE, dated(DateOrder.ON, day), AT),
                                new EventLine(CLOSURE, dated(DateOrder.ON, LocalDate.of(2021, 3, 1)), AT)))),
                new Line("{ child: alive }", new PersonLine("child", false, new PersonState.Alive(), AT)),
                new Line("{ any child: dead }", new PersonLine("child", true, new PersonState.Dead(), AT)),
                new Line(
                        "{ child: died before the age 18 }",
                        new PersonLine("child", false, new PersonState.DiedBefore(18), AT)));
    }

    private static Matcher number(NumberOrder order, String number) {
        return new Matcher.Numbered(order, new BigDecimal(number));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void parse_givesTheModel_forEveryKindOfLine(Line line) {
        assertThat(good(line.yaml())).isEqualTo(line.condition());
    }

    @Test
    void parse_joinsLinesWithAnd_andAnyOfWithOr() {
        Condition condition = good("closure: present\nany of:\n  - { service: a, visits: b }\n  - { child: dead }\n");
        AllOf all = (AllOf) condition;
        assertThat(all.members()).hasSize(2);
        AnyOf any = (AnyOf) all.members().get(1);
        assertThat(any.members().get(0)).isInstanceOf(AllOf.class);
        assertThat(any.members().get(1)).isInstanceOf(PersonLine.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            { servise: a }                 |  3 | no fact, event or person   | Did you mean "service"?
            { outcome: a }                 |  3 | no fact, event or person   | child, service, looked after, visits, closure, last contact
            { any victim: dead }           |  3 | "any" is followed          | child
            { any of: { closure: missing } } | 3 | followed by a list        | any of: [
            { any of: [] }                 |  3 | followed by a list         | any of: [
            { any of: [ { child: ded } ] } | 22 | cannot be said of a person | alive, dead
            { child: any died before age 5 } | 10 | cannot be said           | any child: died before age 5
            { child: died before 18 }      | 10 | cannot be said             | died before age 18
            { child: died before age 200 } | 10 | cannot be said             | died before age
            { child: [alive] }             | 10 | one of alive, dead         | {none}
            { service: = advice }          | 12 | written in words           | at least 3
            { service: advice or support } | 12 | between values             | [advice, support]
            { service: }                   | 11 | nothing to compare       | write: missing
            service: not [a, b             | 10 | after "not" can't be read  | not [early-help, targeted-support]
            service: not [a,, b]           | 10 | after "not" can't be read  | not [early-help, targeted-support]
            service: not ["a"]             | 10 | after "not" can't be read  | without quotes
            { service: "missing" }     | 12 | reads like a comparison    | ["missing"]
            { service: 'not a' }           | 12 | reads like a comparison    | Take the quotes away
            { service: [a, not b] }        | 16 | not comparisons            | in quotes
            { service: not }               | 12 | followed by a value        | not early-help
            { service: not not a }         | 12 | followed by a value        | not early-help
            { service: { a: b } }          | 12 | a value or a list          | {none}
            { service: [] }                | 12 | the list is empty          | at least one
            { service: before 2020-01-01 } | 12 | not compared with a date   | under events:
            { service: after closure }     | 12 | not compared with a date   | under events:
            { visits: at least many }      | 11 | not a number               | at least 5
            { closure: soon }              | 12 | does not compare a date    | on or after closure
            { closure: after }             | 12 | event is missing           | closure
            { closure: after 31/03/2020 }  | 18 | not a day of the calendar  | 2026-03-31
            { closure: after 2021-02-29 }  | 18 | not a day of the calendar  | 2026-03-31
            { closure: after 1066-10-14 }  | 18 | outside the years          | 2026-03-31
            { closure: after clozure }     | 18 | no event is called         | Did you mean "closure"?
            { closure: missing today }     | 20 | is too much                | on or after
            { closure: { a: b } }          | 12 | not with a map             | on or after
            { closure: [soon] }            | 13 | not a date                 | 2026-03-31
            { birth of the chidl: missing } | 16 | no person is called       | Did you mean "child"?
            {}                             |  1 | not an empty one           | closure: missing
            [a]                            |  1 | not a list                 | closure: missing
            """)
    void parse_teaches_whenALineIsWrong(String yaml, int column, String message, String hint) {
        assertThat(parse(yaml)).isEmpty();
        assertThat(problems.all()).hasSize(1);
        Problem problem = problems.all().get(0);
        assertThat(problem.message()).contains(message);
        assertThat(problem.hint().orElse("")).contains(hint.equals("{none}") ? "" : hint);
        assertThat(problem.place()).isEqualTo(new Place("c.yaml", 1, column));
    }
}
