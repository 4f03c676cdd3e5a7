package org.keepuntil.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keepuntil.schedule.Linted.rules;
import static org.keepuntil.schedule.Linted.warning;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.source.Problem;
import org.keepuntil.source.Severity;

/** Periods, and parts of them, that have no effect or hardly the one that is meant. */
class PeriodLintTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            365 days after closure               | 1 year
            366 days after closure               | 1 year
            1461 days after closure              | 4 years
            2190 days after closure              | 6 years
            2191 days after closure              | 6 years
            9125 days after birth                | 25 years
            27375 days beginning with death      | 75 years
            """)
    void days_areDoubted_whenTheyCountYears(String keep, String years) {
        Problem warning = warning("keep: " + keep);
        assertThat(warning.message()).isEqualTo("\"" + keep + "\" is not " + years + ": leap days shift it");
        assertThat(warning.hint().orElseThrow()).contains(years);
        assertThat(warning.place().column()).isEqualTo(11);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "90 days after closure",
                "364 days after closure",
                "1000 days after closure",
                "12 months after closure",
                "72 months after closure",
                "1 year and 365 days after closure",
                "0 days after closure"
            })
    void days_areNotDoubted_otherwise(String keep) {
        assertThat(rules("keep: " + keep)).isEmpty();
    }

    @Test
    void days_areDoubtedInListsAndMaxima() {
        assertThat(rules("keep: { longest of: [until age 25, 2190 days after closure] }"
                        + "#no longer than: 18250 days after birth"))
                .extracting(Problem::message)
                .contains(
                        "\"2190 days after closure\" is not 6 years: leap days shift it",
                        "\"18250 days after birth\" is not 50 years: leap days shift it");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            longest of  | 3 years after closure; 6 years after closure   | 3 years after closure
            shortest of | 3 years after closure; 6 years after closure   | 6 years after closure
            longest of  | until age 25; 25 years after birth             | until age 25
            longest of  | until age 25; permanently                      | until age 25
            shortest of | until age 25; permanently                      | permanently
            longest of  | until closure; 0 days after closure            | 0 days after closure
            longest of  | 6 years after closure; 6 years after the end of the financial year of closure | 6 years after closure
            longest of  | 3 years after closure; { shortest of: [4 years after closure; 5 years after closure] } | 3 years after closure
            """)
    void members_areDoubted_whenOneCanNeverWin(String form, String members, String loser) {
        List<Problem> warnings = rules("keep: { " + form + ": [" + members.replace(";", ",") + "] }");
        assertThat(warnings.get(0).message()).startsWith("\"" + loser + "\" can never win beside");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keep: { longest of: [until age 25, 6 years after closure] }",
                "keep: { longest of: [3 years after closure, 6 years after referral] }",
                "keep: { longest of: [6 months after closure, until the end of the academic year of closure] }",
                "keep: { shortest of: [30 days after closure, 1 month after closure] }",
                "keep: { longest of: [3 years after closure, { shortest of: [4 years after closure, until age 25] }] }"
            })
    void members_areNotDoubted_whenEachCanWin(String rule) {
        assertThat(rules(rule)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            keep: until age 21                                     | keep: until age 25                               | destroy
            keep: until age 25                                     | keep: until age 25                               | review
            when: { looked after: true }#keep: until age 21        | keep: until age 25                               | destroy
            when: { looked after: true, score: 1 }#keep: until age 21 | when: { looked after: true }#keep: until age 25 | destroy
            keep: { longest of: [until age 21, 3 years after birth] } | keep: { longest of: [until age 25, until closure] } | destroy
            keep: until age 25                                     | keep: permanently                                | destroy
            when: { child: died before age 18 }#keep: 15 years beginning with death | keep: until age 75              | destroy
            """)
    void rule_isDoubted_whenAnotherAlwaysKeepsAtLeastAsLong(String loser, String winner, String act) {
        List<Problem> warnings = rules(loser, winner + "#then: " + act);
        assertThat(warnings).extracting(p -> p.place().line()).contains(11);
        assertThat(warnings)
                .anyMatch(p -> p.message().startsWith("this rule can never govern: r1 applies wherever it does"));
    }

    @Test
    void rule_isDoubtedOnce_whenTwoSayTheSame() {
        assertThat(warning("keep: until age 25", "keep: until age 25").message())
                .startsWith("this rule can never govern: r0 ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            keep: until age 21                                | when: { looked after: true }#keep: until age 25
            keep: until age 21                                | keep: 6 years after closure
            keep: until age 21#then: flag                     | keep: until age 25
            keep: until age 25                                | keep: until age 25#then: flag
            keep: 30 days after closure#then: review          | keep: 1 month after closure
            when: { child: died before age 18 }#keep: 60 years after death | keep: until age 75
            when: { child: dead }#keep: 15 years after death  | keep: until age 75
            stages: [ { keep: until age 18, then: redact }, { keep: until age 21, then: destroy } ] | keep: until age 25
            """)
    void rule_isNotDoubted_whenItMayGovernOrActs(String first, String second) {
        assertThat(rules(first, second)).isEmpty();
    }

    @Test
    void maximum_isDoubted_whenAnotherRuleMayStillRun() {
        Problem warning = warning(
                "keep: 6 years after closure#no longer than: 10 years after closure",
                "when: { looked after: true }#keep: until age 25",
                "when: { service: cin }#keep: 9 years after closure");
        assertThat(warning.message())
                .isEqualTo("when this maximum has passed, the record may still be kept by r1 (\"until age 25\")");
        assertThat(warning.place().line()).isEqualTo(15);
        assertThat(warning.place().column()).isEqualTo(5);
    }

    @Test
    void maximum_isDoubtedMore_whenTheRecordIsAlwaysKeptLonger() {
        assertThat(warning("keep: 6 years after closure#no longer than: 5 years after closure")
                        .message())
                .isEqualTo("when this maximum has passed, the record is always kept by its own keep"
                        + " (\"6 years after closure\")");
    }

    @Test
    void maximum_isNotDoubted_whenNothingCanRunLonger() {
        assertThat(rules("keep: 6 years after closure#no longer than: 6 years after closure"))
                .isEmpty();
        assertThat(rules(
                        "when: { service: cin }#no longer than: 31 days after closure",
                        "when: { service: cp }#keep: until age 25"))
                .isEmpty();
    }

    private static String stages(String... stages) {
        return "stages:#  - { " + String.join(" }#  - { ", stages) + " }";
    }

    @Test
    void stages_areRefused_whenOneComesAfterTheRecordIsDestroyed() {
        List<Problem> problems = rules(
                stages("keep: 3 years after closure, then: destroy", "keep: 6 years after closure, then: redact"));
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).severity()).isEqualTo(Severity.ERROR);
        assertThat(problems.get(0).message()).contains("no later stage has anything left to redact");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            keep: 6 years after closure, then: redact    | keep: 3 years after closure, then: destroy  | never comes before the one on line 15
            keep: 6 years after closure, then: redact    | keep: 6 years after closure, then: destroy  | never comes before the one on line 15
            keep: 3 years after closure, then: transfer  | keep: 6 years after closure, then: destroy  | once the transfer is accepted
            keep: 3 years after closure, then: anonymise | keep: 6 years after closure, then: redact   | what a redaction takes out
            """)
    void stages_areDoubted_whenOneHasNothingToDo(String first, String second, String message) {
        Problem warning = warning(stages(first, second));
        assertThat(warning.message()).contains(message);
        assertThat(warning.place().line()).isEqualTo(14);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            keep: 3 years after closure, then: redact    | keep: until age 25, then: destroy
            keep: 3 years after closure, then: redact    | keep: 6 years after closure, then: anonymise
            keep: 3 years after closure, then: redact    | keep: 6 years after closure, then: review
            keep: 3 years after closure, then: anonymise | keep: 6 years after closure, then: destroy
            """)
    void stages_areNotDoubted_whenEachActs(String first, String second) {
        assertThat(rules(stages(first, second))).isEmpty();
    }

    @Test
    void stages_areNotDoubted_whenACopyIsTransferred() {
        assertThat(rules(stages("keep: 3 years after closure, then: transfer", "keep: until age 25, then: destroy")
                        + "#send copy: true"))
                .isEmpty();
    }
}
