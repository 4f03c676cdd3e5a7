package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.testing.TestDatabase;

/** What is wrong is said clearly, ends with its own code, and leaves everything as it was. */
class RefusedVerbsTest {
    @TempDir
    private static Path home;

    private static Commands commands;
    private static TestDatabase.Login operator;
    private static String content = "";

    @BeforeAll
    static void install() throws Exception {
        commands = Commands.installed(200, home);
        operator = commands.operator("night");
        content = commands.content();
    }

    @AfterAll
    static void drop() {
        commands.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "plan"})
    void verb_saysSo_whenThePasswordIsWrong(String verb) {
        Commands.Result result =
                commands.run(operator, "wrong", Map.of(), verb, "--schedule", Commands.SCHEDULE.toString());

        refused(result, 4, "The database refused the login", ".pgpass");
    }

    @Test
    void run_saysSo_whenThereIsNoSuchDatabase() {
        Commands.Result result = commands.plain(
                operator.password(),
                Map.of(),
                "run",
                "--schedule",
                Commands.SCHEDULE.toString(),
                "--database",
                "postgresql://" + operator.user() + "@" + commands.database().hostAndPort() + "/no_such_database");

        refused(result, 4, "The server has no such database");
    }

    @Test
    void run_saysSo_whenNobodyListensThere() {
        Commands.Result result = commands.plain(
                "",
                Map.of(),
                "run",
                "--schedule",
                Commands.SCHEDULE.toString(),
                "--database",
                "postgresql://x@localhost:1/x");

        refused(result, 4, "The database cannot be reached");
    }

    @Test
    void run_namesTheTable_whenItIsMissing() throws IOException {
        Path schedule = edited("table: sees.referral\n", "table: sees.referal\n");
        Commands.Result result = commands.run(operator, "run", "--schedule", schedule.toString());

        refused(result, 6, "binding.yaml:", "sees.referal", "^^^", "1 error");
        Commands.Result check = commands.run(operator, "check", "--schedule", schedule.toString());
        refused(check, 6, "sees.referal");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            looked after: yes         | 3 | "looked after" is true or false by the binding, and never "yes"
            looked after: not no      | 3 | never "no"
            service: at least 3       | 6 | "service" is text by the binding, and cannot be compared with the number 3
            """)
    void verbs_refuseAConditionThatNoValueCanMeet(String condition, int status, String message) throws IOException {
        Path schedule = edited("when: { looked after: true }", "when: { " + condition + " }");
        for (String verb : List.of("check", "plan", "run")) {
            refused(commands.run(operator, verb, "--schedule", schedule.toString()), status, "schedule.yaml:", message);
        }
    }

    @Test
    void check_looksAtTheScheduleAlone_whenThereIsNoBindingYet() throws IOException {
        Path schedule = edited("until age 25 of the youngest child", "until age 25 of the youngest child");
        Files.delete(schedule.resolve("binding.yaml"));

        Commands.Result good = Commands.alone(home, Map.of(), "check", "--schedule", schedule.toString());
        assertThat(good.status()).as(good.toString()).isZero();
        assertThat(good.out()).contains("No problems: 1 class, 3 rules.");
        assertThat(good.err())
                .contains("There is no binding.yaml in " + schedule + ", so only its schedule was checked.");

        Path policy = schedule.resolve("schedule.yaml");
        Files.writeString(policy, Files.readString(policy).replace("version:", "verison:"));
        Commands.Result wrong = Commands.alone(home, Map.of(), "check", "--schedule", schedule.toString());
        refused(wrong, 3, "schedule.yaml:", "verison", "There are 2 errors");
        assertThat(wrong.err()).doesNotContain("binding.yaml:");
    }

    @Test
    void check_namesASchedule_whenItIsGivenADirectoryOfThem() {
        Commands.Result result = Commands.alone(home, Map.of(), "check", "--schedule", "schedules");

        refused(result, 2, "There is no schedule.yaml in schedules, but in 6 directories below it.");
        assertThat(result.err()).contains("--schedule schedules/leeds-jess-cluster");
    }

    @Test
    void run_showsEveryProblemWithItsLine_whenTheFilesAreWrong() throws IOException {
        Path schedule = edited("keep: until age 25 of the youngest child", "keep: untill age 25");
        Files.writeString(
                schedule.resolve("schedule.yaml"),
                Files.readString(schedule.resolve("schedule.yaml")).replace("version:", "verison:"));
        for (String verb : List.of("run", "check", "plan")) {
            Commands.Result result = commands.run(operator, verb, "--schedule", schedule.toString());

            refused(result, 3, "schedule.yaml:", "untill age 25", "verison", "errors in the schedule");
        }
    }

    @Test
    void run_isRefused_whenTwoSchedulesHaveAClassOfTheSameName() {
        Commands.Result result = commands.run(
                operator,
                "run",
                "--schedule",
                Commands.SCHEDULE.toString(),
                "--schedule",
                Commands.SCHEDULE.toString());

        refused(result, 3, "has records named \"referral\" already");
    }

    @Test
    void run_isRefused_whenAHoldIsOnRecordsThatNoScheduleHas() throws Exception {
        commands.database().execute("""
                begin; set local session_replication_role = replica;
                insert into keepuntil.hold (class, key, kind, authority, reason, placed_by, placed_at)
                values ('case', array['1'], 'police', 'a test', 'a test', 'a test', now());
                commit""");
        try {
            refused(
                    commands.run(operator, "run", "--schedule", Commands.SCHEDULE.toString()),
                    7,
                    "There are holds on case",
                    "keepuntil hold list");
        } finally {
            commands.database()
                    .execute("begin; set local session_replication_role = replica; delete from keepuntil.hold; commit");
        }
    }

    @Test
    void run_isRefused_whenTheReviewIsLongPast() throws IOException {
        Path schedule = edited("review by: 2027-03-31", "review by: 2020-03-31");

        refused(
                commands.run(operator, "run", "--schedule", schedule.toString()),
                7,
                "was to be reviewed by 2020-03-31");
        assertThat(commands.run(operator, "plan", "--no-store", "--schedule", schedule.toString())
                        .status())
                .isZero();
    }

    @Test
    void run_isRefused_whenTheClocksAreApart() {
        Commands.Result result = Commands.alone(
                home,
                Map.of("PGPASSWORD", operator.password()),
                Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-90)),
                "run",
                "--schedule",
                Commands.SCHEDULE.toString(),
                "--database",
                "postgresql://" + operator.user() + "@" + commands.database().hostAndPort() + "/"
                        + commands.database().name());

        refused(result, 7, "The clock of this machine and that of the database are", "seconds apart");
    }

    @Test
    void run_isRefused_whenTheReportCouldNotBeWritten() throws IOException {
        Path file = Files.createTempFile(home, "report", "");

        refused(commands.scheduled(operator, "run", "--report", file.toString()), 2, file.toString());
    }

    @Test
    void run_saysToInstall_whenKeepuntilIsNotThere() {
        try (Commands empty = Commands.onEmpty(home)) {
            TestDatabase.Login login = empty.database().login("anybody");
            for (String verb : List.of("run", "plan")) {
                Commands.Result result = empty.scheduled(login, verb);
                assertThat(result.status()).as(result.toString()).isEqualTo(5);
                assertThat(result.err()).contains("Keepuntil is not installed in this database. Run: keepuntil init");
            }
        }
    }

    @Test
    void run_saysWhatToGrant_whenTheAccountMayNotWorkAsTheOperator() {
        TestDatabase.Login nobody = commands.database().login("nobody");

        refused(
                commands.scheduled(nobody, "run"),
                11,
                "grant \"" + commands.roles().operator() + "\" to \"" + nobody.user() + "\";");
    }

    @Test
    void run_saysWhereTheKeyBelongs_whenItIsNotThere() {
        Commands.Result result = commands.run(
                operator,
                operator.password(),
                Map.of("KEEPUNTIL_TOKEN_KEY_FILE", "/nowhere/key"),
                "run",
                "--schedule",
                Commands.SCHEDULE.toString());

        refused(result, 11, "There is no token key in /nowhere/key");
    }

    private static void refused(Commands.Result result, int status, String... says) {
        assertThat(result.status()).as(result.toString()).isEqualTo(status);
        assertThat(result.err()).contains(says).doesNotContain("\tat ");
        assertThat(result.out()).isEmpty();
        assertThat(commands.content()).isEqualTo(content);
        assertThat(commands.count("select count(*) from keepuntil.run")).isZero();
    }

    private static Path edited(String what, String with) throws IOException {
        Path folder = Files.createTempDirectory(home, "schedule");
        for (String file : List.of("schedule.yaml", "binding.yaml")) {
            String text = Files.readString(Commands.SCHEDULE.resolve(file));
            Files.writeString(folder.resolve(file), text.replace(what, with));
        }
        return folder;
    }
}
