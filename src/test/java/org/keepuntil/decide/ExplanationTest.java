package org.keepuntil.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keepuntil.decide.Sample.AS_OF;
import static org.keepuntil.decide.Sample.NOT_YET;
import static org.keepuntil.decide.Sample.age;
import static org.keepuntil.decide.Sample.decider;
import static org.keepuntil.decide.Sample.fact;
import static org.keepuntil.decide.Sample.given;
import static org.keepuntil.decide.Sample.known;
import static org.keepuntil.decide.Sample.ladder;
import static org.keepuntil.decide.Sample.longest;
import static org.keepuntil.decide.Sample.otherwise;
import static org.keepuntil.decide.Sample.permanently;
import static org.keepuntil.decide.Sample.rule;
import static org.keepuntil.decide.Sample.shortest;
import static org.keepuntil.decide.Sample.value;
import static org.keepuntil.decide.Sample.where;
import static org.keepuntil.decide.Sample.yearsAfter;
import static org.keepuntil.decide.Sample.yearsFromDeath;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.keepuntil.calendar.Span;
import org.keepuntil.calendar.YearKind;
import org.keepuntil.decide.Explanation.Section;
import org.keepuntil.decide.Facts.PersonFacts;
import org.keepuntil.schedule.Condition;
import org.keepuntil.schedule.Condition.DateOperand;
import org.keepuntil.schedule.Condition.DateOrder;
import org.keepuntil.schedule.Condition.Matcher;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Event;
import org.keepuntil.schedule.Moment;
import org.keepuntil.schedule.Period;
import org.keepuntil.schedule.Person;
import org.keepuntil.schedule.Person.Which;
import org.keepuntil.schedule.Rule;

class ExplanationTest {
    private static final Rule TO_25 = rule("to-25", age(25));
    private static final Rule SIX = rule("six", yearsAfter(6, "closure"));

    private static List<Section> explain(Decider decider, Sample.Given given, Standing standing, String... sentences) {
        Facts facts = given.facts();
        return Explanation.of(decider.decide(facts, standing, AS_OF), facts, standing, AS_OF, List.of(sentences));
    }

    private static List<String> lines(String heading, Decider decider, Sample.Given given) {
        return lines(heading, explain(decider, given, Standing.CLEAR));
    }

    private static List<String> lines(String heading, List<Section> sections) {
        return sections.stream()
                .filter(section -> section.heading().equals(heading))
                .findFirst()
                .orElseThrow()
                .lines();
    }

    private static List<String> rules(Decider decider, Sample.Given given) {
        return lines("What each rule gives", decider, given);
    }

    private static List<String> outlook(Decider decider, Sample.Given given) {
        return lines("What happens when", decider, given);
    }

    @Test
    void explanation_goesFromTheFactsToWhatHappens() {
        assertThat(explain(decider(TO_25), given().born("2004-02-29"), Standing.CLEAR))
                .containsExactly(
                        new Section("What is known", List.of("child: born 2004-02-29")),
                        new Section(
                                "What each rule gives",
                                List.of(
                                        "to-25: until age 25 of child, then destroy",
                                        "  It applies to every record of the class.",
                                        "  Eligible on 2029-03-01:",
                                        "    born 2004-02-29; the age of 25 is attained at the start of 1 March 2029"
                                                + " (29 February does not exist in 2029; Family Law Reform Act 1969 s.9)")),
                        new Section(
                                "Which rule governs",
                                List.of(
                                        "to-25 governs: no other rule applies.",
                                        "Together the rules give: eligible on 2029-03-01.")),
                        new Section(
                                "What stands in the way",
                                List.of("Nothing: no hold covers the record, and nothing that stays refers to it.")),
                        new Section(
                                "Status", List.of("As of 2026-11-22: retained (kept until a day that has not come).")),
                        new Section(
                                "What happens when",
                                List.of("It will be destroyed on or after 2029-03-01, unless a hold covers it then or"
                                        + " a fact changes before.")));
    }

    // What is known

    @Test
    void facts_ofEveryKind_haveALineEach() {
        Sample.Given given = given().closure("2015-03-10")
                .event("last contact", NOT_YET)
                .event("referral", value("?"))
                .event("visit", value("2015-03-01..never"))
                .fact("looked after", "true")
                .fact("service", new FactValue.Text("CIN"))
                .fact("score", new FactValue.Numeric(new BigDecimal("1E+2")))
                .fact("outcome", "?")
                .child(new PersonFacts(known("2001-03-15"), NOT_YET, true));
        assertThat(lines("What is known", decider(), given))
                .containsExactly(
                        "child: born 2001-03-15; alive",
                        "closure: 2015-03-10",
                        "last contact: has not happened yet",
                        "referral: not known (no date is recorded)",
                        "visit: 2015-03-01 or later",
                        "looked after: true",
                        "outcome: no value",
                        "score: 100",
                        "service: CIN");
    }

    @Test
    void people_readTheSameInWhateverOrderTheyCome() {
        Sample.Given one = given().born("2014-10-09").died("2003-02-01").born("?");
        Sample.Given other = given().born("?").born("2014-10-09").died("2003-02-01");
        assertThat(lines("What is known", decider(), one))
                .containsExactly(
                        "child 1 of 3: born 2000-01-01; died 2003-02-01",
                        "child 2 of 3: born 2014-10-09",
                        "child 3 of 3: born not known (no date is recorded)")
                .isEqualTo(lines("What is known", decider(), other));
        assertThat(lines("What is known", decider(), given())).containsExactly("child: nobody is recorded");
    }

    // What each rule gives

    @Test
    void after_saysThatTheDayIsNotCounted() {
        assertThat(rules(decider(SIX), given().closure("2016-02-29")))
                .last()
                .isEqualTo("    closure on 2016-02-29; that day is not counted; the period of 6 years ends with"
                        + " 28 February 2022 (29 February does not exist in 2022, so the last day of the month counts;"
                        + " Dodds v Walker 1981); eligible on 1 March 2022");
    }

    @Test
    void beginningWith_saysThatTheDayCounts() {
        assertThat(rules(decider(rule("death", yearsFromDeath(15, Which.ONLY))), given().died("2016-02-29")))
                .last()
                .isEqualTo("    died 2016-02-29; that day counts as the first; the period of 15 years is over at the"
                        + " start of 1 March 2031 (29 February does not exist in 2031)");
    }

    @Test
    void untilAnEvent_saysWhenItHasPassed() {
        Period until = new Period.Until(new Moment.Of(Sample.CLOSURE));
        assertThat(rules(decider(rule("until", until)), given().closure("2016-02-29")))
                .last()
                .isEqualTo("    closure on 2016-02-29; it has passed at the start of 1 March 2016");
    }

    @Test
    void afterTheEndOfAYearOfAnAge_saysEveryStep() {
        Moment age = new Moment.Age(18, new Person("child", Which.ONLY));
        Period period = new Period.After(new Span(36, 0), "3 years", new Moment.EndOfYear(YearKind.ACADEMIC, age));
        assertThat(rules(decider(rule("year", period)), given().born("2001-08-31")))
                .last()
                .isEqualTo("    born 2001-08-31; the age of 18 is attained at the start of 31 August 2019 (Family Law"
                        + " Reform Act 1969 s.9); the academic year of that day is over at the start of 1 September 2019;"
                        + " that whole day counts (Matthew v Sedman 2021); the period of 3 years is over at the start of"
                        + " 1 September 2022");
    }

    @Test
    void longest_saysWhichMemberDecides() {
        Sample.Given given = given().born("2008-05-01..2008-05-31").closure("none");
        assertThat(rules(decider(rule("both", longest(age(25), yearsAfter(6, "closure")))), given))
                .containsExactly(
                        "both: the longest of: until age 25 of child; 6 years after closure, then destroy",
                        "  It applies to every record of the class.",
                        "  Not eligible before 2033-05-01; the latest day is not known:",
                        "    “6 years after closure” decides",
                        "    until age 25 of child: eligible on some day from 2033-05-01 to 2033-05-31",
                        "      born between 2008-05-01 and 2008-05-31; at the earliest 1 May 2033, at the latest 31 May 2033",
                        "    6 years after closure: not eligible before 2032-11-24; the latest day is not known",
                        "      closure has not happened yet; so not before 24 November 2032, and not until it has happened");
    }

    @Test
    void shortest_saysWhichMemberDecides() {
        Sample.Given given = given().born("?").closure("2016-05-01");
        assertThat(rules(decider(rule("both", shortest(age(25), yearsAfter(6, "closure")))), given))
                .contains(
                        "  Eligible on 2022-05-02 at the latest; the earliest day is not known:",
                        "    “6 years after closure” decides",
                        "    until age 25 of child: no day can be given",
                        "      birth of child is not known: no date is recorded; so there is no day that can be relied on");
    }

    private static final Decider LADDER =
            decider(rule("ladder", ladder(where(fact("looked after"), age(75)), otherwise(age(25)))));

    @Test
    void ladder_saysWhatWasTestedAndWhichAlternativeApplies() {
        Sample.Given given = given().born("2000-01-05").fact("looked after", "false");
        assertThat(rules(LADDER, given))
                .contains(
                        "ladder: the first that applies: until age 75 of child when looked after: true;"
                                + " until age 25 of child, then destroy",
                        "    “looked after: true” does not hold; so “until age 25 of child” applies",
                        "    until age 25 of child: eligible on 2025-01-05")
                .noneMatch(line -> line.contains("2075"));
    }

    @Test
    void ladder_whenAConditionIsNotKnown_showsAllThatMayApply() {
        Sample.Given given = given().born("2000-01-05").fact("looked after", "?");
        assertThat(rules(LADDER, given))
                .contains(
                        "  Eligible on some day from 2025-01-05 to 2075-01-05:",
                        "    “looked after: true” can't be told; so it is not known which applies, and every one"
                                + " counts that may",
                        "    until age 75 of child: eligible on 2075-01-05",
                        "    until age 25 of child: eligible on 2025-01-05");
        assertThat(outlook(LADDER, given))
                .containsExactly(
                        "It will be destroyed on or after 2075-01-05, unless a hold covers it then or a fact changes before.",
                        "What is missing could bring that forward.",
                        "What is missing:",
                        "  “looked after: true” can't be told: no value is recorded");
    }

    @Test
    void ladder_whenNoneApplies_isARuleThatDoesNotApply() {
        Decider decider = decider(rule("ladder", ladder(where(fact("a"), age(75)))));
        assertThat(rules(decider, given().fact("a", "false")))
                .containsExactly(
                        "ladder: the first that applies: until age 75 of child when a: true, then destroy",
                        "  It does not apply.",
                        "    “a: true” does not hold; no alternative applies, so the period says nothing");
    }

    @Test
    void ruleThatDoesNotApply_saysWhy_andGivesNoDate() {
        Decider decider = decider(rule("to-75", fact("looked after"), age(75)), TO_25);
        Sample.Given given = given().born("2000-01-05").fact("looked after", "false");
        assertThat(rules(decider, given))
                .startsWith(
                        "to-75: until age 75 of child, then destroy",
                        "  It does not apply.",
                        "    “looked after: true” does not hold",
                        "to-25: until age 25 of child, then destroy");
    }

    @Test
    void youngest_countsThePeople_andNamesNobody() {
        Decider decider = decider(rule("youngest", age(25, Which.YOUNGEST)));
        Sample.Given given = given().born("2003-02-01").born("?").born("2014-10-09");
        assertThat(rules(decider, given))
                .last()
                .isEqualTo("    of 3 people, for 1 of whom the date is not known: the youngest child born 2014-10-09 or"
                        + " later; so not before 9 October 2039, and there is no latest day that can be relied on");
    }

    @Test
    void onlyPerson_whenThereAreTwo_saysSo() {
        assertThat(outlook(decider(TO_25), given().born("2001-03-15").born("2002-03-15")))
                .containsExactly(
                        "Nothing happens until what is missing is known.",
                        "What is missing:",
                        "  birth of child: 2 people are recorded as child, and one is meant");
    }

    // Which rule governs

    private static List<String> governing(Sample.Given given, Rule... rules) {
        return lines("Which rule governs", decider(rules), given);
    }

    @Test
    void governing_saysWhyEachOtherRuleGivesWay() {
        Sample.Given given = given().born("2001-03-15").closure("2020-03-14").fact("a", "?");
        Rule review = rule("review", Optional.empty(), age(25), Disposal.REVIEW);
        assertThat(governing(
                        given,
                        TO_25,
                        review,
                        rule("may", Optional.of(fact("a")), age(25), Disposal.REVIEW),
                        rule("second", Optional.empty(), age(25), Disposal.REVIEW),
                        rule("ten", age(10))))
                .containsExactly(
                        "review governs: it keeps longest (eligible on 2026-03-15).",
                        "  to-25 (eligible on 2026-03-15) ends in “destroy”, and “review” is milder.",
                        "  may (eligible on 2026-03-15) stands later in the schedule.",
                        "  second (eligible on 2026-03-15) stands later in the schedule.",
                        "  ten (eligible on 2011-03-15) is over earlier.",
                        "Together the rules give: eligible on 2026-03-15.");
    }

    @Test
    void governing_whenTheLongestOnlyMayApply_saysWhyAMilderOneIsFollowed() {
        Sample.Given given = given().born("2001-03-15").fact("a", "?");
        Rule review = rule("review", Optional.empty(), age(18), Disposal.REVIEW);
        assertThat(governing(given, review, rule("may", fact("a"), age(25))))
                .containsExactly(
                        "review governs: of the rules that may keep longest it asks the mildest (eligible on 2019-03-15).",
                        "  may (eligible on 2026-03-15) is over later, but is not certain to apply, and ends in “destroy”.",
                        "Together the rules give: eligible on some day from 2019-03-15 to 2026-03-15.");
    }

    @Test
    void governing_whenARuleMayBeOverEarlier_saysSo() {
        Sample.Given given = given().closure("none");
        assertThat(governing(given, SIX, rule("ever", permanently())))
                .anyMatch(line -> line.startsWith("  six (") && line.endsWith(" may be over earlier."));
    }

    @Test
    void governing_whenItOnlyMayApply_saysThatTheRecordIsKeptAsIfItDid() {
        Sample.Given given = given().born("2001-03-15").fact("a", "?");
        assertThat(governing(given, rule("may", fact("a"), age(25))))
                .containsExactly(
                        "may governs: no other rule applies.",
                        "That it applies can't be told: until it can, the record is kept as if it did.",
                        "Together the rules give: not eligible before 2026-03-15; the latest day is not known.");
    }

    // What stands in the way, and what happens

    @Test
    void hold_isSaidInTheSentencesThatAreGiven() {
        Standing held = new Standing(true, false);
        Sample.Given given = given().born("2001-03-15");
        assertThat(lines("What stands in the way", explain(decider(TO_25), given, held, "Held since 2026-01-05.")))
                .containsExactly("Held since 2026-01-05.");
        assertThat(lines("What stands in the way", explain(decider(TO_25), given, held)))
                .containsExactly("A hold covers the record.");
        assertThat(lines("What happens when", explain(decider(TO_25), given, held)))
                .containsExactly(
                        "Nothing happens while a hold covers the record. It has been eligible since 2026-03-15.");
    }

    @Test
    void reference_isSaid() {
        List<Section> sections = explain(decider(TO_25), given().born("2001-03-15"), new Standing(false, true));
        assertThat(lines("What stands in the way", sections)).containsExactly("A record that stays refers to it.");
        assertThat(lines("What happens when", sections))
                .containsExactly(
                        "Nothing happens while a record that stays refers to it. It has been eligible since 2026-03-15.");
    }

    @Test
    void openRecord_isSaidToBeOpen() {
        Sample.Given given = given().born("2001-03-15");
        List<Section> open = explain(decider(fact("open"), TO_25), given.fact("open", "true"), Standing.CLEAR);
        assertThat(lines("What stands in the way", open)).containsExactly("The record is open.");
        assertThat(lines("What happens when", open))
                .containsExactly("Nothing happens while the record is open, whatever its rules give.");
        assertThat(lines("What stands in the way", decider(fact("open"), TO_25), given))
                .containsExactly("Whether the record is open can't be told, so it counts as open.");
    }

    @Test
    void waitingRecord_namesWhatItWaitsFor() {
        assertThat(outlook(decider(SIX), given().closure("none")))
                .containsExactly("Nothing happens until this has happened: closure.");
    }

    @Test
    void dueRecord_saysSinceWhen_andWhatTheActIs() {
        assertThat(outlook(decider(TO_25), given().born("2001-03-15")))
                .containsExactly(
                        "It will be destroyed by the next run that has approval, unless a hold is placed or a fact changes before."
                                + " It has been eligible since 2026-03-15.");
        Rule review = rule("review", Optional.empty(), age(25), Disposal.REVIEW);
        assertThat(outlook(decider(review), given().born("2001-03-15")))
                .containsExactly(
                        "A person decides. It is on the review list; nothing happens by itself.",
                        "It is reported when it is undecided after 90 days. It has been eligible since 2026-03-15.");
    }

    @Test
    void retainedRecord_whenItsDayIsNotExact_givesTheLatest_andWhatIsMissing() {
        assertThat(outlook(decider(TO_25), given().born("2008-05-01..2008-05-31")))
                .containsExactly(
                        "It will be destroyed on or after 2033-05-31, unless a hold covers it then or a fact changes before.",
                        "What is missing could bring that forward, but not before 2033-05-01.",
                        "What is missing:",
                        "  birth of child: known only as between 2008-05-01 and 2008-05-31");
    }

    @Test
    void retainedRecord_whenNoLatestDayIsKnown_saysWhatIsMissing() {
        Sample.Given given = given().born("?").closure("2024-01-01");
        assertThat(outlook(decider(TO_25, SIX), given))
                .containsExactly(
                        "Nothing happens before 2030-01-02, and nothing after it until what is missing is known.",
                        "What is missing:",
                        "  birth of child: no date is recorded");
    }

    @Test
    void missing_leavesOutWhatNoLongerMatters() {
        // The closure is not known to the day, but six years after it are over on every day that it can be.
        Sample.Given given = given().born("?").closure("2015-01-01..2015-12-31");
        assertThat(outlook(decider(TO_25, SIX), given))
                .containsExactly(
                        "Nothing happens until what is missing is known.",
                        "What is missing:",
                        "  birth of child: no date is recorded");
    }

    @Test
    void missing_namesTheConditionOfALadderThatMaySayNothing() {
        Decider decider = decider(rule("ladder", ladder(where(fact("a"), age(25)))));
        assertThat(outlook(decider, given().born("2001-03-15").fact("a", "?")))
                .containsExactly(
                        "Nothing happens until what is missing is known.",
                        "What is missing:",
                        "  “a: true” can't be told: no value is recorded");
    }

    @Test
    void missing_namesTheEventsThatAConditionCannotCompare() {
        Condition afterClosure = Sample.eventLine(
                new Event.Declared("last contact"),
                new Matcher.Dated(DateOrder.AFTER, new DateOperand.EventDay(Sample.CLOSURE)));
        Sample.Given given = given().born("2001-03-15").closure("none").event("last contact", known("2020-01-01"));
        assertThat(outlook(decider(rule("contact", afterClosure, age(25))), given))
                .contains("  “last contact: after closure” can't be told: last contact on 2020-01-01;"
                        + " closure has not happened yet");
    }

    @Test
    void permanentAndUnscheduledRecords_stay() {
        assertThat(outlook(decider(rule("ever", permanently())), given()))
                .containsExactly("Nothing happens: the record is kept for ever.");
        assertThat(outlook(decider(), given()))
                .containsExactly("Nothing happens: no rule says how long the record is kept, so it stays.");
        assertThat(rules(decider(), given())).containsExactly("No rule is written for this class.");
    }

    @Test
    void flags_haveASectionOfTheirOwn_whereThereAreAny() {
        Rule flag = rule("mark", Optional.empty(), age(18), Disposal.FLAG);
        Sample.Given given = given().born("2001-03-15");
        assertThat(lines("Marks", decider(TO_25, flag), given))
                .startsWith("mark: until age 18 of child, then flag")
                .contains("  Eligible on 2019-03-15:");
        assertThat(explain(decider(TO_25), given, Standing.CLEAR))
                .extracting(Section::heading)
                .doesNotContain("Marks");
    }
}
