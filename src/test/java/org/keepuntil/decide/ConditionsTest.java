package org.keepuntil.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keepuntil.decide.Sample.CLOSURE;
import static org.keepuntil.decide.Sample.eventLine;
import static org.keepuntil.decide.Sample.fact;
import static org.keepuntil.decide.Sample.given;
import static org.keepuntil.decide.Sample.line;
import static org.keepuntil.decide.Sample.value;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keepuntil.decide.DateValue.Gap;
import org.keepuntil.decide.Facts.PersonFacts;
import org.keepuntil.schedule.Condition;
import org.keepuntil.schedule.Condition.DateOperand;
import org.keepuntil.schedule.Condition.DateOrder;
import org.keepuntil.schedule.Condition.Matcher;
import org.keepuntil.schedule.Condition.NumberOrder;
import org.keepuntil.schedule.Condition.PersonState;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Person;

class ConditionsTest {
    private static final Matcher MISSING = new Matcher.Missing();
    private static final Matcher PRESENT = new Matcher.Present();

    private static Truth test(Condition condition, Sample.Given given) {
        return new Conditions(given.facts()).test(condition);
    }

    private static Matcher oneOf(String... values) {
        return new Matcher.OneOf(List.of(values));
    }

    @ParameterizedTest(name = "{0}, {1}: all {2}, any {3}")
    @CsvSource({
        "true,  true,  TRUE,    TRUE", "true,  ?,     UNKNOWN, TRUE", "true,  false, FALSE,   TRUE",
        "?,     ?,     UNKNOWN, UNKNOWN", "?,     false, FALSE,   UNKNOWN", "false, false, FALSE,   FALSE",
    })
    void allAndAny_areKleenes(String a, String b, Truth all, Truth any) {
        Sample.Given given = given().fact("a", a).fact("b", b);
        List<Condition> both = List.of(fact("a"), fact("b"));
        List<Condition> swapped = List.of(fact("b"), fact("a"));
        assertThat(test(new Condition.AllOf(both), given)).isEqualTo(all);
        assertThat(test(new Condition.AllOf(swapped), given)).isEqualTo(all);
        assertThat(test(new Condition.AnyOf(both), given)).isEqualTo(any);
        assertThat(test(new Condition.AnyOf(swapped), given)).isEqualTo(any);
    }

    @Test
    void nullFact_isUnknownForAllButMissingAndPresent() {
        for (Sample.Given given : List.of(given(), given().fact("service", new FactValue.Null()))) {
            assertThat(test(line("service", oneOf("x")), given)).isEqualTo(Truth.UNKNOWN);
            assertThat(test(line("service", new Matcher.Not(oneOf("x"))), given))
                    .isEqualTo(Truth.UNKNOWN);
            assertThat(test(line("service", number(NumberOrder.AT_LEAST, "1")), given))
                    .isEqualTo(Truth.UNKNOWN);
            assertThat(test(line("service", MISSING), given)).isEqualTo(Truth.TRUE);
            assertThat(test(line("service", PRESENT), given)).isEqualTo(Truth.FALSE);
            assertThat(test(line("service", new Matcher.Not(MISSING)), given)).isEqualTo(Truth.FALSE);
        }
    }

    @Test
    void text_isComparedExactly() {
        Sample.Given given = given().fact("service", new FactValue.Text("CIN"));
        assertThat(test(line("service", oneOf("early-help", "CIN")), given)).isEqualTo(Truth.TRUE);
        assertThat(test(line("service", oneOf("cin")), given)).isEqualTo(Truth.FALSE);
        assertThat(test(line("service", oneOf("CIN ")), given)).isEqualTo(Truth.FALSE);
        assertThat(test(line("service", new Matcher.Not(oneOf("CIN"))), given)).isEqualTo(Truth.FALSE);
        assertThat(test(line("service", PRESENT), given)).isEqualTo(Truth.TRUE);
        assertThat(test(line("service", MISSING), given)).isEqualTo(Truth.FALSE);
    }

    @Test
    void number_isComparedByItsValue() {
        Sample.Given given = given().fact("score", new FactValue.Numeric(new BigDecimal("5.0")));
        assertThat(test(line("score", oneOf("5")), given)).isEqualTo(Truth.TRUE);
        assertThat(test(line("score", oneOf("5.00", "x")), given)).isEqualTo(Truth.TRUE);
        assertThat(test(line("score", oneOf("five", "5.1")), given)).isEqualTo(Truth.FALSE);
    }

    @ParameterizedTest(name = "{0}: 4 {1}, 5 {2}, 6 {3}")
    @CsvSource({
        "AT_LEAST,  TRUE,  TRUE,  FALSE", "MORE_THAN, TRUE,  FALSE, FALSE",
        "AT_MOST,   FALSE, TRUE,  TRUE", "LESS_THAN, FALSE, FALSE, TRUE",
    })
    void numberedLine_ordersNumbers(NumberOrder order, Truth four, Truth five, Truth six) {
        Sample.Given given = given().fact("score", new FactValue.Numeric(new BigDecimal("5")));
        assertThat(test(line("score", number(order, "4")), given)).isEqualTo(four);
        assertThat(test(line("score", number(order, "5.0")), given)).isEqualTo(five);
        assertThat(test(line("score", number(order, "6")), given)).isEqualTo(six);
    }

    @Test
    void numberedLine_ofTextOrTruth_isUnknown() {
        Condition line = line("score", number(NumberOrder.AT_LEAST, "1"));
        assertThat(test(line, given().fact("score", new FactValue.Text("5")))).isEqualTo(Truth.UNKNOWN);
        assertThat(test(line, given().fact("score", "true"))).isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void truth_isTrueOrFalseInAnyCase_andNothingElse() {
        Sample.Given given = given().fact("looked after", "true");
        assertThat(test(line("looked after", oneOf("TRUE")), given)).isEqualTo(Truth.TRUE);
        assertThat(test(line("looked after", oneOf("False")), given)).isEqualTo(Truth.FALSE);
        assertThat(test(line("looked after", oneOf("yes")), given)).isEqualTo(Truth.FALSE);
        assertThat(test(line("looked after", oneOf("FALSE")), given().fact("looked after", "false")))
                .isEqualTo(Truth.TRUE);
    }

    @Test
    void datedLine_ofAFact_isUnknown() {
        Condition line = line("service", dated(DateOrder.AFTER, "2020-01-01"));
        assertThat(test(line, given().fact("service", new FactValue.Text("2021-01-01"))))
                .isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void missingEvent_asksWhetherThereIsAValue() {
        DateValue infinity = new DateValue.Unknown(Gap.NOT_A_DATE);
        assertThat(test(eventLine(CLOSURE, MISSING), given().closure("none"))).isEqualTo(Truth.TRUE);
        assertThat(test(eventLine(CLOSURE, MISSING), given().closure("?"))).isEqualTo(Truth.TRUE);
        assertThat(test(eventLine(CLOSURE, MISSING), given().event("closure", infinity)))
                .isEqualTo(Truth.FALSE);
        assertThat(test(eventLine(CLOSURE, MISSING), given().closure("2020-01-01")))
                .isEqualTo(Truth.FALSE);
        assertThat(test(eventLine(CLOSURE, PRESENT), given().closure("none"))).isEqualTo(Truth.FALSE);
        assertThat(test(eventLine(CLOSURE, PRESENT), given().event("closure", infinity)))
                .isEqualTo(Truth.TRUE);
    }

    @Test
    void eventThatIsNotKnown_isUnknownForEveryComparison() {
        for (DateValue value : List.of(value("none"), value("?"), new DateValue.Unknown(Gap.PLACEHOLDER))) {
            Sample.Given given = given().event("closure", value);
            for (DateOrder order : DateOrder.values()) {
                assertThat(test(eventLine(CLOSURE, dated(order, "2020-01-01")), given))
                        .isEqualTo(Truth.UNKNOWN);
            }
            assertThat(test(eventLine(CLOSURE, oneOf("2020-01-01")), given)).isEqualTo(Truth.UNKNOWN);
            assertThat(test(eventLine(CLOSURE, oneOf()), given)).isEqualTo(Truth.UNKNOWN);
            assertThat(test(eventLine(CLOSURE, new Matcher.Not(oneOf("2020-01-01"))), given))
                    .isEqualTo(Truth.UNKNOWN);
        }
    }

    /** The closure is compared with 10 June 2020. */
    @ParameterizedTest(name = "{0}: on {1}, before {2}, after {3}, on or before {4}, on or after {5}")
    @CsvSource({
        "2020-06-09,             FALSE,   TRUE,    FALSE,   TRUE,    FALSE",
        "2020-06-10,             TRUE,    FALSE,   FALSE,   TRUE,    TRUE",
        "2020-06-11,             FALSE,   FALSE,   TRUE,    FALSE,   TRUE",
        "2020-06-01..2020-06-09, FALSE,   TRUE,    FALSE,   TRUE,    FALSE",
        "2020-06-01..2020-06-10, UNKNOWN, UNKNOWN, FALSE,   TRUE,    UNKNOWN",
        "2020-06-01..2020-06-30, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN",
        "2020-06-10..2020-06-30, UNKNOWN, FALSE,   UNKNOWN, UNKNOWN, TRUE",
        "2020-06-11..never,      FALSE,   FALSE,   TRUE,    FALSE,   TRUE",
        "2020-06-10..never,      UNKNOWN, FALSE,   UNKNOWN, UNKNOWN, TRUE",
    })
    void event_isComparedByAllThatItCanBe(
            String closure, Truth on, Truth before, Truth after, Truth onOrBefore, Truth onOrAfter) {
        Map<DateOrder, Truth> expected = Map.of(
                DateOrder.ON, on,
                DateOrder.BEFORE, before,
                DateOrder.AFTER, after,
                DateOrder.ON_OR_BEFORE, onOrBefore,
                DateOrder.ON_OR_AFTER, onOrAfter);
        assertThat(expected)
                .allSatisfy((order, truth) -> assertThat(
                                test(eventLine(CLOSURE, dated(order, "2020-06-10")), given().closure(closure)))
                        .isEqualTo(truth));
    }

    @ParameterizedTest(name = "last contact {0} after closure {1}: {2}")
    @CsvSource({
        "2020-06-11,             2020-06-10,             TRUE",
        "2020-06-10,             2020-06-10,             FALSE",
        "2020-06-01..2020-06-30, 2020-05-01..2020-05-31, TRUE",
        "2020-06-01..2020-06-30, 2020-06-01..2020-06-30, UNKNOWN",
        "2020-06-01..2020-06-30, 2020-06-30,             FALSE",
        "2020-06-01,             none,                   UNKNOWN",
        "none,                   2020-06-01,             UNKNOWN",
        "?,                      2020-06-01,             UNKNOWN",
    })
    void event_isComparedWithAnother(String contact, String closure, Truth expected) {
        Condition after = eventLine(
                new Event.Declared("last contact"),
                new Matcher.Dated(DateOrder.AFTER, new DateOperand.EventDay(CLOSURE)));
        assertThat(test(after, given().closure(closure).event("last contact", value(contact))))
                .isEqualTo(expected);
    }

    @Test
    void eventWithValues_isOnAnyOfThem() {
        Condition line = eventLine(CLOSURE, oneOf("2020-06-10", "2020-07-10"));
        assertThat(test(line, given().closure("2020-07-10"))).isEqualTo(Truth.TRUE);
        assertThat(test(line, given().closure("2020-08-10"))).isEqualTo(Truth.FALSE);
        assertThat(test(line, given().closure("2020-07-01..2020-07-31"))).isEqualTo(Truth.UNKNOWN);
        assertThat(test(eventLine(CLOSURE, oneOf("some day")), given().closure("2020-07-10")))
                .isEqualTo(Truth.FALSE);
    }

    @Test
    void event_isNoNumber() {
        assertThat(test(eventLine(CLOSURE, number(NumberOrder.AT_LEAST, "1")), given().closure("2020-07-10")))
                .isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void birthOfTheYoungest_isComparedByAllThatItCanBe() {
        Event birth = new Event.Birth(new Person("child", Person.Which.YOUNGEST));
        Sample.Given given = given().born("2003-02-01").born("?");
        assertThat(test(eventLine(birth, dated(DateOrder.AFTER, "2003-01-31")), given))
                .isEqualTo(Truth.TRUE);
        assertThat(test(eventLine(birth, dated(DateOrder.AFTER, "2003-02-01")), given))
                .isEqualTo(Truth.UNKNOWN);
        assertThat(test(eventLine(birth, PRESENT), given)).isEqualTo(Truth.FALSE);
        assertThat(test(eventLine(birth, MISSING), given())).isEqualTo(Truth.TRUE);
    }

    /** Born on 1 June 2000 (or some day of that month), so 18 on 1 June 2018 (or by the 30th). */
    @ParameterizedTest(name = "born {0}, died {1}, recorded {2}: alive {3}, dead {4}, before 18 {5}")
    @CsvSource({
        "2000-06-01,             2018-05-31,             false, FALSE,   TRUE,    TRUE",
        "2000-06-01,             2018-06-01,             false, FALSE,   TRUE,    FALSE",
        "2000-06-01..2000-06-30, 2018-05-31,             false, FALSE,   TRUE,    TRUE",
        "2000-06-01..2000-06-30, 2018-06-01,             false, FALSE,   TRUE,    UNKNOWN",
        "2000-06-01..2000-06-30, 2018-06-30,             false, FALSE,   TRUE,    FALSE",
        "2000-06-01,             2018-05-01..2018-06-30, false, FALSE,   TRUE,    UNKNOWN",
        "?,                      2018-06-30,             true,  FALSE,   TRUE,    UNKNOWN",
        "2000-06-01,             none,                   true,  TRUE,    FALSE,   FALSE",
        "?,                      none,                   true,  TRUE,    FALSE,   FALSE",
        "2000-06-01,             none,                   false, UNKNOWN, UNKNOWN, UNKNOWN",
        "2000-06-01,             ?,                      true,  UNKNOWN, UNKNOWN, UNKNOWN",
    })
    void person_isAliveDeadOrDiedBeforeAnAge(
            String born, String died, boolean recorded, Truth alive, Truth dead, Truth before) {
        assertPerson(new PersonFacts(value(born), value(died), recorded), alive, dead, before);
    }

    @Test
    void deathOnADayThatCannotBe_mayBeNone() {
        DateValue infinity = new DateValue.Unknown(Gap.NOT_A_DATE);
        assertPerson(new PersonFacts(value("2000-06-01"), infinity, true), Truth.UNKNOWN, Truth.UNKNOWN, Truth.UNKNOWN);
    }

    @Test
    void personLine_ofNobody_isUnknownForAll_andFalseForAny() {
        assertThat(test(person(false, new PersonState.Dead()), given())).isEqualTo(Truth.UNKNOWN);
        assertThat(test(person(true, new PersonState.Dead()), given())).isEqualTo(Truth.FALSE);
    }

    @ParameterizedTest(name = "{0}, {1}: all {2}, any {3}")
    @CsvSource({
        "2018-01-01, 2019-01-01, TRUE,    TRUE",
        "2018-01-01, none,       UNKNOWN, TRUE",
        "none,       none,       UNKNOWN, UNKNOWN",
    })
    void personLine_ofSeveral_isForAllOrForAny(String one, String other, Truth all, Truth any) {
        Sample.Given given = given().died(one).died(other);
        assertThat(test(person(false, new PersonState.Dead()), given)).isEqualTo(all);
        assertThat(test(person(true, new PersonState.Dead()), given)).isEqualTo(any);
    }

    private static void assertPerson(PersonFacts child, Truth alive, Truth dead, Truth before) {
        Sample.Given given = given().child(child);
        assertThat(test(person(false, new PersonState.Alive()), given)).isEqualTo(alive);
        assertThat(test(person(false, new PersonState.Dead()), given)).isEqualTo(dead);
        assertThat(test(person(false, new PersonState.DiedBefore(18)), given)).isEqualTo(before);
    }

    private static Condition person(boolean any, PersonState state) {
        return new Condition.PersonLine("child", any, state, Sample.PLACE);
    }

    private static Matcher number(NumberOrder order, String number) {
        return new Matcher.Numbered(order, new BigDecimal(number));
    }

    private static Matcher dated(DateOrder order, String date) {
        return new Matcher.Dated(order, new DateOperand.Literal(LocalDate.parse(date)));
    }
}
