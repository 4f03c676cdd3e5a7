package org.keepuntil.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.schedule.ScheduleParser;
import org.keepuntil.source.Problem;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Severity;
import org.keepuntil.source.YamlFile;

/**
 * The page "How do I say …": every rule on it is read, and every date is worked out. A date stands in a line of the form
 * {@code - Given `{ facts }` as of DATE: eligible on DATE, act}; what is refused in one that begins with the phrase.
 */
class HowDoISayTest {
    private static final Path PAGE = Path.of("src/docs/how-do-i-say.md");
    private static final Pattern SNIPPET = Pattern.compile("```yaml\n(.*?)```\n(.*?)(?=\n## |\\z)", Pattern.DOTALL);
    private static final Pattern GIVEN =
            Pattern.compile("^- Given `(.*)`(?: as of (\\S+))?: eligible on (\\S+), (\\w+)$", Pattern.MULTILINE);
    private static final Pattern RECORDS = Pattern.compile("^ {2}records: (\\S+)$", Pattern.MULTILINE);

    private final String page;
    private final String classes;

    HowDoISayTest() throws IOException {
        page = Files.readString(PAGE);
        classes = find(SNIPPET, page).group(1);
    }

    @TestFactory
    List<DynamicTest> everyDateOnThePage_isWhatTheProgramGives() {
        List<DynamicTest> tests = new ArrayList<>();
        Matcher snippet = SNIPPET.matcher(page);
        snippet.find();
        while (snippet.find()) {
            String rule = snippet.group(1);
            String dates = snippet.group(2);
            tests.add(DynamicTest.dynamicTest(rule.lines().findFirst().orElseThrow(), () -> assertDates(rule, dates)));
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(30);
        return tests;
    }

    @Test
    void everyLineThatThePageNames_isRefused() {
        String refused = page.substring(page.indexOf("## What is refused"));
        List<String> phrases = Pattern.compile("^- `([^`]*)`: ", Pattern.MULTILINE)
                .matcher(refused)
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(phrases).hasSizeGreaterThanOrEqualTo(5).allSatisfy(phrase -> {
            Problems problems = new Problems();
            schedule("- { id: x, records: file, keep: \"" + phrase + "\", then: destroy }", problems);
            assertThat(errors(problems)).as(phrase).isNotEmpty();
        });
    }

    private void assertDates(String rule, String dates) {
        Problems problems = new Problems();
        Schedule schedule = schedule(rule, problems);
        assertThat(errors(problems)).isEmpty();
        Matcher given = GIVEN.matcher(dates);
        int count = 0;
        while (given.find()) {
            count++;
            String example = String.join(
                    "\n",
                    "deaths: recorded",
                    "examples:",
                    "  - name: " + count,
                    "    record: " + find(RECORDS, rule).group(1),
                    "    given: " + given.group(1),
                    given.group(2) == null ? "" : "    as of: " + given.group(2),
                    "    expect: { eligible on: " + given.group(3) + ", then: " + given.group(4) + " }");
            assertExample(schedule, example);
        }
        assertThat(count)
                .as("dates in lines of the fixed form")
                .isPositive()
                .isEqualTo(dates.split("- Given", -1).length - 1);
    }

    private static void assertExample(Schedule schedule, String text) {
        Problems problems = new Problems();
        Setting setting = Setting.of(schedule);
        List<Example> examples = YamlFile.of("example", text, problems)
                .flatMap(file -> ExamplesParser.parse(file, schedule, setting, problems))
                .orElseThrow(() -> new AssertionError(problems.render()));
        assertThat(Results.of(schedule, setting, examples).failed().stream()
                        .map(Result::complaints)
                        .toList())
                .as(text)
                .isEmpty();
    }

    private Schedule schedule(String rules, Problems problems) {
        String text = "schedule: page\ntitle: Page\nversion: 1\n" + classes + "rules:\n" + rules;
        return YamlFile.of("page", text, problems)
                .flatMap(file -> ScheduleParser.draft(file, problems))
                .orElseThrow(() -> new AssertionError(problems.render()));
    }

    /** All but that a class of the page has no rule in this snippet. */
    private static List<String> errors(Problems problems) {
        return problems.all().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .map(Problem::message)
                .filter(message -> !message.startsWith("no rule is about"))
                .toList();
    }

    private static Matcher find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher;
    }
}
