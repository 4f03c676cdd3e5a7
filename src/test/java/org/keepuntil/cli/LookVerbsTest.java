package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.decide.Status;
import org.keepuntil.testing.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The verbs that only look: they change nothing. */
class LookVerbsTest {
    private static final int CHILDREN = 1000;

    @TempDir
    private static Path home;

    private static Commands commands;
    private static TestDatabase.Login operator;

    @BeforeAll
    static void install() throws Exception {
        commands = Commands.installed(CHILDREN, home);
        operator = commands.operator("night");
    }

    @AfterAll
    static void drop() {
        commands.close();
    }

    @Test
    void plan_givesEveryStatusInOneDocumentAndTheyAddUp_whenJsonIsAsked() {
        Commands.Result plan = commands.scheduled(operator, "plan", "--format", "json", "--as-of", Commands.AS_OF);

        assertThat(plan.status()).as(plan.toString()).isZero();
        JsonNode document = JsonMapper.shared().readTree(plan.out());
        assertThat(document.propertyNames()).containsExactly("asOf", "digest", "classes");
        assertThat(document.get("asOf").asString()).isEqualTo(Commands.AS_OF);
        assertThat(document.get("digest").asString()).matches("[0-9a-f]{64}");
        for (JsonNode found : document.get("classes")) {
            assertThat(found.propertyNames()).containsExactly("class", "total", "statuses", "rules");
            assertThat(found.get("statuses").propertyNames())
                    .containsExactlyInAnyOrderElementsOf(
                            List.of(Status.values()).stream().map(Status::word).toList());
            long together = 0;
            for (JsonNode count : found.get("statuses")) {
                together += count.asLong();
            }
            assertThat(found.get("total").asLong()).isPositive().isEqualTo(together);
            assertThat(found.get("rules").get(0).propertyNames()).contains("id", "phrase", "due");
        }
        JsonNode referral = document.get("classes").get(0);
        assertThat(referral.get("total").asLong()).isEqualTo(commands.count("select count(*) from sees.referral"));
        assertThat(referral.get("statuses").get("due").asLong()).isPositive();
    }

    @Test
    void planList_hasALineForEveryRecordThatAgreesWithTheCounts_whenCsvIsAsked() {
        JsonNode document = JsonMapper.shared()
                .readTree(commands.scheduled(operator, "plan", "--format", "json", "--as-of", Commands.AS_OF)
                        .out());
        Commands.Result list =
                commands.scheduled(operator, "plan", "--list", "--format", "csv", "--as-of", Commands.AS_OF, "--debug");

        assertThat(list.status()).as(list.err()).isZero();
        List<String> lines = list.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("class,key,status,rule,earliest,latest,referred to by");
        Map<String, Long> counts = lines.stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .peek(cells -> assertThat(cells).hasSize(7))
                .collect(Collectors.groupingBy(cells -> cells[0] + "/" + cells[2], Collectors.counting()));
        for (JsonNode found : document.get("classes")) {
            for (Status status : Status.values()) {
                assertThat(counts.getOrDefault(found.get("class").asString() + "/" + status.word(), 0L))
                        .as(status.word())
                        .isEqualTo(found.get("statuses").get(status.word()).asLong());
            }
        }
        assertThat(list.out()).containsPattern("undetermined,[^,]+,ever,never");
    }

    @Test
    void planList_isNarrowed_whenStatusAndClassAreGiven() {
        Commands.Result list = commands.scheduled(
                operator,
                "plan",
                "--list",
                "--status",
                "due",
                "--status",
                "referred-to",
                "--class",
                "referral",
                "--format",
                "json",
                "--as-of",
                Commands.AS_OF);

        JsonNode records = JsonMapper.shared().readTree(list.out()).get("records");
        assertThat(records).as(list.toString()).isNotEmpty().allSatisfy(record -> {
            assertThat(record.get("class").asString()).isEqualTo("referral");
            assertThat(record.get("status").asString()).isIn("due", "referred to");
        });
        assertThat(commands.scheduled(operator, "plan", "--list", "--status", "deu")
                        .status())
                .isEqualTo(2);
        assertThat(commands.scheduled(operator, "plan", "--status", "due").status())
                .isEqualTo(2);
        Commands.Result noClass = commands.scheduled(operator, "plan", "--class", "refferal");
        assertThat(noClass.status()).isEqualTo(13);
        assertThat(noClass.err()).contains("Did you mean \"referral\"?");
    }

    @Test
    void plan_showsATableAndNothingElseOnStandardOutput_whenNothingIsSaid() {
        Commands.Result plan = commands.scheduled(operator, "plan", "--as-of", Commands.AS_OF);

        assertThat(plan.out())
                .startsWith("As of " + Commands.AS_OF)
                .contains("Referral and support record", "to be disposed of", "referral-25")
                .doesNotContain("Looking at");
        assertThat(plan.err()).contains("Looking at");
    }

    @Test
    void explain_saysNoNames() {
        for (String referral : commands.texts("""
                (select referral_id::text from sees.referral_child group by referral_id order by count(*) desc limit 2)
                union all
                (select id::text from sees.referral where closed_at is not null order by received_on limit 2)""")) {
            List<String> names = commands.texts("""
                    select unnest(array[c.given_name, c.family_name, c.postcode, c.address_line]) from sees.child c
                    join sees.referral_child rc on rc.child_id = c.id where rc.referral_id = ?""", Long.valueOf(referral));
            for (String format : List.of("table", "json")) {
                Commands.Result explained =
                        commands.scheduled(operator, "explain", "referral", referral, "--format", format);

                assertThat(explained.status()).as(explained.toString()).isZero();
                assertThat(names).hasSizeGreaterThanOrEqualTo(4);
                assertThat(explained.out())
                        .contains("What is known", "until age 25 of the youngest child", "Status")
                        .doesNotContain(names);
                assertThat(explained.err()).isEmpty();
            }
        }
    }

    @Test
    void explain_saysNotFound_whenThereIsNoSuchRecordOrClass() {
        for (String key : List.of("999999999", "abc", "1.5")) {
            Commands.Result explained = commands.scheduled(operator, "explain", "referral", key);
            assertThat(explained.status()).as(explained.toString()).isEqualTo(13);
            assertThat(explained.err()).contains("There is no referral " + key + ".");
            assertThat(explained.out()).isEmpty();
        }
        assertThat(commands.scheduled(operator, "explain", "referal", "1").err())
                .contains("Did you mean \"referral\"?");
        assertThat(commands.scheduled(operator, "explain", "referral", "1", "2").status())
                .isEqualTo(2);
    }

    @Test
    void check_findsNoProblem_withAndWithoutTheDatabase() {
        Commands.Result alone = commands.plain("", Map.of(), "check", "--schedule", Commands.SCHEDULE.toString());
        assertThat(alone.status()).as(alone.toString()).isZero();
        assertThat(alone.out())
                .matches("(?s)No (problems|errors, [0-9]+ warnings?): [0-9]+ class(es)?, [0-9]+ rules?\\.\n");

        Commands.Result both = commands.scheduled(operator, "check");
        assertThat(both.status()).as(both.toString()).isZero();
        assertThat(both.out()).contains(commands.database().name());
    }
}
