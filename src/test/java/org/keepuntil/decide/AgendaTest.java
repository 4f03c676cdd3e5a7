package org.keepuntil.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keepuntil.decide.Sample.age;
import static org.keepuntil.decide.Sample.decider;
import static org.keepuntil.decide.Sample.fact;
import static org.keepuntil.decide.Sample.given;
import static org.keepuntil.decide.Sample.ladder;
import static org.keepuntil.decide.Sample.noLongerThan;
import static org.keepuntil.decide.Sample.otherwise;
import static org.keepuntil.decide.Sample.permanently;
import static org.keepuntil.decide.Sample.rule;
import static org.keepuntil.decide.Sample.stage;
import static org.keepuntil.decide.Sample.staged;
import static org.keepuntil.decide.Sample.where;
import static org.keepuntil.decide.Sample.withNotice;
import static org.keepuntil.decide.Sample.yearsAfter;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keepuntil.calendar.Span;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Moment;
import org.keepuntil.schedule.Period;
import org.keepuntil.schedule.Rule;

/** What comes next for a record of which several acts are asked (language manual, "Which rule governs" and "Stages"). */
class AgendaTest {
    private static final Rule STAGED =
            staged("staged", stage(yearsAfter(3, "closure"), Disposal.REDACT), stage(age(25), Disposal.DESTROY));
    private static final Rule SIX = rule("six", yearsAfter(6, "closure"));

    /** Born 4 July 2009, closed 1 May 2026. */
    private static final Sample.Given RECORD = given().born("2009-07-04").closure("2026-05-01");

    private static Decision decide(Decider decider, Sample.Given given, Docket docket, String asOf) {
        return decider.decide(given.facts(), new Standing(false, false, docket), LocalDate.parse(asOf));
    }

    private static Docket done(int stage, Docket.Deed deed) {
        return new Docket(
                Map.of(new Docket.Stage("staged", stage), deed), Map.of(), Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        "2029-05-02, retained, 2032-05-02, 1",
        "2032-05-01, retained, 2032-05-02, 1",
        "2032-05-02, due,      2032-05-02, 1",
        "2034-07-03, due,      2032-05-02, 1",
        "2034-07-04, due,      2034-07-04, 2",
    })
    void stage_waitsForEveryOtherRule_andTheLastThatIsDueActs(String asOf, String status, String from, int stage) {
        Decision decision = decide(decider(STAGED, SIX), RECORD, Docket.EMPTY, asOf);
        assertThat(decision.status().word()).isEqualTo(status);
        assertThat(decision.interval().latest()).hasToString(from);
        assertThat(decision.act()).contains(new Act(STAGED, stage));
        assertThat(decision.governing().orElseThrow().rule()).isEqualTo(STAGED);
    }

    @Test
    void stageThatIsDone_isFollowedByTheNext() {
        Decision decision = decide(decider(STAGED, SIX), RECORD, done(1, Docket.Deed.REDACTED), "2032-05-02");
        assertThat(decision.status()).isEqualTo(Status.RETAINED);
        assertThat(decision.interval().latest()).hasToString("2034-07-04");
        assertThat(decision.act()).contains(new Act(STAGED, 2));
    }

    @Test
    void lastStageThatIsLater_isNotWaitedForByTheFirst_whateverItsDay() {
        // closed after the 25th birthday: the last stage is over before the first
        Sample.Given late = given().born("1999-07-04").closure("2026-05-01");
        Decision decision = decide(decider(STAGED), late, Docket.EMPTY, "2026-05-02");
        assertThat(decision.status()).isEqualTo(Status.DUE);
        assertThat(decision.act()).contains(new Act(STAGED, 2));
    }

    @ParameterizedTest
    @CsvSource({
        "REVIEW, 2029-05-02, in review",
        "REVIEW, 2040-01-01, in review",
        "TRANSFER, 2040-01-01, awaiting approval"
    })
    void reviewOrTransferBeforeTheLast_isAwaited_evenWhenAllDaysHavePassed(Disposal then, String asOf, String status) {
        Rule rule = staged("staged", stage(yearsAfter(3, "closure"), then), stage(age(25), Disposal.DESTROY));
        Decision decision = decide(decider(rule), RECORD, Docket.EMPTY, asOf);
        assertThat(decision.status().word()).isEqualTo(status);
        assertThat(decision.act()).contains(new Act(rule, 1));

        Decision after = decide(decider(rule), RECORD, done(1, Docket.Deed.REVIEWED), "2040-01-01");
        assertThat(after.status()).isEqualTo(Status.DUE);
        assertThat(after.act()).contains(new Act(rule, 2));
    }

    @Test
    void actThatTheNextOneWouldNotMakeUpFor_isNotSkipped() {
        Rule rule =
                staged("staged", stage(yearsAfter(3, "closure"), Disposal.ANONYMISE), stage(age(25), Disposal.REVIEW));
        assertThat(decide(decider(rule), RECORD, Docket.EMPTY, "2040-01-01").act())
                .contains(new Act(rule, 1));
        assertThat(decide(decider(rule), RECORD, done(1, Docket.Deed.ANONYMISED), "2040-01-01")
                        .act())
                .contains(new Act(rule, 2));
    }

    @Test
    void stageOfARuleThatOnlyMayApply_doesNotAct() {
        Rule perhaps = rule(
                "perhaps",
                Optional.of(fact("looked after")),
                List.of(stage(yearsAfter(3, "closure"), Disposal.REDACT), stage(age(75), Disposal.DESTROY)));
        Decision decision = decide(decider(perhaps, SIX), RECORD, Docket.EMPTY, "2040-01-01");
        assertThat(decision.status()).isEqualTo(Status.UNDETERMINED);
        assertThat(decision.interval().latest()).hasToString("2084-07-04");

        Decision certain =
                decide(decider(perhaps, SIX), RECORD.fact("looked after", "true"), Docket.EMPTY, "2040-01-01");
        assertThat(certain.status()).isEqualTo(Status.DUE);
        assertThat(certain.act()).contains(new Act(perhaps, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "REDACT,    REDACTED,      redacted",
        "ANONYMISE, ANONYMISED,    anonymised",
        "ANONYMISE, PSEUDONYMISED, pseudonymised",
    })
    void recordOfWhichTheLastStageIsDone_isWhatItLeft(Disposal then, Docket.Deed deed, String status) {
        Rule rule = staged("staged", stage(age(25), then));
        assertThat(decide(decider(rule), RECORD, done(1, deed), "2040-01-01")
                        .status()
                        .word())
                .isEqualTo(status);
        // a rule that keeps longer has something left to do
        assertThat(decide(decider(rule, rule("longer", age(75))), RECORD, done(1, deed), "2040-01-01")
                        .status())
                .isEqualTo(Status.RETAINED);
    }

    @Test
    void pinnedDay_isKept_whenTheValuesHaveGone() {
        Docket docket = new Docket(
                Map.of(new Docket.Stage("staged", 1), Docket.Deed.REDACTED),
                Map.of(new Docket.Stage("staged", 2), LocalDate.parse("2034-07-04")),
                Optional.empty(),
                Optional.empty());
        Sample.Given without = given().closure("2026-05-01");
        assertThat(decide(decider(STAGED), without, docket, "2034-07-03").status())
                .isEqualTo(Status.RETAINED);
        assertThat(decide(decider(STAGED), without, docket, "2034-07-04").status())
                .isEqualTo(Status.DUE);
        assertThat(decide(decider(STAGED), without.born("2010-07-04"), docket, "2034-07-04")
                        .status())
                .as("a birth that was corrected since is later than the pin")
                .isEqualTo(Status.RETAINED);
    }

    @Test
    void pinnedDay_isNotUndercut_byAValueThatIsStillThere() {
        Docket docket = new Docket(
                Map.of(),
                Map.of(new Docket.Stage("to-25", 1), LocalDate.parse("2034-12-31")),
                Optional.empty(),
                Optional.empty());
        Decider decider = decider(rule("to-25", age(25)));
        assertThat(decide(decider, RECORD, docket, "2034-12-30").status()).isEqualTo(Status.RETAINED);
        assertThat(decide(decider, RECORD, docket, "2034-12-31").status()).isEqualTo(Status.DUE);
    }

    @Test
    void pinnedDay_doesNotOutweighWhatIsPermanentByNow() {
        Period keep = ladder(where(fact("looked after"), permanently()), otherwise(age(25)));
        Rule rule = rule("staged", keep);
        Docket docket = new Docket(
                Map.of(),
                Map.of(new Docket.Stage("staged", 1), LocalDate.parse("2034-07-04")),
                Optional.empty(),
                Optional.empty());
        assertThat(decide(decider(rule), RECORD.fact("looked after", "false"), docket, "2040-01-01")
                        .status())
                .isEqualTo(Status.DUE);
        assertThat(decide(decider(rule), RECORD.fact("looked after", "true"), docket, "2040-01-01")
                        .status())
                .isEqualTo(Status.PERMANENT);
    }

    @Test
    void stageThatALaterOneMadeUpFor_doesNotActAfterIt() {
        Rule rule = staged(
                "staged",
                stage(yearsAfter(1, "closure"), Disposal.REDACT),
                stage(yearsAfter(2, "closure"), Disposal.ANONYMISE),
                stage(age(25), Disposal.DESTROY));
        Decision decision = decide(decider(rule), RECORD, done(2, Docket.Deed.ANONYMISED), "2030-01-01");
        assertThat(decision.act()).contains(new Act(rule, 3));
        assertThat(decision.status()).isEqualTo(Status.RETAINED);
    }

    @Test
    void whatComesNext_isWhatIsDoneOnItsDay() {
        Rule rule = staged(
                "staged",
                stage(yearsAfter(1, "closure"), Disposal.REDACT),
                stage(yearsAfter(2, "closure"), Disposal.ANONYMISE),
                stage(age(25), Disposal.DESTROY));
        Decision before = decide(decider(rule, SIX), RECORD, Docket.EMPTY, "2026-06-01");
        Decision then = decide(decider(rule, SIX), RECORD, Docket.EMPTY, "2032-05-02");
        assertThat(before.interval().latest()).hasToString("2032-05-02");
        assertThat(then.act()).contains(new Act(rule, 2));
        assertThat(before.act()).isEqualTo(then.act());
    }

    @ParameterizedTest
    @CsvSource({
        "2026-06-01, retained", // 31 days after 1 May have not passed
        "2026-06-02, conflict",
        "2034-07-03, conflict",
        "2034-07-04, due",
    })
    void maximumThatHasPassed_isAConflict_whileAMinimumRuns(String asOf, String status) {
        Period month = new Period.After(new Span(0, 31), "31 days", new Moment.Of(Sample.CLOSURE));
        Rule most = noLongerThan(rule("most", month), month);
        assertThat(decide(decider(most, rule("least", age(25))), RECORD, Docket.EMPTY, asOf)
                        .status()
                        .word())
                .isEqualTo(status);
    }

    @Test
    void maximumThatHasPassed_isNoConflict_whereTheMinimumMayBeOver() {
        Rule most = noLongerThan(SIX, yearsAfter(6, "closure"));
        Sample.Given vague = given().born("2001-01-01..2030-12-31").closure("2010-01-01");
        assertThat(decide(decider(most, rule("least", age(25))), vague, Docket.EMPTY, "2026-11-22")
                        .status())
                .isEqualTo(Status.UNDETERMINED);
    }

    @Test
    void maximum_doesNotOutweighPermanently_norAnOpenRecord() {
        Rule most = noLongerThan(SIX, yearsAfter(6, "closure"));
        assertThat(decide(decider(most, rule("always", permanently())), RECORD, Docket.EMPTY, "2040-01-01")
                        .status())
                .isEqualTo(Status.PERMANENT);
        assertThat(decide(decider(fact("open"), most), RECORD.fact("open", "true"), Docket.EMPTY, "2040-01-01")
                        .status())
                .isEqualTo(Status.OPEN);
    }

    @ParameterizedTest
    @CsvSource({
        "six,   2032-06-01, 2032-06-30, in notice",
        "six,   2032-06-01, 2032-07-01, in notice", // the thirtieth day
        "six,   2032-06-01, 2032-07-02, due",
        "other, 2032-06-01, 2032-07-02, in notice",
        "six,   ,           2032-07-02, in notice",
    })
    void notice_isCountedFromTheDayAfterTheList(String rule, String since, String asOf, String status) {
        Docket docket = since == null
                ? Docket.EMPTY
                : new Docket(
                        Map.of(),
                        Map.of(),
                        Optional.of(new Docket.Notice(rule, LocalDate.parse(since))),
                        Optional.empty());
        assertThat(decide(decider(withNotice(SIX, 30)), RECORD, docket, asOf)
                        .status()
                        .word())
                .isEqualTo(status);
    }

    @Test
    void estimate_isForAPerson_howeverOldItIs() {
        Facts guessed =
                new Facts(RECORD.facts().events(), RECORD.facts().people(), Map.of(), Set.of("birth of the child"));
        Decision decision =
                decider(rule("to-25", age(25))).decide(guessed, Standing.CLEAR, LocalDate.parse("2099-01-01"));
        assertThat(decision.status()).isEqualTo(Status.IN_REVIEW);
    }
}
