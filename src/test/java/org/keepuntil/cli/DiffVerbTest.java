package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DiffVerbTest {
    @TempDir
    private static Path home;

    private static Commands commands;
    private static TestDatabase.Login operator;
    private static String text;

    @BeforeAll
    static void install() throws Exception {
        commands = Commands.installed(1000, home);
        operator = commands.operator("night");
        text = Files.readString(Commands.SCHEDULE.resolve("schedule.yaml"));
    }

    @AfterAll
    static void drop() {
        commands.close();
    }

    private static Path file(String name, String content) throws IOException {
        return Files.writeString(home.resolve(name), content);
    }

    private static Commands.Result diff(Path old, Path fresh, String... more) {
        String[] line = new String[more.length + 5];
        System.arraycopy(
                new String[] {"diff", old.toString(), fresh.toString(), "--as-of", Commands.AS_OF}, 0, line, 0, 5);
        System.arraycopy(more, 0, line, 5, more.length);
        return commands.run(operator, line);
    }

    private static Commands.Result words(Path old, Path fresh, String... more) {
        String[] line = new String[more.length + 3];
        System.arraycopy(new String[] {"diff", old.toString(), fresh.toString()}, 0, line, 0, 3);
        System.arraycopy(more, 0, line, 3, more.length);
        return commands.plain("", Map.of(), line);
    }

    @Test
    void theWordsAreCompared_whenNoDatabaseIsNamed() throws Exception {
        Path old = file("words.yaml", text.replace("age 25 of", "age 30 of"));

        Commands.Result result = words(old, Commands.SCHEDULE);

        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.out())
                .contains(
                        "~ referral-25 (changed)",
                        "keep: until age 30 of the youngest child → until age 25 of the youngest child",
                        "2 rules stay as they are.",
                        "No database is named, so no record was looked at.");
        JsonNode document = JsonMapper.shared()
                .readTree(words(old, Commands.SCHEDULE, "--format", "json").out());
        assertThat(document.get("records").isNull()).isTrue();
        assertThat(document.get("words").get("rules")).hasSize(1);
        assertThat(words(Commands.SCHEDULE, Commands.SCHEDULE).out()).startsWith("Both schedules say the same.");
    }

    @Test
    void whatGoesAtOnceIsSaidFirst_andNothingIsChanged() throws Exception {
        String before = commands.content();
        Path old = file("long.yaml", text.replace("age 25 of", "age 30 of"));

        Commands.Result result = diff(old, Commands.SCHEDULE);

        assertThat(result.status()).as(result.toString()).isZero();
        assertThat(result.out())
                .containsPattern(
                        "AT ONCE: ([0-9]+) records of referral would fall due under referral-25\\.\nThe old schedule keeps them longer\\. The next run would have \\1 of them destroyed\\.")
                .contains("comes due earlier", "MEDIAN DAYS")
                .containsSubsequence("What changes in the schedule", "AT ONCE", "EFFECT");
        assertThat(commands.content()).isEqualTo(before);
        assertThat(diff(Commands.SCHEDULE, old).out())
                .contains("Nothing falls due at once that the old schedule keeps longer.")
                .doesNotContain("AT ONCE:");
    }

    @Test
    void documentsHaveEveryRecordOnce() throws Exception {
        Path old = file("documents.yaml", text.replace("age 25 of", "age 24 of"));
        long all = commands.count("select count(*) from sees.referral");

        JsonNode records = JsonMapper.shared()
                .readTree(diff(old, Commands.SCHEDULE, "--format", "json", "--samples", "1")
                        .out())
                .get("records");
        long moved = 0;
        for (JsonNode move : records.get("classes").get(0).get("moves")) {
            moved += move.get("records").asLong();
            assertThat(move.get("effects"))
                    .allSatisfy(effect -> assertThat(effect.get("samples")).hasSize(1));
        }
        assertThat(moved).isEqualTo(all);

        List<String> lines =
                diff(old, Commands.SCHEDULE, "--format", "csv").out().lines().toList();
        assertThat(lines.get(0)).startsWith("class,old rule,old act,new rule,new act,effect,records,");
        assertThat(lines.stream()
                        .skip(1)
                        .mapToLong(line -> Long.parseLong(line.split(",", -1)[6]))
                        .sum())
                .isEqualTo(all);
    }

    @Test
    void itEndsWith7_whenSomethingComesEarlierAndThatIsUnwanted() throws Exception {
        Path old = file("earlier.yaml", text.replace("age 25 of", "age 30 of"));

        Commands.Result earlier = diff(old, Commands.SCHEDULE, "--fail-on-earlier");
        assertThat(earlier.status()).isEqualTo(7);
        assertThat(earlier.err()).containsPattern("[0-9]+ records come due earlier than before");
        assertThat(earlier.out()).contains("AT ONCE");
        assertThat(diff(Commands.SCHEDULE, old, "--fail-on-earlier").status()).isZero();
    }

    @Test
    void itIsRefused_whenThereIsNothingToCompare() throws Exception {
        Path wrong = file("wrong.yaml", text.replace("version:", "verison:"));
        Path noBinding = file("alone.yaml", text);

        assertThat(words(home.resolve("none"), Commands.SCHEDULE))
                .satisfies(result -> assertThat(result.status()).isEqualTo(2))
                .satisfies(result -> assertThat(result.err()).contains("There is no schedule ", "none"));
        assertThat(words(home, Commands.SCHEDULE).err()).contains("There is no schedule.yaml in ");
        assertThat(words(wrong, Commands.SCHEDULE).status()).isEqualTo(3);
        assertThat(words(wrong, Commands.SCHEDULE).err()).contains("verison");
        assertThat(diff(noBinding, noBinding).status()).isEqualTo(2);
        assertThat(diff(noBinding, noBinding).err()).contains("--binding FILE");
        assertThat(diff(
                                noBinding,
                                noBinding,
                                "--binding",
                                Commands.SCHEDULE.resolve("binding.yaml").toString())
                        .status())
                .isZero();
        assertThat(words(noBinding, noBinding, "--fail-on-earlier").status()).isEqualTo(2);
        assertThat(words(noBinding, noBinding, "--format", "csv").status()).isEqualTo(2);
        assertThat(diff(noBinding, Commands.SCHEDULE, "--samples", "-1").status())
                .isEqualTo(2);
        assertThat(words(noBinding, noBinding, "extra").status()).isEqualTo(2);
    }

    @Test
    void itIsRefused_whenTheBindingsLookForTheRecordsInDifferentPlaces() throws Exception {
        Path folder = Files.createDirectories(home.resolve("elsewhere"));
        Files.writeString(folder.resolve("schedule.yaml"), text);
        Files.writeString(
                folder.resolve("binding.yaml"),
                Files.readString(Commands.SCHEDULE.resolve("binding.yaml"))
                        .replace(
                                "table: sees.referral\n",
                                "table: sees.referral\n    where: { service_code: early-help }\n"));

        Commands.Result result = diff(folder, Commands.SCHEDULE);

        assertThat(result.status()).as(result.toString()).isEqualTo(6);
        assertThat(result.err()).contains("The two cannot be compared", "where {service_code=early-help}", "--binding");
    }
}
