package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ForecastVerbTest {
    @TempDir
    private static Path home;

    private static Commands commands;
    private static TestDatabase.Login operator;

    @BeforeAll
    static void install() throws Exception {
        commands = Commands.installed(1000, home);
        operator = commands.operator("night");
    }

    @AfterAll
    static void drop() {
        commands.close();
    }

    private static Commands.Result forecast(String... args) {
        String[] line = new String[args.length + 3];
        line[0] = "forecast";
        line[1] = "--as-of";
        line[2] = Commands.AS_OF;
        System.arraycopy(args, 0, line, 3, args.length);
        return commands.scheduled(operator, line);
    }

    @Test
    void table_hasALineAndABarForEachMonth_thenTheRulesAndWhatHasNoDay() {
        String before = commands.content();
        Commands.Result result = forecast();

        assertThat(result.status()).as(result.toString()).isZero();
        List<String> months = result.out()
                .lines()
                .filter(line -> line.matches("20[0-9]{2}-[0-9]{2} .*"))
                .toList();
        assertThat(months).hasSize(24);
        assertThat(months.get(0)).startsWith("2026-11 ");
        assertThat(months.get(23)).startsWith("2028-10 ");
        assertThat(months).anySatisfy(line -> assertThat(line).contains("█"));
        assertThat(result.out())
                .contains(
                        "As of 2026-11-22. Nothing was changed.", "referral-looked-after  destroy", "open, or waiting")
                .containsPattern("MONTH +RECORDS +(HELD +)?0 +[0-9]+ +[0-9]+")
                .doesNotContain("referral-last-year");
        assertThat(result.out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
        assertThat(result.err()).contains("Referral and support record: ");
        assertThat(commands.content()).isEqualTo(before);
    }

    @Test
    void csv_hasEveryRecordInOneRow() {
        Commands.Result result = forecast("--years", "80", "--format", "csv");

        List<String> lines = result.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("class,rule,stage,then,when,records,of which held,of which referred to");
        long together = lines.stream()
                .skip(1)
                .mapToLong(line -> Long.parseLong(line.split(",", -1)[5]))
                .sum();
        assertThat(together).isEqualTo(commands.count("select count(*) from sees.referral"));
        assertThat(lines)
                .filteredOn(line -> line.startsWith("referral,referral-25,1,destroy,"))
                .hasSize(82);
    }

    @Test
    void json_hasTheSameNumbersAsThePlan() {
        JsonNode plan = JsonMapper.shared()
                .readTree(commands.scheduled(operator, "plan", "--format", "json", "--as-of", Commands.AS_OF)
                        .out())
                .get("classes")
                .get(0);
        JsonNode document = JsonMapper.shared()
                .readTree(forecast("--format", "json", "--months", "3").out());

        assertThat(document.propertyNames()).containsExactly("asOf", "by", "all", "classes");
        JsonNode found = document.get("classes").get(0);
        assertThat(found.get("total")).isEqualTo(plan.get("total"));
        assertThat(found.get("due").get("already").get("records"))
                .isEqualTo(plan.get("statuses").get("due"));
        assertThat(found.get("withoutDay").get("open"))
                .isEqualTo(plan.get("statuses").get("open"));
        assertThat(found.get("due").get("spans")).hasSize(3);
        assertThat(document.get("all")).isEqualTo(found.get("due"));
        assertThat(found.get("rules").get(0).get("id").asString()).isEqualTo("referral-25");
    }

    @Test
    void byRule_hasAChartForEachRuleWithRecords_andHeldOnesHaveAColumn() {
        List<String> soon = commands.texts("""
                select r.id::text from sees.referral r
                where r.closed_at is not null
                  and not exists (select 1 from sees.contact c where c.referral_id = r.id)
                  and not exists (select 1 from sees.assessment a where a.referral_id = r.id)
                  and not exists (select 1 from sees.referral_child rc where rc.referral_id = r.id and exists (
                      select 1 from sees.care_episode e where e.child_id = rc.child_id))
                  and (select max(c.date_of_birth) from sees.referral_child rc join sees.child c on c.id = rc.child_id
                       where rc.referral_id = r.id) between date '2001-12-01' and date '2003-09-30'
                  and not exists (select 1 from sees.referral_child rc join sees.child c on c.id = rc.child_id
                       where rc.referral_id = r.id and c.date_of_birth is null)
                limit 1""");
        assertThat(soon).hasSize(1);
        TestDatabase.Login approver = commands.approver("manager");
        Commands.Result placed = commands.scheduled(
                approver,
                "hold",
                "place",
                "referral",
                soon.get(0),
                "--kind",
                "inquiry",
                "--authority",
                "Monitoring Officer",
                "--reason",
                "asked for");
        assertThat(placed.status()).as(placed.toString()).isZero();

        Commands.Result result = forecast("--by-rule");

        assertThat(result.out())
                .contains("referral-25 (referral), then destroy: ", "of them 1 on hold")
                .containsPattern("MONTH +RECORDS +HELD +0 ")
                .doesNotContain("referral-looked-after (referral)");
    }

    @Test
    void itIsRefused_whenTheCommandLineMakesNoSense() {
        assertThat(forecast("--months", "0"))
                .satisfies(result -> assertThat(result.status()).isEqualTo(2))
                .satisfies(
                        result -> assertThat(result.err()).contains("--months takes a number from 1 to 1,200, not 0."));
        assertThat(forecast("--years", "1201").err()).contains("--years takes a number");
        assertThat(forecast("--months", "3", "--years", "3").err()).contains("By month or by year?");
        assertThat(forecast("--by", "month", "--years", "3").err()).contains("--years counts by year");
        assertThat(forecast("--by", "day").err()).contains("'day' is not one of month, year");
        assertThat(forecast("--by", "day").status()).isEqualTo(2);
        assertThat(forecast("--class", "refferal").status()).isEqualTo(13);
        assertThat(forecast("--class", "refferal").err()).contains("Did you mean \"referral\"?");
    }
}
