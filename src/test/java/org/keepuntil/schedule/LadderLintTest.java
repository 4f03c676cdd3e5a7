package org.keepuntil.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keepuntil.schedule.Linted.rules;
import static org.keepuntil.schedule.Linted.warning;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.source.Problem;

/** Alternatives of a ladder that are never reached, or hide a longer one, and conditions that never hold. */
class LadderLintTest {
    private static String ladder(String... steps) {
        return "keep:#  first that applies:#    - { " + String.join(" }#    - { ", steps) + " }";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            keep: until age 25                               | when: { looked after: true }, keep: until age 75
            when: { looked after: true }, keep: until age 75 | when: { looked after: true }, keep: until closure
            when: { looked after: true }, keep: until age 75 | when: { looked after: true, service: cin }, keep: until closure
            when: { service: [cin, cp] }, keep: until age 75 | when: { service: cp }, keep: until closure
            when: { child: dead }, keep: until age 75        | when: { child: died before age 18 }, keep: until closure
            when: { score: at least 3 }, keep: until age 75  | when: { score: more than 4 }, keep: until closure
            when: { closure: present }, keep: until age 75   | when: { closure: after 2020-01-01 }, keep: until referral
            when: { service: not cin }, keep: until age 75   | when: { service: cp }, keep: until closure
            """)
    void alternative_isDoubted_whenOneBeforeItAppliesWheneverItDoes(String first, String second) {
        Problem warning = warning(ladder(first, second));
        assertThat(warning.message()).startsWith("this alternative can never be reached: the one on line 16 ");
        assertThat(warning.place().line()).isEqualTo(17);
    }

    @Test
    void alternative_isDoubted_whenTheRuleExcludesIt() {
        Problem warning = warning(
                "when: { service: cin }#" + ladder("when: { service: cp }, keep: until age 75", "keep: until closure"));
        assertThat(warning.message())
                .startsWith("this alternative can never apply: ")
                .contains("of the rule's");
        assertThat(warning.place().line()).isEqualTo(17);
    }

    @Test
    void alternative_isDoubted_whenTheRuleMakesAnEarlierOneApplyAlways() {
        Problem warning = warning("when: { looked after: true }#"
                + ladder("when: { looked after: true }, keep: until age 75", "keep: until closure"));
        assertThat(warning.place().line()).isEqualTo(18);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service: cin, any of: [ { service: cp }, { service: [lac, eh] } ]",
                "any of: [ { service: cp } ], service: not cp",
                "score: at least 5, any of: [ { score: less than 5 } ]",
                "score: 4, any of: [ { score: more than 4 } ]",
                "closure: missing, any of: [ { closure: after 2020-01-01 } ]",
                "closure: before 2020-01-01, any of: [ { closure: on or after 2020-01-01 } ]",
                "closure: before 2019-01-01, any of: [ { closure: 2020-01-01 } ]",
                "closure: after referral, any of: [ { closure: before referral } ]",
                "child: alive, any of: [ { any child: dead } ]"
            })
    void condition_isDoubted_whenItsLinesExcludeEachOther(String when) {
        assertThat(warning("when: { " + when + " }#keep: until age 25").message())
                .isEqualTo("this rule can never apply: its lines exclude each other");
        assertThat(warning(ladder("when: { " + when + " }, keep: until age 75", "keep: until closure"))
                        .message())
                .startsWith("this alternative can never apply: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service: cin, any of: [ { service: cp }, { service: CIN } ]",
                "score: 1.0, any of: [ { score: 1 } ]",
                "score: at least 5, any of: [ { score: at most 5 } ]",
                "closure: on or before 2020-01-01, any of: [ { closure: on or after 2020-01-01 } ]",
                "closure: after referral, any of: [ { closure: before last contact } ]",
                "any child: alive, any of: [ { any child: dead } ]"
            })
    void condition_isNotDoubted_whenItsLinesCanHoldTogether(String when) {
        assertThat(rules("when: { " + when + " }#keep: until age 25")).isEmpty();
    }

    @Test
    void order_isDoubted_whenTheShorterOfTwoThatMayBothApplyComesFirst() {
        Problem warning = warning(ladder(
                "when: { service: cin }, keep: until age 25",
                "when: { looked after: true }, keep: until age 75",
                "keep: until age 25"));
        assertThat(warning.message())
                .isEqualTo("where this alternative and the one on line 17 both apply, the shorter is taken:"
                        + " \"until age 25\", not \"until age 75\"");
        assertThat(warning.place().line()).isEqualTo(16);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            when: { service: cin }, keep: until age 25                     | when: { service: cp }, keep: until age 75
            when: { service: CIN }, keep: until age 75                     | when: { service: cin }, keep: until age 25
            when: { looked after: true }, keep: until age 75               | when: { service: cin }, keep: until age 25
            when: { service: cin, looked after: true }, keep: until age 25 | when: { looked after: true }, keep: until age 75
            when: { service: cin }, keep: until age 25                     | keep: until age 75
            when: { service: cin }, keep: 6 years after closure            | when: { looked after: true }, keep: until age 75
            """)
    void order_isNotDoubted_whenItIsMeant(String first, String second) {
        assertThat(rules(ladder(first, second))).isEmpty();
    }
}
