package org.keepuntil.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keepuntil.calendar.YearKind;
import org.keepuntil.source.Problem;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;

class ScheduleParserTest {
    private static final String HEAD = """
            schedule: services
            title: Services
            version: 2026-04
            """;
    private static final String RECORDS = """
            records:
              referral:
                people: [child]
                events: [referral, closure]
                facts: [service, looked after]
            """;
    private static final String RULE = "rules: [ { id: r, records: referral, keep: until age 25, then: destroy } ]\n";

    private final Problems problems = new Problems();

    private Optional<Schedule> parse(String yaml) {
        return YamlFile.of("schedule.yaml", yaml, problems).flatMap(file -> ScheduleParser.parse(file, problems));
    }

    private Schedule good(String yaml) {
        Optional<Schedule> schedule = parse(yaml);
        assertThat(problems.render()).isEmpty();
        return schedule.orElseThrow();
    }

    private Rule rule(String lines) {
        return good(HEAD + RECORDS + "rules:\n  - id: r\n    records: referral\n" + lines.indent(4))
                .rules()
                .get(0);
    }

    @Test
    void parse_takesTheDefaults_whenAFileSaysTheLeast() {
        Schedule schedule = good(HEAD + RECORDS + RULE);
        assertThat(schedule.zone()).isEqualTo(ZoneId.of("Europe/London"));
        assertThat(schedule.adopted()).isEmpty();
        assertThat(schedule.reviewBy()).isEmpty();
        assertThat(schedule.records().get(0).title()).isEqualTo("referral");
        assertThat(schedule.rules().get(0).when()).isEmpty();
        assertThat(schedule.rules().get(0).basis()).isEmpty();
        assertThat(schedule.rules().get(0).sendCopy()).isFalse();
    }

    @Test
    void parse_readsZoneAndYears() {
        Schedule schedule = good(
                HEAD + "time zone: Pacific/Auckland\nyears: { financial: 07-01, academic: 02-29 }\n" + RECORDS + RULE);
        assertThat(schedule.zone()).isEqualTo(ZoneId.of("Pacific/Auckland"));
        assertThat(schedule.years().of(YearKind.FINANCIAL)).isEqualTo(MonthDay.of(7, 1));
        assertThat(schedule.years().of(YearKind.ACADEMIC)).isEqualTo(MonthDay.of(2, 29));
        assertThat(schedule.years().of(YearKind.TAX)).isEqualTo(MonthDay.of(4, 6));
    }

    @Test
    void parse_allowsAClassWithoutRule_whenItSaysSo() {
        Schedule schedule = good(HEAD + RECORDS + "  note: { events: [made], unscheduled: allowed }\n" + RULE);
        assertThat(schedule.recordClass("note").orElseThrow().unscheduledAllowed())
                .isTrue();
    }

    @Test
    void parse_readsEveryLineOfARule() {
        Rule rule = rule("""
                when: { looked after: true }
                keep: 6 years after Closure
                then: destroy after notice of 30 days
                no longer than: 50 years after closure
                basis: Claims
                authority: >
                  Limitation Act,
                  6 years
                decide within: 60 days
                statistics: [service, year of referral]
                """);
        assertThat(rule.when()).isPresent();
        assertThat(rule.lastStage().phrase()).isEqualTo("6 years after closure");
        assertThat(rule.lastStage().then()).isEqualTo(Disposal.DESTROY);
        assertThat(rule.notice()).contains(30);
        assertThat(rule.noLongerThan()).isPresent();
        assertThat(rule.noLongerThanPhrase()).contains("50 years after closure");
        assertThat(rule.basis()).contains(Rule.Basis.CLAIMS);
        assertThat(rule.authority()).contains("Limitation Act, 6 years");
        assertThat(rule.decideWithin()).contains(60);
        assertThat(rule.statistics()).containsExactly("service", "year of referral");
    }

    @Test
    void parse_readsStages() {
        Rule rule = rule("""
                stages:
                  - { keep: 3 years after closure, then: redact }
                  - { keep: until age 25, then: destroy after notice of 7 days }
                """);
        assertThat(rule.stages()).extracting(Rule.Stage::then).containsExactly(Disposal.REDACT, Disposal.DESTROY);
        assertThat(rule.stages())
                .extracting(Rule.Stage::phrase)
                .containsExactly("3 years after closure", "until age 25");
        assertThat(rule.notice()).contains(7);
    }

    @Test
    void parse_isEligibleAtTheMaximum_whenARuleHasNothingElse() {
        Rule rule = rule("no longer than: 31 days after closure\nthen: destroy\n");
        assertThat(rule.lastStage().keep()).isEqualTo(rule.noLongerThan().orElseThrow());
        assertThat(rule.lastStage().phrase()).isEqualTo("no longer than 31 days after closure");
    }

    @Test
    void parse_sendsACopy_whenARuleTransfers() {
        assertThat(rule("keep: permanently\nthen: transfer\nsend copy: true\n").sendCopy())
                .isTrue();
    }

    @Test
    void parse_putsNestedPeriodsOnOneLine() {
        Rule rule = rule("""
                keep:
                  longest of:
                    - Until the AGE 25
                      of the Child
                    - shortest of:
                        - 6 years after closure
                        - 10 years after referral
                    - first that applies:
                        - when: { child: died before age 18, service: [a, b] }
                          keep: 15 years beginning with death
                        - keep: until age 75
                then: flag
                """);
        assertThat(rule.lastStage().phrase())
                .isEqualTo("the longest of: until the age 25 of the child;"
                        + " (the shortest of: 6 years after closure; 10 years after referral);"
                        + " (the first that applies: 15 years beginning with death"
                        + " when child: died before age 18 and service: a or b; until age 75)");
        assertThat(rule.onlyFlags()).isTrue();
        Period.LongestOf longest = (Period.LongestOf) rule.lastStage().keep();
        assertThat(longest.members().get(1)).isInstanceOf(Period.ShortestOf.class);
        Period.FirstThatApplies ladder =
                (Period.FirstThatApplies) longest.members().get(2);
        assertThat(ladder.alternatives().get(0).when()).isPresent();
        assertThat(ladder.alternatives().get(1).when()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            then: destroy                                       | a rule needs "keep"           | keep: until age 25
            keep: until age 25                                  | a rule needs "then"           | then: destroy
            keep: [until age 25]#then: destroy                  | which of its periods counts   | longest of:
            keep: { longer of: [a] }#then: destroy              | not a form of a period        | longest of
            keep: { longest of: until age 25 }#then: destroy    | is followed by a list         | dash
            keep: { longest of: [until age 25] }#then: destroy  | of one period                 | add another
            keep: until age 25#then: delete                     | not a value of "then"         | destroy
            keep: until age 25#then: send copy                  | a line of its own             | send copy: true
            keep: until age 25#then: destroy#send copy: true    | goes with "then: transfer"    | {none}
            keep: until age 25#then: destroy after notice of a month | not a number of days     | after notice of 30 days
            keep: until age 25#then: destroy after 30 days notice | the other way round | Write: destroy after notice of 30 days
            keep: until age 25#then: review#decide within: 2 weeks | not a number of days   | Write: 14 days
            keep: until age 25#then: destroy#stages: []         | is a list                     | keep: 3 years after closure
            keep: until age 25#then: destroy#statistics: [sex]  | by which to count             | service, looked after
            keep: until age 25#then: destroy#statistics: [year of closur] | by which to count   | Did you mean "closure"?
            keep: until age 25#then: destroy#basis: needs       | not a value of "basis"        | Did you mean "need"?
            keep: until age 25#then: destroy#send copy: yes     | not a value of "send copy"    | true
            keep: until age 25#then: destroy#authorty: x        | a rule has no "authorty"      | Did you mean "authority"?
            keep: until age 25#then: destroy#authority:         | "authority" has no value      | take the line out
            keep: until age 25#then: destroy#when: {}           | not an empty one              | missing
            """)
    void parse_teaches_whenARuleIsWrong(String lines, String message, String hint) {
        String rule = lines.replace("#", "\n").indent(4);
        assertThat(parse(HEAD + RECORDS + "rules:\n  - id: r\n    records: referral\n" + rule))
                .isEmpty();
        assertThat(problems.all()).extracting(Problem::message).anyMatch(m -> m.contains(message));
        assertThat(problems.all())
                .extracting(p -> p.hint().orElse(""))
                .anyMatch(h -> h.contains(hint.equals("{none}") ? "" : hint));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            age              | events | is a word of the language
            birth            | events | is a word of the language
            Year end         | events | is a word of the language
            returned or lost | events | is a word of the language
            eldest           | people | is a word of the language
            after            | facts  | is a word of the language
            missing          | facts  | a meaning of its own
            any good         | facts  | a meaning of its own
            died             | people | a meaning of its own
            9lives           | events | cannot be a name
            a/b              | facts  | cannot be a name
            closure          | people | a second name
            """)
    void parse_refusesANameThatTheLanguageNeeds(String name, String kind, String message) {
        String records = "records:\n  referral: { events: [closure], %s }\nrules: []\n"
                .formatted(kind.equals("events") ? "facts: [x]" : kind + ": [" + name + "]");
        String changed = kind.equals("events") ? records.replace("[closure]", "[closure, " + name + "]") : records;
        assertThat(parse(HEAD + changed)).isEmpty();
        assertThat(problems.all()).extracting(Problem::message).anyMatch(m -> m.contains(message));
    }

    @Test
    void parse_allowsAReservedWordInsideAFact() {
        assertThat(good(HEAD + RECORDS + RULE).records().get(0).facts()).contains("looked after");
    }

    @Test
    void parse_refusesAScheduleThatDecidesNothing() {
        assertThat(parse(HEAD + RECORDS.replace("facts:", "unscheduled: allowed\n    facts:") + "rules: []\n"))
                .isEmpty();
        assertThat(problems.all()).extracting(Problem::message).containsExactly("the schedule has no rule");
    }

    @Test
    void parse_saysWhatToAdd_whenAMandatoryKeyIsMissing() {
        assertThat(parse("review by: 2027-01-01\n")).isEmpty();
        assertThat(problems.all())
                .extracting(Problem::message)
                .contains(
                        "a schedule needs \"schedule\"",
                        "a schedule needs \"title\"",
                        "a schedule needs \"version\"",
                        "a schedule needs \"records\"",
                        "a schedule needs \"rules\"");
        assertThat(problems.all())
                .allSatisfy(p -> assertThat(p.hint().orElse("")).startsWith("Add for example: "));
    }

    @Test
    void parse_reportsAWarningAndStillGivesTheSchedule() {
        Optional<Schedule> schedule =
                parse(HEAD + RECORDS + RULE.replace("then: destroy", "then: destroy, authority: kept for six years"));
        assertThat(schedule).isPresent();
        assertThat(problems.all()).hasSize(1);
    }

    @Test
    void parse_comparesIdsWithoutCase() {
        String two = """
                rules:
                  - { id: r, records: referral, keep: until age 25, then: destroy }
                  - { id: R, records: referral, keep: until age 30, then: flag }
                """;
        assertThat(parse(HEAD + RECORDS + two)).isEmpty();
        assertThat(problems.all()).extracting(Problem::message).containsExactly("a second rule \"R\"");
        assertThat(List.of(problems.all().get(0).place().line())).containsExactly(11);
    }
}
