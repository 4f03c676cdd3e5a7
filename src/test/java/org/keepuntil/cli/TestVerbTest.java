package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.TestDatabase;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TestVerbTest {
    private static final String LEAP_DAY = """
              - name: %s
                record: file
                given: { child: { born: 2004-02-29 }, closure: 2020-02-03 }
                expect: { eligible on: %s, status: due }
            """;

    @TempDir
    private Path home;

    private Path mine;

    @BeforeEach
    void write() throws IOException {
        mine = schedule("mine");
    }

    private Path schedule(String name) throws IOException {
        Path folder = Files.createDirectories(home.resolve("schedules").resolve(name));
        Files.writeString(folder.resolve("schedule.yaml"), """
                schedule: %s
                title: Services
                version: 1
                records: { file: { people: [child], events: [closure] } }
                rules:
                  - { id: file-25, records: file, keep: until age 25, then: destroy }
                  - { id: file-mark, records: file, keep: until age 75, then: flag }
                """.formatted(name));
        return folder;
    }

    private static void examples(Path folder, String... examples) throws IOException {
        Files.writeString(folder.resolve("examples.yaml"), "examples:\n" + String.join("", examples));
    }

    private Commands.Result test(Object... args) {
        return Commands.alone(
                home,
                Map.of(),
                IntStream.rangeClosed(0, args.length)
                        .mapToObj(i -> i == 0 ? "test" : args[i - 1].toString())
                        .toArray(String[]::new));
    }

    @Test
    void test_countsInALine_andHintsAtRulesThatNoExampleShows() throws IOException {
        examples(mine, LEAP_DAY.formatted("on 1 March", "2029-03-01"));

        Commands.Result result = test("--schedule", mine);

        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.out().lines()).containsExactly("mine: 1 example, passed", "1 example of 1 schedule: passed.");
        assertThat(result.err().lines()).containsExactly("No example shows rule file-mark.");
        assertThat(test("--schedule", mine, "--quiet").err()).isEmpty();
    }

    @Test
    void test_showsFailuresInFull_withPlaceAndWay() throws IOException {
        examples(
                mine,
                LEAP_DAY.formatted("on 1 March", "2029-03-01"),
                LEAP_DAY.formatted("on 28 February", "2029-02-28"));

        Commands.Result result = test("--schedule", mine, "--verbose");

        assertThat(result.status()).as(result.toString()).isEqualTo(15);
        assertThat(result.out().lines())
                .startsWith(
                        "mine: 2 examples, 1 failed, 1 passed",
                        "  ✓ on 1 March",
                        "  ✗ on 28 February (" + mine.resolve("examples.yaml") + ":6)",
                        "    eligible on: expected 2029-02-28, but it is 2029-03-01",
                        "    status as of 2029-02-28: expected due, but it is retained",
                        "    What is known",
                        "      child: born 2004-02-29",
                        "      closure: 2020-02-03")
                .endsWith("2 examples of 1 schedule: 1 failed, 1 passed.");
        assertThat(result.out()).contains("29 February does not exist in 2029; Family Law Reform Act 1969 s.9");
        assertThat(test("--schedule", mine).out()).doesNotContain("✓");
    }

    @Test
    void test_runsAllSchedulesOfADirectory_andSaysWhichHasNone() throws IOException {
        examples(mine, LEAP_DAY.formatted("on 1 March", "2029-03-01"));
        Path other = schedule("other");
        Files.createDirectory(mine.resolveSibling("empty"));

        Commands.Result result = test("--schedule", home.resolve("schedules"));

        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.out().lines())
                .containsExactly(
                        "mine: 1 example, passed",
                        "other: no examples (" + other.resolve("examples.yaml") + " is not there)",
                        "1 example of 2 schedules: passed.");
    }

    @Test
    void test_saysWhatToWrite_whenThereIsNoExampleAtAll() {
        Commands.Result result = test("--schedule", mine);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("There are no examples: " + mine.resolve("examples.yaml") + " is not there.", "examples:");
    }

    @Test
    void test_listsProblemsOfAllFiles_andRunsNothing() throws IOException {
        examples(mine, "  - { name: one, record: fiel, given: {}, expect: { status: due } }\n");
        Path other = schedule("other");
        Files.writeString(
                other.resolve("schedule.yaml"),
                Files.readString(other.resolve("schedule.yaml")).replace("until age 25", "untill age 25"));
        examples(other, LEAP_DAY.formatted("on 1 March", "2029-03-01"));

        Commands.Result result = test("--schedule", mine, "--schedule", other);

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains(
                        mine.resolve("examples.yaml") + ":2:26: no class of record is called \"fiel\"",
                        "^^^^",
                        "Did you mean \"file\"?",
                        "\"untill age 25\" is not a period",
                        "There are 2 errors in the schedule, the binding or the examples.");
    }

    @Test
    void test_takesTheBindingIntoAccount_whenThereIsOne() throws IOException {
        examples(mine, LEAP_DAY.formatted("on 1 March", "2029-03-01"));
        Files.writeString(mine.resolve("binding.yaml"), """
                placeholder dates: [2004-02-29]
                records:
                  file:
                    table: a.file
                    open while: { closure: present }
                    people: { child: { born: born } }
                    events: { closure: closed_on }
                """);

        Commands.Result result = test("--schedule", mine);

        assertThat(result.status()).as(result.toString()).isEqualTo(15);
        assertThat(result.out())
                .contains(
                        "eligible on: expected 2029-03-01, but it is never",
                        "expected due, but it is open",
                        "child: born not known (the date is a placeholder)");
    }

    @Test
    void json_hasEveryExample() throws IOException {
        examples(
                mine,
                LEAP_DAY.formatted("on 1 March", "2029-03-01"),
                LEAP_DAY.formatted("on 28 February", "2029-02-28"));

        Commands.Result result = test("--schedule", mine, "--format", "json");

        assertThat(result.status()).isEqualTo(15);
        JsonNode document = JsonMapper.shared().readTree(result.out());
        assertThat(document.get("passed").asInt()).isEqualTo(1);
        assertThat(document.get("failed").asInt()).isEqualTo(1);
        JsonNode failed = document.get("schedules").get(0).get("examples").get(1);
        assertThat(failed.propertyNames())
                .containsExactly("name", "class", "line", "asOf", "passed", "complaints", "notAsked", "sections");
        assertThat(failed.get("name").asString()).isEqualTo("on 28 February");
        assertThat(failed.get("line").asInt()).isEqualTo(6);
        assertThat(failed.get("asOf").asString()).isEqualTo("2029-02-28");
        assertThat(failed.get("passed").asBoolean()).isFalse();
        assertThat(failed.get("complaints").get(0).asString())
                .isEqualTo("eligible on: expected 2029-02-28, but it is 2029-03-01");
        assertThat(test("--schedule", mine, "--format", "csv").status()).isEqualTo(2);
    }

    @Test
    void junit_isXmlWithASuiteForEachSchedule_whateverTheNames() throws Exception {
        examples(
                mine,
                LEAP_DAY.formatted("\"a <b> & 'c' \\\"d\\\" ]]> \\u0001 é 😀\"", "2029-03-01"),
                LEAP_DAY.formatted("\"x < y & z\"", "2029-02-28"));
        Path other = schedule("other");
        examples(other, LEAP_DAY.formatted("on 1 March", "2029-03-01"));
        Path file = home.resolve("reports/of/examples.xml");

        Commands.Result result = test("--schedule", home.resolve("schedules"), "--junit", file);

        assertThat(result.status()).as(result.toString()).isEqualTo(15);
        Document xml =
                DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile());
        assertThat(xml.getDocumentElement().getTagName()).isEqualTo("testsuites");
        assertThat(attributes(xml.getDocumentElement(), "tests", "failures", "errors", "skipped"))
                .containsExactly("3", "1", "0", "0");
        List<Element> suites = elements(xml.getElementsByTagName("testsuite"));
        assertThat(suites).extracting(suite -> suite.getAttribute("name")).containsExactly("mine", "other");
        assertThat(attributes(suites.get(0), "tests", "failures")).containsExactly("2", "1");
        assertThat(attributes(suites.get(1), "tests", "failures")).containsExactly("1", "0");
        List<Element> cases = elements(xml.getElementsByTagName("testcase"));
        assertThat(cases)
                .extracting(each -> each.getAttribute("name"))
                .containsExactly("a <b> & 'c' \"d\" ]]> ? é 😀", "x < y & z", "on 1 March");
        assertThat(attributes(cases.get(1), "classname", "file", "line"))
                .containsExactly("mine.file", mine.resolve("examples.yaml").toString(), "6");
        List<Element> failures = elements(xml.getElementsByTagName("failure"));
        assertThat(failures).singleElement().satisfies(failure -> {
            assertThat(failure.getParentNode()).isSameAs(cases.get(1));
            assertThat(failure.getAttribute("message"))
                    .isEqualTo(
                            "eligible on: expected 2029-02-28, but it is 2029-03-01; status as of 2029-02-28: expected"
                                    + " due, but it is retained");
            assertThat(failure.getTextContent())
                    .contains(mine.resolve("examples.yaml") + ":6", "  child: born 2004-02-29", "until age 25");
        });
    }

    private static List<String> attributes(Element element, String... names) {
        return List.of(names).stream().map(element::getAttribute).toList();
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    @Test
    void ownSchedules_passTheirExamples_inADatabaseToo() throws Exception {
        try (Commands commands = Commands.installed(10, home)) {
            String content = commands.content();
            Commands.Result result = commands.run(commands.superuser(), "test", "--schedule", "schedules", "--verbose");

            assertThat(result.status()).as(result.toString()).isZero();
            assertThat(result.out())
                    .contains(
                            "✓ a leap-day child is kept until 1 March\n",
                            "✓ a hold wins (the database was not asked: what stands in the way of a record is not put into"
                                    + " tables)",
                            "; the database was asked about 10, the rest can't be put into tables");
            assertThat(commands.content()).isEqualTo(content);
            assertThat(commands.count("select count(*) from pg_namespace where nspname like 'keepuntil_%'"))
                    .isZero();

            TestDatabase.Login operator = commands.operator("night");
            Commands.Result refused = commands.scheduled(operator, "test");
            assertThat(refused.status()).as(refused.toString()).isEqualTo(11);
            assertThat(refused.err()).contains("The account " + operator.user() + " may not create a schema");
        }
    }

    @Test
    void test_saysToInstall_whenTheDatabaseHasNoControlSchema() throws IOException {
        examples(mine, LEAP_DAY.formatted("on 1 March", "2029-03-01"));
        try (Commands empty = Commands.onEmpty(home)) {
            Commands.Result result = empty.run(empty.superuser(), "test", "--schedule", mine.toString());

            assertThat(result.status()).as(result.toString()).isEqualTo(5);
            assertThat(result.err()).contains("keepuntil init");
        }
    }
}
