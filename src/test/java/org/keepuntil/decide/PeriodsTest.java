package org.keepuntil.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keepuntil.decide.Sample.AS_OF;
import static org.keepuntil.decide.Sample.age;
import static org.keepuntil.decide.Sample.fact;
import static org.keepuntil.decide.Sample.given;
import static org.keepuntil.decide.Sample.interval;
import static org.keepuntil.decide.Sample.ladder;
import static org.keepuntil.decide.Sample.longest;
import static org.keepuntil.decide.Sample.otherwise;
import static org.keepuntil.decide.Sample.permanently;
import static org.keepuntil.decide.Sample.shortest;
import static org.keepuntil.decide.Sample.where;
import static org.keepuntil.decide.Sample.yearsAfter;
import static org.keepuntil.decide.Sample.yearsFromDeath;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.schedule.Period;
import org.keepuntil.schedule.Person.Which;

class PeriodsTest {
    private static PeriodOutcome evaluate(Period period, Sample.Given given) {
        Facts facts = given.facts();
        return new Periods(facts, new Conditions(facts), YearStarts.DEFAULTS, AS_OF, Docket.EMPTY).evaluate(period);
    }

    private static void assertGives(PeriodOutcome outcome, String earliest, String latest, boolean waiting) {
        assertThat(outcome.derivation().interval()).isEqualTo(interval(earliest, latest));
        assertThat(outcome.derivation().waiting()).as("waiting").isEqualTo(waiting);
    }

    @ParameterizedTest(name = "{0}: {1} to {2}, waiting {3}")
    @CsvSource({
        "2015-03-10,             2021-03-11, 2021-03-11, false",
        "2015-03-10..2016-03-10, 2021-03-11, 2022-03-11, false",
        "2015-03-10..never,      2021-03-11, never,      false",
        "ever..2015-03-10,       ever,       2021-03-11, false",
        "none,                   2032-11-24, never,      true",
        "?,                      ever,       never,      false",
    })
    void leaf_givesBothEndsThroughTheRuling(String closure, String earliest, String latest, boolean waiting) {
        assertGives(evaluate(yearsAfter(6, "closure"), given().closure(closure)), earliest, latest, waiting);
    }

    @Test
    void leaf_whenItsEventHasNoEntry_isUnknown() {
        assertGives(evaluate(yearsAfter(6, "closure"), given()), "ever", "never", false);
    }

    @Test
    void onlyPerson_whenNobodyIsThere_isUnknown() {
        assertGives(evaluate(age(25), given()), "ever", "never", false);
    }

    @Test
    void onlyPerson_whenThereAreTwo_isUnknown() {
        assertGives(evaluate(age(25), given().born("2001-03-15").born("2001-03-15")), "ever", "never", false);
    }

    @Test
    void onlyPerson_isTheOneInTheRole() {
        assertGives(evaluate(age(25), given().born("2001-03-15")), "2026-03-15", "2026-03-15", false);
    }

    @Test
    void youngest_isTheLastBorn() {
        Sample.Given three = given().born("2003-02-01").born("2014-10-09").born("2008-07-20");
        assertGives(evaluate(age(25, Which.YOUNGEST), three), "2039-10-09", "2039-10-09", false);
    }

    @Test
    void youngest_whenOneBirthIsUnknown_isFromTheYoungestKnownToNever() {
        Sample.Given three = given().born("2003-02-01").born("?").born("2014-10-09");
        assertGives(evaluate(age(25, Which.YOUNGEST), three), "2039-10-09", "never", false);
    }

    @Test
    void youngest_whenBirthsAreImprecise_takesTheMaximumOfBothEnds() {
        Sample.Given two = given().born("2003-01-01..2003-12-31").born("2003-06-01..2003-06-30");
        assertGives(evaluate(age(25, Which.YOUNGEST), two), "2028-06-01", "2028-12-31", false);
    }

    @Test
    void youngest_whenNobodyIsThere_isUnknown() {
        assertGives(evaluate(age(25, Which.YOUNGEST), given()), "ever", "never", false);
    }

    @Test
    void eldest_isTheFirstBorn() {
        Sample.Given two = given().born("2008-07-20").born("2003-02-01");
        assertGives(evaluate(age(25, Which.ELDEST), two), "2028-02-01", "2028-02-01", false);
    }

    @Test
    void eldest_whenOneBirthIsUnknown_isFromEverToTheEldestKnown() {
        Sample.Given two = given().born("2008-07-20").born("?");
        assertGives(evaluate(age(25, Which.ELDEST), two), "ever", "2033-07-20", false);
    }

    @Test
    void eldest_whenNobodyIsThere_isUnknown() {
        assertGives(evaluate(age(25, Which.ELDEST), given()), "ever", "never", false);
    }

    @Test
    void youngestDeath_isThatOfTheLastBorn() {
        Sample.Given two = two("2003-02-01", "2012-01-01", "2005-07-20", "2010-05-05");
        assertGives(evaluate(yearsFromDeath(15, Which.YOUNGEST), two), "2025-05-05", "2025-05-05", false);
    }

    @Test
    void eldestDeath_whenTheFirstBornIsAlive_waits_thoughAnotherDied() {
        Sample.Given two = two("2003-02-01", "none", "2005-07-20", "2010-05-05");
        assertGives(evaluate(yearsFromDeath(15, Which.ELDEST), two), "2041-11-23", "never", true);
    }

    @Test
    void eldestDeath_whenEitherMayBeTheEldest_isFromTheFirstDeathToTheLast() {
        Sample.Given two = two("2003-02-01", "2012-01-01", "?", "2010-05-05");
        assertGives(evaluate(yearsFromDeath(15, Which.ELDEST), two), "2025-05-05", "2027-01-01", false);
    }

    @Test
    void youngestDeath_ofTwins_isFromTheFirstToTheLast() {
        Sample.Given two = two("2003-02-01", "2012-01-01", "2003-02-01", "none");
        assertGives(evaluate(yearsFromDeath(15, Which.YOUNGEST), two), "2027-01-01", "never", true);
    }

    private static Sample.Given two(String born, String died, String otherBorn, String otherDied) {
        return given().child(new Facts.PersonFacts(Sample.value(born), Sample.value(died), false))
                .child(new Facts.PersonFacts(Sample.value(otherBorn), Sample.value(otherDied), false));
    }

    @Test
    void eldestDeath_whenNoneHasHappened_waits() {
        Sample.Given two = given().died("none").died("none");
        assertGives(evaluate(yearsFromDeath(15, Which.ELDEST), two), "2041-11-23", "never", true);
    }

    @Test
    void eldestDeath_whenOneHasNotHappenedAndOneIsUnknown_waits() {
        Sample.Given two = given().died("none").died("?");
        assertGives(evaluate(yearsFromDeath(15, Which.ELDEST), two), "ever", "never", true);
    }

    @Test
    void permanently_isNeverAndDoesNotWait() {
        assertGives(evaluate(permanently(), given()), "never", "never", false);
    }

    @Test
    void unreferenced_waitsUntilTheLastReferenceWent() {
        assertGives(evaluate(new Period.UntilUnreferenced(), given()), "2026-11-23", "never", true);
    }

    @ParameterizedTest(name = "born {0}, closed {1}: {2} to {3}, waiting {4}")
    @CsvSource({
        "2001-03-15, 2022-03-10,           2028-03-11, 2028-03-11, false",
        "2001-03-15, 2010-03-10,           2026-03-15, 2026-03-15, false",
        "2001-03-15, 2019-01-01..2022-01-01, 2026-03-15, 2028-01-02, false",
        "?,          2022-03-10,           2028-03-11, never,      false",
        "2001-03-15, none,                 2032-11-24, never,      true",
        "2020-03-15, none,                 2045-03-15, never,      true",
    })
    void longest_takesTheMaximumOfBothEnds_andWaitsWithAnyMember(
            String born, String closure, String earliest, String latest, boolean waiting) {
        Sample.Given given = given().born(born).closure(closure);
        assertGives(evaluate(longest(age(25), yearsAfter(6, "closure")), given), earliest, latest, waiting);
    }

    @ParameterizedTest(name = "born {0}, closed {1}: {2} to {3}, waiting {4}")
    @CsvSource({
        "2001-03-15, 2022-03-10, 2026-03-15, 2026-03-15, false",
        "2001-03-15, none,       2026-03-15, 2026-03-15, false",
        "2020-03-15, none,       2032-11-24, 2045-03-15, false",
        "?,          2022-03-10, ever,       2028-03-11, false",
        "?,          none,       ever,       never,      true",
        "?,          ?,          ever,       never,      false",
    })
    void shortest_takesTheMinimumOfBothEnds_andWaitsOnlyWhereNothingBoundsIt(
            String born, String closure, String earliest, String latest, boolean waiting) {
        Sample.Given given = given().born(born).closure(closure);
        assertGives(evaluate(shortest(age(25), yearsAfter(6, "closure")), given), earliest, latest, waiting);
    }

    private static final Period LADDER =
            ladder(where(fact("a"), age(75)), where(fact("b"), yearsAfter(6, "closure")), otherwise(age(25)));

    @ParameterizedTest(name = "a {0}, b {1}, closed {2}: {3} to {4}, waiting {5}")
    @CsvSource({
        "true,  true,  none,       2075-01-05, 2075-01-05, false",
        "true,  ?,     none,       2075-01-05, 2075-01-05, false",
        "false, true,  2010-01-01, 2016-01-02, 2016-01-02, false",
        "false, true,  none,       2032-11-24, never,      true",
        "false, false, none,       2025-01-05, 2025-01-05, false",
        "?,     false, none,       2025-01-05, 2075-01-05, false",
        "?,     true,  2010-01-01, 2016-01-02, 2075-01-05, false",
        "?,     ?,     2010-01-01, 2016-01-02, 2075-01-05, false",
        "?,     ?,     none,       2025-01-05, never,      true",
        "false, ?,     2010-01-01, 2016-01-02, 2025-01-05, false",
    })
    void ladder_spansTheAlternativesThatMayApply(
            String a, String b, String closure, String earliest, String latest, boolean waiting) {
        Sample.Given given =
                given().born("2000-01-05").closure(closure).fact("a", a).fact("b", b);
        PeriodOutcome outcome = evaluate(LADDER, given);
        assertGives(outcome, earliest, latest, waiting);
        assertThat(outcome.says()).isEqualTo(Truth.TRUE);
    }

    @ParameterizedTest(name = "a {0}, b {1}: says {2}")
    @CsvSource({
        "true,  false, TRUE", "false, true,  TRUE", "?,     true,  TRUE", "false, false, FALSE",
        "?,     false, UNKNOWN", "false, ?,     UNKNOWN", "?,     ?,     UNKNOWN", "true,  ?,     TRUE",
    })
    void ladderWithoutALastStep_saysSomethingOnlyWhereAnAlternativeApplies(String a, String b, Truth says) {
        Period open = ladder(where(fact("a"), age(75)), where(fact("b"), age(25)));
        Sample.Given given = given().born("2000-01-05").fact("a", a).fact("b", b);
        assertThat(evaluate(open, given).says()).isEqualTo(says);
    }

    @ParameterizedTest(name = "a {0}, b {1}: says {2}")
    @CsvSource({
        "true,  true,  TRUE", "true,  false, FALSE", "true,  ?,     UNKNOWN",
        "false, false, TRUE", "?,     true,  TRUE", "?,     false, UNKNOWN",
    })
    void ladderWithinALadder_saysWhatTheAlternativeReachedSays(String a, String b, Truth says) {
        Period nested = ladder(where(fact("a"), ladder(where(fact("b"), age(75)))), otherwise(age(25)));
        Sample.Given given = given().born("2000-01-05").fact("a", a).fact("b", b);
        assertThat(evaluate(nested, given).says()).isEqualTo(says);
    }

    @ParameterizedTest(name = "a {0}: says {1}")
    @CsvSource({"true, TRUE", "false, FALSE", "?, UNKNOWN"})
    void ladderWithinALongest_makesItSayNothingWhereItSaysNothing(String a, Truth says) {
        Sample.Given given = given().born("2000-01-05").fact("a", a);
        assertThat(evaluate(longest(age(25), ladder(where(fact("a"), age(75)))), given)
                        .says())
                .isEqualTo(says);
        assertThat(evaluate(shortest(age(25), ladder(where(fact("a"), age(75)))), given)
                        .says())
                .isEqualTo(says);
    }
}
