package org.keepuntil.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keepuntil.schedule.Linted.rules;
import static org.keepuntil.schedule.Linted.titled;
import static org.keepuntil.schedule.Linted.warning;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.source.Problem;

/** What a rule says beside its authority, its name and its class's title. */
class AuthorityLintTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            keep: until age 25            | destroyed at 75 years                          | 75 years | 27
            keep: until age 25            | until the age of thirty                        | 30 years | 31
            keep: until age 25            | kept until the thirty-first birthday           | 31 years | 29
            keep: until age 25            | kept for seventy five years                    | 75 years | 23
            keep: until age 25            | kept for 30yrs                                 | 30 years | 23
            keep: until age 25            | until they are 30                              | 30 years | 29
            keep: until age 25            | DOB + 30 years                                 | 30 years | 20
            keep: until age 25            | reg. 50, until the 75th anniversary of birth   | 75 years | 33
            keep: 75 years after birth    | ACTION+100: destroy 75 years after             | 100 years | 21
            keep: 6 years after closure   | kept for seven (7) years                       | 7 years  | 30
            keep: 6 years after closure   | CY+7                                           | 7 years  | 17
            keep: 18 months after closure | kept for two full years                        | 2 years  | 23
            keep: 12 months after closure | destroyed 6 months after the check             | 6 months | 24
            keep: 6 months after closure  | 26 weeks from the end                          | 182 days | 14
            keep: 30 days after closure   | for 1 year                                     | 1 year   | 18
            keep: 6 years after closure   | current financial year plus 7                  | 7 years  | 42
            """)
    void authority_isDoubted_whenItNamesAnotherNumber(String keep, String authority, String said, int column) {
        Problem warning = warning(keep + "#authority: '" + authority + "'");
        assertThat(warning.message()).startsWith("the authority says " + said + ", the rule says \"");
        assertThat(warning.place().line()).isEqualTo(Linted.FIRST_LINE);
        assertThat(warning.place().column()).isEqualTo(column + 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keep: until age 25#authority: until the age of 25, after which destroyed",
                "keep: until age 25#authority: kept until the twenty-fifth birthday",
                "keep: until age 25#authority: kept until they reach twenty five",
                "keep: until age 75#authority: 75 years from birth (Care Planning Regulations 2010 reg. 50)",
                "keep: 6 years after closure#authority: Limitation Act 1980 s.5, six years",
                "keep: 24 months after closure#authority: for two years",
                "keep: 26 weeks after closure#authority: twenty-six weeks after the decision",
                "keep: 6 years after closure#authority: within 40 days of section 173, at most 3 months after it",
                "keep: 6 years after closure#authority: the Council's retention schedule, line 12",
                "keep: 6 years after closure#authority: 6 years, until the first of March",
                "keep: permanently#authority: for ever"
            })
    void authority_isNotDoubted_whenItSaysTheSameOrNothing(String rule) {
        assertThat(rules(rule)).isEmpty();
    }

    @Test
    void authority_mayQuoteWhatAnotherRuleOfTheClassKeeps() {
        String authority = "#authority: 25 years from birth, or 6 years from closure where it was looked after";
        assertThat(rules(
                        "keep: 25 years after birth" + authority,
                        "when: { looked after: true }#keep: 6 years after closure" + authority))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            referral-25        | keep: until age 30              | 17
            referral-25        | keep: 6 years after closure     | 17
            closed-7           | keep: 6 years after closure     | 15
            old.cases_12       | keep: 10 years after closure    | 18
            """)
    void id_isDoubted_whenItEndsWithAnotherNumber(String id, String keep, int column) {
        Problem warning = warning("id: " + id + "#" + keep);
        assertThat(warning.message()).startsWith("the rule's name says ").contains(", the rule says \"");
        assertThat(warning.place().line()).isEqualTo(11);
        assertThat(warning.place().column()).isEqualTo(column + 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id: referral-25#keep: until age 25",
                "id: cctv-31#keep: 31 days after closure",
                "id: dbs-6#keep: 6 months after closure",
                "id: notes-2#keep: 14 days after closure",
                "id: section-47#keep: 35 years after closure",
                "id: year-11#keep: until age 25",
                "id: post-16#keep: until age 25",
                "id: deaths-18#keep: 15 years after death#when: { child: died before age 18 }",
                "id: score-3#keep: 15 years after closure#when: { score: at least 3 }",
                "id: notes-1#keep: until age 25",
                "id: for-ever-100#keep: permanently",
                "id: y2k-cases#keep: until age 25"
            })
    void id_isNotDoubted_whenItSaysTheSameOrCounts(String rule) {
        assertThat(rules(rule)).isEmpty();
    }

    @Test
    void id_isNotDoubted_whenTheRulesAreNumbered() {
        assertThat(rules(
                        "id: referral-2#keep: until age 25",
                        "id: referral-3#keep: 6 years after closure#when: { looked after: true }"))
                .isEmpty();
    }

    @Test
    void title_isDoubted_whenNoRuleOfTheClassKeepsSoLong() {
        assertThat(titled("Referrals (7 years)", "keep: 6 years after closure"))
                .extracting(Problem::toString)
                .containsExactly(
                        "s.yaml:5:3: warning: the title \"Referrals (7 years)\" says 7 years, and no rule of the class does");
        assertThat(titled("Referrals (6 years)", "keep: 6 years after closure")).isEmpty();
    }

    @Test
    void statute_isAskedFor_whenTheBasisIsStatute() {
        Problem warning = warning("keep: until age 25#basis: statute");
        assertThat(warning.message()).isEqualTo("the rule rests on a statute and does not name it");
        assertThat(warning.place().column()).isEqualTo(5);
        assertThat(rules("keep: until age 25#basis: need")).isEmpty();
        assertThat(rules("keep: until age 25#basis: statute#authority: Care Act 2014, s.9"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            75 years after age 18       | Care Planning Regulations 2010, reg. 50                     | Write: until age 75
            75 years after closure      | Care Planning Regulations 2010, reg. 50                     | Write: until age 75
            15 years after closure      | Care Planning, Placement and Case Review (England) Regulations 2010 | Write: 15 years beginning with death
            75 years after age 18       | Children's Homes (England) Regulations 2015, reg. 36        | Write: until age 75
            75 years after age 18       | the policy on looked-after children                         | Write: until age 75
            100 years after birth       | Disclosure of Adoption Information Regulations 2005, reg. 6 | from the adoption order
            100 years after closure     | 2005 Regulations reg. 6                                     | from the adoption order
            10 years after referral     | Fostering Services (England) Regulations 2011, reg. 32      | end of the approval
            6 years after birth         | School Attendance (Pupil Registration) (England) Regulations 2024 | from each entry
            """)
    void statute_isDoubted_whenTheRuleCountsFromSomethingElse(String keep, String authority, String hint) {
        Problem warning = warning("keep: " + keep + "#authority: \"" + authority + "\"");
        assertThat(warning.message())
                .startsWith("\"" + keep + "\" counts the ")
                .contains(" years from something else than the ");
        assertThat(warning.hint().orElseThrow()).startsWith("It says: ").contains(hint);
        assertThat(warning.place().line()).isEqualTo(Linted.FIRST_LINE - 1);
        assertThat(warning.place().column()).isEqualTo(11);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            until age 25                | Care Planning Regulations 2010, reg. 50
            until age 76                | Care Planning Regulations 2010, reg. 50
            35 years after closure      | Care Planning Regulations 2010, reg. 50
            until age 25                | Children's Homes Regulations 2015
            4 years after closure       | Limitation Act 1980, s.5
            2 years after last contact  | Limitation Act 1980 section 11
            3 years after closure       | School Attendance (Pupil Registration) (England) Regulations 2024
            """)
    void statute_isDoubted_whenTheRuleKeepsForAnotherTime(String keep, String authority) {
        Problem warning = warning("keep: " + keep + "#authority: \"" + authority + "\"");
        assertThat(warning.message()).startsWith("\"" + keep + "\" is another period than that of the ");
        assertThat(warning.hint().orElseThrow()).startsWith("It says: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            until age 75                         | Care Planning Regulations 2010, reg. 50
            75 years after birth                 | Care Planning Regulations 2010, reg. 50
            15 years after death                 | Care Planning Regulations 2010, reg. 50
            until the end of the academic year of age 75 | Care Planning Regulations 2010, reg. 50
            { longest of: [until age 75, 6 years after closure] } | Care Planning Regulations 2010, reg. 50
            6 years after closure                | Care Planning Regulations 2010, reg. 5
            until age 75                         | Children's Homes Regulations 2015, reg. 36
            12 years after approval ended        | Fostering Services (England) Regulations 2011, reg. 32
            permanently                          | Children's Homes Regulations 2015, reg. 36
            6 years after age 18                 | Limitation Act 1980, s.5 with s.28
            7 years after closure                | Limitation Act 1980, s.5 and a year to be told
            until age 25                         | Limitation Act 1980 s.11, s.28
            6 years after closure                | Limitation Act 1980
            until age 25                         | looked-after children leave care at 25
            """)
    void statute_isNotDoubted_whenTheRuleKeepsToIt(String keep, String authority) {
        assertThat(rules("keep: " + keep + "#authority: \"" + authority + "\"")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keep: permanently#authority: offer to the county record office",
                "keep: 6 years after closure#authority: Offered to the Record Office after use",
                "keep: 6 years after closure#authority: then transfer to the borough archives",
                "keep: 6 years after closure#authority: passed to the place of deposit"
            })
    void offer_isAskedFor_whenTheRecordWouldGoOrStayForEver(String rule) {
        Problem warning = warning(rule);
        assertThat(warning.message()).startsWith("the authority offers the record to an archive, and the rule says ");
        assertThat(warning.hint().orElseThrow()).contains("then: transfer").contains("then: review");
        assertThat(warning.place().line()).isEqualTo(Linted.FIRST_LINE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keep: 6 years after closure#then: transfer#authority: offer to the record office",
                "keep: 6 years after closure#then: review#authority: offer to the record office",
                "keep: 6 years after closure#then: flag#authority: offer to the record office",
                "keep: 6 years after closure#authority: not offered to the record office",
                "keep: 6 years after closure#authority: the services that we offer to families",
                "keep: 6 years after closure#authority: Records Office list, closed files are archived off site"
            })
    void offer_isNotAskedFor_whenSomebodyMaySelectOrNothingIsOffered(String rule) {
        assertThat(rules(rule)).isEmpty();
    }
}
