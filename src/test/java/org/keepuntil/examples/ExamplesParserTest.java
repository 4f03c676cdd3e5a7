package org.keepuntil.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keepuntil.calendar.Day;
import org.keepuntil.calendar.Interval;
import org.keepuntil.decide.DateValue;
import org.keepuntil.decide.DateValue.Gap;
import org.keepuntil.decide.Docket;
import org.keepuntil.decide.FactValue;
import org.keepuntil.decide.Facts.PersonFacts;
import org.keepuntil.decide.Standing;
import org.keepuntil.decide.Status;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;

class ExamplesParserTest {
    private static final String EXPECT = "expect: { status: due }";
    private static final DateValue NOT_YET = new DateValue.NotYet();

    private final Problems problems = new Problems();

    private Optional<List<Example>> parse(String yaml) {
        return YamlFile.of("examples.yaml", yaml, problems)
                .flatMap(file -> ExamplesParser.parse(file, Samples.SCHEDULE, Setting.of(Samples.SCHEDULE), problems));
    }

    /** {@code line:column message} of each problem, in the order of the file. */
    private List<String> found() {
        return problems.all().stream()
                .map(p -> p.place().line() + ":" + p.place().column() + " " + p.message()
                        + p.hint().map(hint -> " | " + hint).orElse(""))
                .toList();
    }

    @Test
    void parse_readsAllThatAnExampleCanSay() {
        List<Example> examples = Samples.examples("""
                deaths: recorded
                examples:
                  - name: all of it
                    record: Referral
                    given:
                      child: [{ born: 2004-02-29 }, { born: 2006-05, died: 2020 }]
                      worker: { born: unknown, died: none }
                      Opened: 2019-10-01
                      closure: none
                      service: early-help
                      score: 3.5
                      looked after: true
                    deaths: not recorded
                    held: true
                    referred to: true
                    as of: 2029-03-02
                    expect:
                      eligible on: 2029-03-01
                      earliest: ever
                      rule: Referral-25
                      then: Destroy
                      status: Referred to
                      flags: [referral-mark]
                  - name: the least
                    record: note
                    given: { made: 2019-10-01 }
                    expect: { eligible on: never, flags: [] }
                """);

        Example all = examples.get(0);
        assertThat(all.name()).isEqualTo("all of it");
        assertThat(all.recordClass()).isEqualTo("referral");
        assertThat(all.where()).isEqualTo("examples.yaml:3");
        assertThat(all.standing()).isEqualTo(new Standing(true, true));
        assertThat(all.asOf()).isEqualTo(LocalDate.of(2029, 3, 2));
        assertThat(all.expected())
                .isEqualTo(new Expected(
                        Optional.of(Day.of(LocalDate.of(2029, 3, 1))),
                        Optional.of(Day.EVER),
                        Optional.of("referral-25"),
                        Optional.of(Disposal.DESTROY),
                        Optional.of(Status.REFERRED_TO),
                        Optional.of(List.of("referral-mark"))));
        assertThat(all.given().several()).containsExactly("child");
        assertThat(all.given().facts().people().get("child"))
                .containsExactly(
                        new PersonFacts(known("2004-02-29", "2004-02-29"), NOT_YET, false),
                        new PersonFacts(known("2006-05-01", "2006-05-31"), known("2020-01-01", "2020-12-31"), false));
        assertThat(all.given().facts().people().get("worker"))
                .containsExactly(new PersonFacts(new DateValue.Unknown(Gap.NO_VALUE), NOT_YET, false));
        assertThat(all.given().facts().events())
                .containsEntry("opened", known("2019-10-01", "2019-10-01"))
                .containsEntry("closure", NOT_YET)
                .containsEntry("last contact", NOT_YET);
        assertThat(all.given().facts().facts())
                .containsEntry("service", new FactValue.Text("early-help"))
                .containsEntry("score", new FactValue.Numeric(new BigDecimal("3.5")))
                .containsEntry("looked after", new FactValue.Truth(true));
        Example least = examples.get(1);
        assertThat(least.standing()).isEqualTo(Standing.CLEAR);
        assertThat(least.expected().eligibleOn()).contains(Day.NEVER);
        assertThat(least.expected().flags()).contains(List.of());
        assertThat(least.given().facts().people().get("parent"))
                .containsExactly(new PersonFacts(new DateValue.Unknown(Gap.NO_VALUE), NOT_YET, true));
    }

    private static DateValue known(String first, String last) {
        return new DateValue.Known(Interval.between(LocalDate.parse(first), LocalDate.parse(last)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "as of: 2030-05-05 | expect: { eligible on: 2029-03-01 } | 2030-05-05",
                "held: false | expect: { eligible on: 2029-03-01 } | 2029-03-01",
                "held: false | expect: { eligible on: never } | 2020-02-29",
                "held: false | expect: { rule: referral-25 } | 2020-02-29",
            })
    void asOf_isTheDayThatIsWritten_elseTheOneExpected_elseTheLastThatIsGiven(
            String more, String expect, LocalDate asOf) {
        Example example = Samples.referral(
                "{ child: { born: 2004-02-29 }, opened: 2019-10-01, closure: 2020-02 }", more + "\n" + expect);

        assertThat(example.asOf()).isEqualTo(asOf);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"\"true\" | true", "early help | early help", "\"3\" | 3", "none | none", "\"unknown\" | unknown"})
    void factInQuotes_orOfLetters_isText(String written, String text) {
        FactValue value = Samples.referral("{ service: " + written + ", opened: 2020-01-01 }", EXPECT)
                .given()
                .facts()
                .facts()
                .get("service");

        assertThat(value).isEqualTo(new FactValue.Text(text));
    }

    @Test
    void fact_hasNoValue_whenItIsUnknownOrNotGiven() {
        Example example = Samples.referral("{ service: unknown, opened: 2020-01-01 }", EXPECT);

        assertThat(example.given().facts().facts())
                .containsEntry("service", new FactValue.Null())
                .containsEntry("score", new FactValue.Null());
    }

    @Test
    void dates_areUnknown_whenTheyContradictEachOtherOrCannotBe() {
        Example example = Samples.referral(
                "{ child: { born: 2010-01-01, died: 2009 }, worker: { born: 2021-01-01 },"
                        + " opened: 2020-01-02, closure: 2020-01-01, last contact: 9999-12-31 }",
                EXPECT);

        DateValue contradicted = new DateValue.Unknown(Gap.CONTRADICTION);
        assertThat(example.given().facts().people().get("child"))
                .containsExactly(new PersonFacts(contradicted, contradicted, false));
        assertThat(example.given().facts().people().get("worker"))
                .containsExactly(new PersonFacts(contradicted, NOT_YET, false));
        assertThat(example.given().facts().events())
                .containsEntry("closure", contradicted)
                .containsEntry("last contact", new DateValue.Unknown(Gap.NOT_A_DATE));
    }

    @Test
    void docket_isWhatIsDone_whatWasListed_andWhichReferencesWent() {
        Standing standing = Samples.examples("""
                        examples:
                          - name: one
                            record: log
                            given: { written: 2020-01-01 }
                            done: { log-redact: [redact], Log-Redact-Too: redact }
                            notice given: { log-notice: 2021-02-01 }
                            last reference went: 2021-03-01
                            expect: { status: due }
                        """).get(0).standing();

        assertThat(standing.docket())
                .isEqualTo(new Docket(
                        Map.of(
                                new Docket.Stage("log-redact", 1),
                                Docket.Deed.REDACTED,
                                new Docket.Stage("log-redact-too", 1),
                                Docket.Deed.REDACTED),
                        Map.of(),
                        Optional.of(new Docket.Notice("log-notice", LocalDate.of(2021, 2, 1))),
                        Optional.of(LocalDate.of(2021, 3, 1))));
    }

    @Test
    void docket_needsTheRule_whereSeveralCouldBeMeant() {
        assertThat(parse("""
                        examples:
                          - name: one
                            record: log
                            given: { written: 2020-01-01 }
                            done: [redact, revew, review]
                            notice given: 2021-02-01
                            expect: { status: due }
                          - name: two
                            record: referral
                            given: { opened: 2020-01-01 }
                            done: { referral-5: [redact] }
                            notice given: 2021-02-01
                            expect: { status: due }
                        """)).isEmpty();
        assertThat(found())
                .containsExactly(
                        "5:12 more than one stage of a rule ends with \"redact\" | Name the rule: done: { log-redact: [redact]"
                                + " }",
                        "5:20 \"revew\" is not a value of \"done\" | Did you mean \"review\"?",
                        "5:27 no stage of a rule ends with \"review\" | Take it out: nothing can have done that.",
                        "6:19 several rules of the class give notice | Name the rule: notice given: { log-notice: 2026-11-01"
                                + " }",
                        "11:13 no rule of the class has the id \"referral-5\" | Did you mean \"referral-25\"?",
                        "12:19 no rule of the class gives notice | Take it out.");
    }

    @Test
    void estimatedBirth_counts_whereARuleRestsOnIt() {
        Example example = Samples.referral(
                "{ child: [{ born: 2001 }, { born: 2004-02-29, estimated: true }], worker: { born: 1980, estimated: true },"
                        + " opened: 2020-01-01 }",
                EXPECT);

        assertThat(example.given().facts().estimated()).containsExactly("birth of the child");
        assertThat(Samples.referral("{ child: { born: unknown, estimated: true }, opened: 2020-01-01 }", EXPECT)
                        .given()
                        .facts()
                        .estimated())
                .isEmpty();
    }

    @Test
    void parse_reportsEveryProblemAtItsPlace() {
        assertThat(parse("""
                        deths: recorded
                        examples:
                          - name: first
                            record: referal
                            given: { anything: 1 }
                            expect: { anything: 1 }
                          - name: FIRST
                            record: referral
                            given:
                              chidl: { born: 2004-02-29 }
                              born: 2004-02-29
                              closure: [2020-01-01, 2020-02-01]
                              opened: 2020-02-30
                              last contact: unknwon
                              looked after: missing
                              score: { at least: 3 }
                            expect: { eligible on: nevr, rule: referral-52, then: destory, status: retaind }
                          - name: second
                            record: note
                            given:
                              parent: [{ born: 1990 }, { born: 1991-13 }]
                              made:
                            expect: { rule: referral-25, flags: [note-6] }
                          - name: third
                            record: referral
                            given: { child: { born: none, estimated: true, dead: true }, opened: soon }
                            expect: {}
                          - name: fourth
                            record: referral
                            given: {}
                            expect: { rule: referral-mark, eligible_on: 2020-01-01 }
                          - name: fifth
                            record: referral
                            given: {}
                            expect: { status: due }
                            held: perhaps
                          - record: note
                          - sixth
                        """)).isEmpty();
        assertThat(found())
                .containsExactly(
                        "1:1 a file of examples has no \"deths\" | Did you mean \"deaths\"?",
                        "4:13 no class of record is called \"referal\" | Did you mean \"referral\"?",
                        "7:11 a second example of this name | The first is on line 3. Names are unique, because results name"
                                + " examples by them.",
                        "10:7 no person, event or fact of referral is called \"chidl\" | Did you mean \"child\"?",
                        "11:7 no person, event or fact of referral is called \"born\" | It belongs to a person: child: {"
                                + " born: 2004-02-29, died: 2020-05-01 }",
                        "12:16 \"closure\" is one date, not a list | Write the one that counts, such as the latest.",
                        "13:15 the calendar has no day 2020-02-30",
                        "14:21 \"unknwon\" is not a date | Did you mean \"unknown\"?",
                        "15:21 \"missing\" compares a fact and is no value of one | Take the line out where there is no"
                                + " value, or put the word in quotes.",
                        "16:14 \"score\" is one value, not a map | Write the value, or take the line out where there is"
                                + " none.",
                        "17:28 \"nevr\" is not a day | Did you mean \"never\"?",
                        "17:40 no rule of referral has the id \"referral-52\" | Did you mean \"referral-25\"?",
                        "17:59 \"destory\" is not a value of \"then\" | Did you mean \"destroy\"?",
                        "17:76 \"retaind\" is not a value of \"status\" | Did you mean \"retained\"?",
                        "21:32 a second parent, where the rules and the binding speak of one | Take the others out; or let"
                                + " the rule say youngest or eldest parent.",
                        "22:12 \"made\" is one date, not nothing | Write a day (2020-02-03), a month (2020-02), a year (2020)"
                                + " or unknown, or none where it has not happened yet.",
                        "23:21 the rule \"referral-25\" is about referral, not note | Those are: note-6.",
                        "23:42 the rule \"note-6\" does not mark records | There is no such rule.",
                        "26:29 \"none\" is not a date | Write a day (2020-02-03), a month (2020-02), a year (2020) or"
                                + " unknown.",
                        "26:52 a child has no \"dead\" | It can have: born, died, estimated.",
                        "26:74 \"soon\" is not a date | Write a day (2020-02-03), a month (2020-02), a year (2020) or"
                                + " unknown, or none where it has not happened yet.",
                        "27:13 the example expects nothing | Write for example: { eligible on: 2029-03-01, rule: referral-25,"
                                + " then: destroy, status: due }",
                        "31:21 the rule \"referral-mark\" only marks records, so it never governs one | Those are:"
                                + " referral-25, referral-75.",
                        "31:36 \"expect\" has no \"eligible_on\" | Did you mean \"eligible on\"?",
                        "32:5 the example names no day on which the record is looked at | Add for example: as of:"
                                + " 2030-01-01",
                        "36:11 \"perhaps\" is not a value of \"held\" | Write one of: false, true.",
                        "37:5 an example needs \"expect\" | Add for example: expect: { eligible on: 2026-02-04 }",
                        "37:5 an example needs \"given\" | Add for example: given: { closure: 2020-02-03 }",
                        "37:5 an example needs \"name\" | Add for example: name: closed in 2020",
                        "38:5 an example is a map, not text | Write for example: { name: closed in 2020, record: referral,"
                                + " given: { closure: 2020-02-03 }, expect: { eligible on: 2026-02-04 } }");
    }

    @Test
    void parse_saysWhatToWrite_whenTheFileHasNoExample() {
        assertThat(parse("examples: []")).isEmpty();
        assertThat(parse("examples: { name: one }")).isEmpty();
        assertThat(parse("deaths: recorded")).isEmpty();
        assertThat(found())
                .satisfiesExactly(
                        problem -> assertThat(problem).contains("needs \"examples\""),
                        problem -> assertThat(problem)
                                .contains("\"examples\" is a list | Begin each example with a dash: - {"),
                        problem -> assertThat(problem).contains("the file has no example | Write for example: - {"));
    }
}
