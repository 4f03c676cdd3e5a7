package org.keepuntil.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.source.Problem;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Severity;
import org.keepuntil.source.YamlFile;

class LintTest {
    private static final String HEAD = """
            schedule: services
            title: Services
            version: 2026-04
            records:
              referral:
                people: [child]
                events: [referral, closure]
                facts: [looked after]
            rules:
            """;

    private final Problems problems = new Problems();

    private List<Problem> warnings(String... rules) {
        StringBuilder text = new StringBuilder(HEAD);
        for (int i = 0; i < rules.length; i++) {
            text.append("  - id: r%d%n    records: referral%n    then: destroy%n".formatted(i));
            text.append(rules[i].replace("#", "\n").indent(4));
        }
        assertThat(YamlFile.of("s.yaml", text.toString(), problems).flatMap(f -> ScheduleParser.parse(f, problems)))
                .as(problems.render())
                .isPresent();
        assertThat(problems.all()).allMatch(p -> p.severity() == Severity.WARNING);
        return problems.all();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            keep: until age 25            | destroyed at 75 years                          | 75 years
            keep: until age 25            | until the age of thirty                        | 30 years
            keep: until age 25            | kept until the thirty-first birthday           | 31 years
            keep: until age 25            | reg. 50, until the 75th anniversary of birth   | 75 years
            keep: 75 years after birth    | "ACTION+100: destroy 75 years after"           | 100 years
            keep: 6 years after closure   | kept for seven (7) years                       | 7 years
            keep: 18 months after closure | kept for two full years                        | 2 years
            keep: 30 days after closure   | for 1 year                                     | 1 years
            keep: 6 years after closure   | current financial year plus 7                  | 7 years
            """)
    void authority_isDoubted_whenItNamesAnotherNumber(String keep, String authority, String said) {
        List<Problem> warnings = warnings(keep + "#authority: '" + authority.replace("\"", "") + "'");
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0).message()).startsWith("the authority says " + said + ", the rule says ");
        assertThat(warnings.get(0).place().line()).isEqualTo(14);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keep: until age 25#authority: until the age of 25, after which destroyed",
                "keep: until age 25#authority: kept until the twenty-fifth birthday",
                "keep: until age 75#authority: 75 years from birth (Care Planning Regulations 2010 reg. 50)",
                "keep: 6 years after closure#authority: Limitation Act 1980 s.5, six years",
                "keep: 24 months after closure#authority: for two years",
                "keep: 6 years after closure#authority: within 40 days of section 173, at most 3 months",
                "keep: 6 years after closure#authority: the Council's retention schedule, line 12",
                "keep: 6 years after closure#authority: 6 years, until the first of March",
                "keep: permanently#authority: for ever"
            })
    void authority_isNotDoubted_whenItSaysTheSameOrNothing(String rule) {
        assertThat(warnings(rule)).isEmpty();
    }

    @Test
    void authority_mayQuoteWhatAnotherRuleOfTheClassKeeps() {
        String authority = "#authority: 75 years from birth or, where the child died before 18, 15 years from death";
        assertThat(warnings(
                        "keep: until age 75" + authority,
                        "when: { child: died before age 18 }#keep: 15 years beginning with death" + authority))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            longest of  | 3 years after closure; 6 years after closure   | 3 years after closure
            shortest of | 3 years after closure; 6 years after closure   | 6 years after closure
            longest of  | until age 25; 25 years after birth; permanently | until age 25
            longest of  | until closure; 0 days after closure            | 0 days after closure
            longest of  | 6 years after closure; 6 years after the end of the financial year of closure | 6 years after closure
            """)
    void members_areDoubted_whenOneCanNeverWin(String form, String members, String loser) {
        List<Problem> warnings = warnings("keep: { " + form + ": [" + members.replace(";", ",") + "] }");
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0).message()).startsWith("\"" + loser + "\" can never win beside");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keep: { longest of: [until age 25, 6 years after closure] }",
                "keep: { longest of: [3 years after closure, 6 years after referral] }",
                "keep: { longest of: [6 months after closure, until the end of the academic year of closure] }",
                "keep: { shortest of: [30 days after closure, 1 month after closure] }"
            })
    void members_areNotDoubted_whenEachCanWin(String rule) {
        assertThat(warnings(rule)).isEmpty();
    }

    @Test
    void alternative_isDoubted_whenOneBeforeItAlwaysApplies() {
        List<Problem> warnings = warnings("keep:#  first that applies:#    - keep: until age 25#"
                + "    - when: { looked after: true }#      keep: until age 75");
        assertThat(warnings).extracting(Problem::message).allMatch(m -> m.contains("can never be reached"));
        assertThat(warnings).extracting(p -> p.place().line()).containsExactly(16);
    }
}
