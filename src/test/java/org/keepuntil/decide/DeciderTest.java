package org.keepuntil.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.keepuntil.decide.Sample.AS_OF;
import static org.keepuntil.decide.Sample.age;
import static org.keepuntil.decide.Sample.decider;
import static org.keepuntil.decide.Sample.fact;
import static org.keepuntil.decide.Sample.given;
import static org.keepuntil.decide.Sample.interval;
import static org.keepuntil.decide.Sample.ladder;
import static org.keepuntil.decide.Sample.permanently;
import static org.keepuntil.decide.Sample.rule;
import static org.keepuntil.decide.Sample.where;
import static org.keepuntil.decide.Sample.yearsAfter;

import java.time.MonthDay;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keepuntil.calendar.Interval;
import org.keepuntil.calendar.YearKind;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Moment;
import org.keepuntil.schedule.Period;
import org.keepuntil.schedule.Rule;

class DeciderTest {
    /** Due on 15 March 2026. */
    private static final Rule TO_25 = rule("to-25", age(25));

    private static final Sample.Given BORN = given().born("2001-03-15");

    private static Decision decide(Decider decider, Sample.Given given) {
        return decider.decide(given.facts(), Standing.CLEAR, AS_OF);
    }

    @Test
    void of_whenTheScheduleHasNoSuchClass_refuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Decider.of(Sample.schedule(), "visit", Optional.empty(), YearStarts.DEFAULTS))
                .withMessageContaining("no records named visit");
    }

    // Which rule governs

    @Test
    void noRule_isUnscheduled() {
        Decision decision = decide(decider(), BORN);
        assertThat(decision.status()).isEqualTo(Status.UNSCHEDULED);
        assertThat(decision.interval()).isEqualTo(Interval.NEVER);
        assertThat(decision.governing()).isEmpty();
    }

    @Test
    void noRuleThatApplies_isUnscheduled() {
        Decision decision = decide(decider(rule("a", fact("a"), age(25))), BORN.fact("a", "false"));
        assertThat(decision.status()).isEqualTo(Status.UNSCHEDULED);
        assertThat(decision.interval()).isEqualTo(Interval.NEVER);
        assertThat(decision.governing()).isEmpty();
        assertThat(decision.rules()).extracting(RuleOutcome::applies).containsExactly(Truth.FALSE);
    }

    @Test
    void rulesThatApply_takeTheLatestOfBothEnds() {
        Decider decider = decider(TO_25, rule("six", yearsAfter(6, "closure")));
        Decision decision = decide(decider, BORN.closure("2015-01-01..2022-01-01"));
        assertThat(decision.interval()).isEqualTo(interval("2026-03-15", "2028-01-02"));
        assertThat(decision.ruleId()).contains("six");
    }

    @Test
    void ruleThatMayApply_countsForTheLatestAndNotForTheEarliest() {
        Decider decider = decider(TO_25, rule("to-75", fact("a"), age(75)));
        Decision decision = decide(decider, BORN.fact("a", "?"));
        assertThat(decision.interval()).isEqualTo(interval("2026-03-15", "2076-03-15"));
        assertThat(decision.ruleId()).contains("to-75");
        assertThat(decision.status()).isEqualTo(Status.UNDETERMINED);
    }

    @Test
    void rulesThatOnlyMayApply_giveNoLatest_andTheLeastEarliest() {
        Decider decider = decider(rule("to-25", fact("a"), age(25)), rule("to-75", fact("b"), age(75)));
        Decision decision = decide(decider, BORN.fact("a", "?").fact("b", "?"));
        assertThat(decision.interval()).isEqualTo(interval("2026-03-15", "never"));
        assertThat(decision.ruleId()).contains("to-75");
        assertThat(decision.status()).isEqualTo(Status.UNDETERMINED);
    }

    @Test
    void ladderThatSaysNothing_isARuleThatDoesNotApply() {
        Decider decider = decider(rule("ladder", ladder(where(fact("a"), age(75)))), TO_25);
        Decision decision = decide(decider, BORN.fact("a", "false"));
        assertThat(decision.rules()).extracting(RuleOutcome::applies).containsExactly(Truth.FALSE, Truth.TRUE);
        assertThat(decision.ruleId()).contains("to-25");
        assertThat(decision.interval()).isEqualTo(interval("2026-03-15", "2026-03-15"));
    }

    @ParameterizedTest(name = "when {0}, ladder {1}: {2}")
    @CsvSource({"true, ?, UNKNOWN", "false, ?, FALSE", "?, true, UNKNOWN", "?, false, FALSE", "true, true, TRUE"})
    void ladderThatMaySayNothing_isAndedWithTheRulesOwnWhen(String when, String step, Truth applies) {
        Decider decider = decider(rule("ladder", fact("a"), ladder(where(fact("b"), age(75)))));
        Decision decision = decide(decider, BORN.fact("a", when).fact("b", step));
        assertThat(decision.rules()).extracting(RuleOutcome::applies).containsExactly(applies);
    }

    @Test
    void permanently_isLongestOfAll() {
        Decision decision = decide(decider(TO_25, rule("ever", permanently())), BORN);
        assertThat(decision.ruleId()).contains("ever");
        assertThat(decision.status()).isEqualTo(Status.PERMANENT);
    }

    @Test
    void governing_whenTheLatestAreEqual_isTheMilderAct_whateverTheEarliest() {
        Decider decider = decider(
                rule("contact", yearsAfter(6, "contact")),
                rule("closure", Optional.empty(), yearsAfter(6, "closure"), Disposal.REVIEW));
        Sample.Given given =
                given().closure("2020-01-01..2020-12-31").event("contact", Sample.known("2020-06-01", "2020-12-31"));
        assertThat(decide(decider, given).ruleId()).contains("closure");
    }

    @Test
    void governing_whenTheLatestAndTheActsAreEqual_isTheFirstInTheFile_evenIfItOnlyMayApply() {
        Decider decider = decider(rule("may", fact("a"), age(25)), rule("does", age(25)));
        assertThat(decide(decider, BORN.fact("a", "?")).ruleId()).contains("may");
    }

    @Test
    void governing_whenBothAreCertain_isTheMilderAct() {
        Decider decider = decider(acting("destroy", Disposal.DESTROY), acting("review", Disposal.REVIEW));
        assertThat(decide(decider, BORN).ruleId()).contains("review");
    }

    @Test
    void governing_whenCertaintyAndActDiffer_isTheMilderAct() {
        Rule mayReview = rule("may-review", Optional.of(fact("a")), age(25), Disposal.REVIEW);
        assertThat(decide(decider(TO_25, mayReview), BORN.fact("a", "?")).status())
                .isEqualTo(Status.IN_REVIEW);
    }

    @ParameterizedTest
    @CsvSource({"?, in review, review", "true, due, destroy", "false, in review, review"})
    void governing_whenTheLongestOnlyMayApply_isTheMildestThatMayGovernInItsPlace(
            String a, String status, String rule) {
        Rule review = rule("review", Optional.empty(), age(18), Disposal.REVIEW);
        Rule destroy = rule("destroy", fact("a"), age(25));
        Decision decision = decide(decider(destroy, review), BORN.fact("a", a));
        assertThat(decision.status().word()).isEqualTo(status);
        assertThat(decision.ruleId()).contains(rule);
    }

    @ParameterizedTest
    @CsvSource({"?, in notice", "true, due"})
    void governing_whenTheLongestOnlyMayApply_isTheOneWithTheNotice(String a, String status) {
        Decision decision = decide(
                decider(rule("silent", fact("a"), age(25)), Sample.withNotice(rule("listed", age(18)), 30)),
                BORN.fact("a", a));
        assertThat(decision.status().word()).isEqualTo(status);
    }

    @Test
    void governing_whenAllIsEqual_isTheFirstInTheFile() {
        Decider decider = decider(rule("first", age(25)), rule("second", age(25)), rule("third", age(25)));
        assertThat(decide(decider, BORN).ruleId()).contains("first");
    }

    @Test
    void flag_neverCompetes() {
        Rule flag = rule("mark", Optional.empty(), age(75), Disposal.FLAG);
        Decision decision = decide(decider(flag, TO_25), BORN);
        assertThat(decision.ruleId()).contains("to-25");
        assertThat(decision.rules()).extracting(outcome -> outcome.rule().id()).containsExactly("to-25");
        assertThat(decision.flags()).extracting(outcome -> outcome.rule().id()).containsExactly("mark");
        assertThat(decision.flags().get(0).interval()).isEqualTo(interval("2076-03-15", "2076-03-15"));
        assertThat(decide(decider(flag), BORN).status()).isEqualTo(Status.UNSCHEDULED);
    }

    private static Rule acting(String id, Disposal then) {
        return rule(id, Optional.empty(), age(25), then);
    }

    // Status, in its order

    @ParameterizedTest(name = "held {0}, referred to {1}: {2}")
    @CsvSource({"true, true, HELD", "true, false, HELD", "false, true, REFERRED_TO", "false, false, DUE"})
    void eligibleRecord_isHeldOrReferredToOrDue(boolean held, boolean referredTo, Status status) {
        Standing standing = new Standing(held, referredTo);
        assertThat(decider(TO_25).decide(BORN.facts(), standing, AS_OF).status())
                .isEqualTo(status);
    }

    @Test
    void recordThatIsNotEligible_isNotSaidToBeHeld() {
        Standing held = new Standing(true, true);
        Facts young = given().born("2010-01-01").facts();
        assertThat(decider(TO_25).decide(young, held, AS_OF).status()).isEqualTo(Status.RETAINED);
        assertThat(decider(TO_25).decide(given().born("?").facts(), held, AS_OF).status())
                .isEqualTo(Status.UNDETERMINED);
        assertThat(decider().decide(young, held, AS_OF).status()).isEqualTo(Status.UNSCHEDULED);
    }

    @ParameterizedTest(name = "born {0}: {1}")
    @CsvSource({
        "2001-11-22,             DUE",
        "2001-11-23,             RETAINED",
        "2001-11-01..2001-11-22, DUE",
        "2001-11-01..2001-11-23, UNDETERMINED",
        "2001-11-22..2001-11-30, UNDETERMINED",
        "2001-11-23..2001-11-30, RETAINED",
        "ever..2001-11-22,       DUE",
        "2001-11-22..never,      UNDETERMINED",
        "2001-11-23..never,      RETAINED",
        "?,                      UNDETERMINED",
    })
    void status_turnsOnTheVeryDay(String born, Status status) {
        assertThat(decide(decider(TO_25), given().born(born)).status()).isEqualTo(status);
    }

    @ParameterizedTest(name = "open {0}: {1}")
    @CsvSource({"true, OPEN, TRUE", "?, OPEN, UNKNOWN", "false, DUE, FALSE"})
    void openRecord_isNeverDue(String open, Status status, Truth isOpen) {
        Decision decision = decide(decider(fact("open"), TO_25), BORN.fact("open", open));
        assertThat(decision.status()).isEqualTo(status);
        assertThat(decision.open()).isEqualTo(isOpen);
        assertThat(decision.interval()).isEqualTo(interval("2026-03-15", "2026-03-15"));
    }

    @Test
    void open_comesBeforeRetained_andAfterPermanentAndUnscheduled() {
        Sample.Given open = given().born("2020-01-01").fact("open", "true");
        assertThat(decide(decider(fact("open"), TO_25), open).status()).isEqualTo(Status.OPEN);
        assertThat(decide(decider(fact("open"), rule("ever", permanently())), open)
                        .status())
                .isEqualTo(Status.PERMANENT);
        assertThat(decide(decider(fact("open")), open).status()).isEqualTo(Status.UNSCHEDULED);
    }

    @Test
    void recordThatWaitsForAnEvent_isOpen() {
        Decision decision = decide(decider(rule("six", yearsAfter(6, "closure"))), given().closure("none"));
        assertThat(decision.status()).isEqualTo(Status.OPEN);
        assertThat(decision.open()).isEqualTo(Truth.FALSE);
        assertThat(decision.interval()).isEqualTo(interval("2032-11-24", "never"));
    }

    @Test
    void recordThatWaitsByAnyRuleThatMayApply_isOpen() {
        Decider decider = decider(TO_25, rule("six", fact("a"), yearsAfter(6, "closure")));
        Sample.Given given = BORN.closure("none");
        assertThat(decide(decider, given.fact("a", "?")).status()).isEqualTo(Status.OPEN);
        assertThat(decide(decider, given.fact("a", "false")).status()).isEqualTo(Status.DUE);
    }

    @Test
    void years_areThoseOfTheBinding() {
        YearStarts july = YearStarts.DEFAULTS.with(YearKind.FINANCIAL, MonthDay.of(7, 1));
        Period period = new Period.Until(new Moment.EndOfYear(YearKind.FINANCIAL, new Moment.Of(Sample.CLOSURE)));
        Decider decider = Decider.of(Sample.schedule(rule("year", period)), "referral", Optional.empty(), july);
        assertThat(decide(decider, given().closure("2025-06-30")).interval())
                .isEqualTo(interval("2025-07-01", "2025-07-01"));
    }
}
