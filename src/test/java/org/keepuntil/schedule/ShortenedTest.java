package org.keepuntil.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;

class ShortenedTest {
    private static final String SCHEDULE = """
            schedule: s
            title: S
            version: 1
            %s
            records:
              file: { title: Files, people: [child], events: [closure], facts: [plan, form] }
            rules:
              - { id: r, records: file, %s }
            """;

    private static Schedule schedule(String text) {
        Problems problems = new Problems();
        return YamlFile.of("schedule.yaml", text, problems)
                .flatMap(file -> ScheduleParser.parse(file, problems))
                .orElseThrow(() -> new AssertionError(problems.render()));
    }

    private static List<String> between(String before, String after) {
        return Shortened.between(schedule(SCHEDULE.formatted("", before)), schedule(SCHEDULE.formatted("", after)))
                .stream()
                .map(Shortened::toString)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            keep: until age 25, then: destroy | keep: until age 24, then: destroy
            keep: permanently, then: destroy | keep: 100 years after closure, then: destroy
            keep: 6 years after closure, then: destroy | keep: 6 years beginning with closure, then: destroy
            keep: 6 years after closure, then: destroy | keep: until age 99, then: destroy
            keep: 6 years after closure, then: review | keep: 6 years after closure, then: destroy
            keep: 6 years after closure, then: destroy | keep: 1 year after closure, then: review
            keep: 6 years after closure, then: redact | keep: 6 years after closure, then: destroy
            keep: 6 years after closure, then: review | keep: 6 years after closure, then: transfer
            keep: 6 years after closure, send copy: true, then: transfer | keep: 6 years after closure, then: transfer
            stages: [{ keep: 3 years after closure, then: redact }, { keep: 6 years after closure, then: destroy }] | stages: [{ keep: 2 years after closure, then: redact }, { keep: 6 years after closure, then: destroy }]
            keep: 6 years after closure, then: destroy | stages: [{ keep: 3 years after closure, then: redact }, { keep: 6 years after closure, then: destroy }]
            keep: { longest of: [until age 25, 6 years after closure] }, then: destroy | keep: until age 25, then: destroy
            keep: { first that applies: [{ when: { plan: true }, keep: until age 35 }, { keep: until age 25 }] }, then: destroy | keep: { first that applies: [{ when: { form: a }, keep: until age 35 }, { keep: until age 25 }] }, then: destroy
            """)
    void between_namesTheRule_whenItAsksForMoreOrKeepsLess(String before, String after) {
        assertThat(between(before, after))
                .singleElement()
                .asString()
                .startsWith("r was \"")
                .contains("\" and is \"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            keep: until age 25, then: destroy | keep: until age 26, then: destroy
            keep: 6 years after closure, then: destroy | keep: permanently, then: destroy
            keep: 6 years after closure, then: destroy | keep: 72 months after closure, then: destroy
            keep: 6 years after closure, then: destroy | keep: 6 years after closure, then: anonymise
            keep: 6 years after closure, then: destroy | keep: 6 years after closure, then: review
            keep: 6 years after closure, then: destroy | keep: { longest of: [until age 25, 6 years after closure] }, then: destroy
            keep: 6 years after closure, when: { plan: true }, then: destroy | keep: 6 years after closure, then: destroy
            keep: 6 years after closure, when: { form: a }, then: destroy | keep: 6 years after closure, when: { form: [a, b] }, then: destroy
            keep: 6 years after closure, then: destroy | keep: 6 years after closure, then: destroy after notice of 30 days
            keep: until age 25, then: flag | keep: until age 20, then: flag
            stages: [{ keep: 3 years after closure, then: redact }, { keep: 6 years after closure, then: destroy }] | keep: 6 years after closure, then: destroy
            """)
    void between_isEmpty_whereNothingGoesEarlier(String before, String after) {
        assertThat(between(before, after)).isEmpty();
    }

    @Test
    void between_saysWhatElseMakesARuleShorter() {
        String keep = "keep: 6 years after closure, then: destroy";
        assertThat(between(keep, keep + ", when: { plan: true }")).containsExactly("r may apply to fewer records");
        assertThat(between(keep, keep + ", no longer than: 31 days after closure"))
                .containsExactly("r keeps no longer than 31 days after closure");
        assertThat(between(keep + " after notice of 30 days", keep + " after notice of 29 days"))
                .containsExactly("r gives less notice");
    }

    @Test
    void between_saysThatARuleIsGone_orThatYearsStartOnOtherDays() {
        String rule = "keep: 6 years after closure, then: destroy";
        Schedule before = schedule(SCHEDULE.formatted("", rule));
        Schedule other = schedule(SCHEDULE.formatted("", rule).replace("id: r,", "id: q,"));
        assertThat(Shortened.between(before, other)).containsExactly(new Shortened("r", "is gone"));
        Schedule years = schedule(SCHEDULE.formatted("years: { financial: 01-01 }", rule));
        assertThat(Shortened.between(before, years)).containsExactly(new Shortened("years", "start on other days"));
    }

    @Test
    void between_isEmpty_whenLinesOnlyMove() throws Exception {
        try (var folders = Files.list(Path.of("schedules"))) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                String text = Files.readString(folder.resolve("schedule.yaml"));
                assertThat(Shortened.between(schedule(text), schedule("# a comment\n\n" + text)))
                        .as(folder.toString())
                        .isEmpty();
            }
        }
    }
}
