package org.keepuntil.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.source.Problem;
import org.keepuntil.source.Problems;

/** What can be written but not yet run is refused, and everything else is loaded. */
class SupportedTest {
    private static final String SCHEDULE = """
            schedule: services
            title: Services
            version: 1
            records:
              referral:
                people: [child]
                events: [referral, closure]
                facts: [service]
            rules:
              - id: r
                records: referral
            """;
    private static final String BINDING = """
            records:
              referral:
                table: t
                open while: never
                people: { child: { born: dob, died: dod } }
                events: { referral: received_on, closure: closed_on }
                facts: { service: code }
            """;

    @TempDir
    Path folder = Path.of("");

    private final Problems problems = new Problems();

    private Optional<ScheduleFolder.Loaded> load(String rule, String binding) throws IOException {
        Files.writeString(
                folder.resolve("schedule.yaml"),
                SCHEDULE + rule.replace("#", "\n").indent(4));
        Files.writeString(folder.resolve("binding.yaml"), binding);
        return ScheduleFolder.load(folder, problems);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            keep: until age 25#then: transfer                       | 13 | this version plans "then: transfer" and does not transfer
            """)
    void load_warnsOfWhatIsOnlyPlanned(String rule, int line, String what) throws IOException {
        assertThat(load(rule, BINDING)).isPresent();
        assertThat(problems.hasErrors()).isFalse();
        assertThat(problems.all()).extracting(Problem::message).containsExactly(what);
        assertThat(problems.all().get(0).place().toString())
                .isEqualTo(folder.resolve("schedule.yaml") + ":" + line + ":5");
    }

    @Test
    void load_warnsOfAStageThatIsOnlyPlanned_whereItStands() throws IOException {
        assertThat(load(
                        "stages: [ { keep: until age 20, then: review }, { keep: until age 25, then: transfer } ]",
                        BINDING))
                .isPresent();
        assertThat(problems.all())
                .extracting(Problem::message)
                .containsExactly("this version plans \"then: transfer\" and does not transfer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "keep: permanently#then: destroy",
                "keep: until closure#then: flag",
                "keep: { shortest of: [until age 25, 6 years after the end of the tax year of closure] }#then: destroy",
                "keep: { first that applies: [ { when: { child: dead }, keep: until age 25 },"
                        + " { keep: permanently } ] }#then: destroy",
                "when: { child: died before age 18, closure: after referral }#keep: until age 25#then: destroy",
                "keep: until age 25#then: review#decide within: 60 days",
                "keep: until age 25#then: destroy after notice of 30 days",
                "keep: { longest of: [until age 25, until no other record refers to it] }#then: destroy",
                "keep: until age 25#no longer than: until age 30#then: destroy",
                "stages: [ { keep: until age 20, then: review }, { keep: until age 25, then: destroy } ]",
                "stages: [ { keep: until age 25, then: destroy } ]"
            })
    void load_givesWhatCanBeRun(String rule) throws IOException {
        assertThat(load(rule, BINDING.replace("table: t", "table: t\n    where: { kind: CIN }")))
                .as(problems.render())
                .isPresent();
    }

    private static final String RULE = "when: { closure: after referral }#keep: until age 25#then: destroy";

    @ParameterizedTest
    @CsvSource({
        "born: dob, 'born: dob, estimated: guess'",
        "closure: closed_on, 'closure: { from: closed_on, precision: p }'",
        "closure: closed_on, 'closure: { from: closed_on, first of January: year }'",
    })
    void load_takesDatesThatAreNotKnownToTheDay(String from, String to) throws IOException {
        assertThat(load(RULE, BINDING.replace(from, to))).as(problems.render()).isPresent();
    }

    @Test
    void load_saysWhatIsExpected_whenAFileOrTheFolderIsMissing() throws IOException {
        load(RULE, BINDING);
        Files.delete(folder.resolve("binding.yaml"));
        assertThat(ScheduleFolder.load(folder, problems)).isEmpty();
        assertThat(ScheduleFolder.load(folder.resolve("none"), problems)).isEmpty();
        assertThat(problems.all())
                .extracting(Problem::toString)
                .containsExactly(
                        folder.resolve("binding.yaml") + ":1:1: there is no such file",
                        folder.resolve("none/binding.yaml") + ":1:1: there is no such folder",
                        folder.resolve("none/schedule.yaml") + ":1:1: there is no such folder");
        assertThat(problems.all())
                .allSatisfy(p -> assertThat(p.hint().orElse("")).contains("schedule.yaml and binding.yaml"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            redact    |                                                                    | does not say what is redacted
            anonymise |                                                                    | does not say what becomes of the columns
            anonymise | anonymise: { t: { id: keep } }                                     | without an `anonymity` test
            anonymise | anonymise: { t: { id: token } }#    anonymity: { k: 5, over: [a] } | with a `token`
            """)
    void load_refusesAnActThatTheBindingDoesNotBear(String act, String binding, String what) throws IOException {
        String more = binding == null ? "" : "    " + binding.replace("#", "\n") + "\n";
        assertThat(load("keep: until age 25#then: " + act, BINDING + more)).isEmpty();
        assertThat(problems.all())
                .extracting(Problem::message)
                .singleElement()
                .asString()
                .contains(what);
        assertThat(problems.all().get(0).place().file()).endsWith("schedule.yaml");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            keep: until age 25#then: redact    | redact: [a]
            keep: until age 25#then: anonymise | anonymise: { t: { id: keep } }#    anonymity: { k: 5, over: [a] }
            stages: [ { keep: until age 20, then: anonymise }, { keep: until age 25, then: destroy } ] | anonymise: { t: { id: token } }
            """)
    void load_givesAnActThatTheBindingBears(String rule, String binding) throws IOException {
        assertThat(load(rule, BINDING + "    " + binding.replace("#", "\n") + "\n"))
                .as(problems.render())
                .isPresent();
    }
}
