package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.control.Run;
import org.keepuntil.control.Runs;
import org.keepuntil.job.NightResult;
import org.keepuntil.report.Outlook;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The forecast in the report of a night. */
class OutlooksTest {
    @TempDir
    private Path home;

    private Commands commands;
    private TestDatabase.Login operator;

    @BeforeEach
    void install() throws Exception {
        commands = Commands.installed(500, home);
        operator = commands.operator("night");
    }

    @AfterEach
    void drop() {
        commands.close();
    }

    private JsonNode forecastOfRun() throws Exception {
        return JsonMapper.shared()
                .readTree(Files.readString(home.resolve("reports/run-1/run.json")))
                .get("forecast");
    }

    private Commands.Result night() {
        return commands.scheduled(
                operator,
                "run",
                "--as-of",
                Commands.AS_OF,
                "--report",
                home.resolve("reports").toString());
    }

    @Test
    void theReportOfARunHasTheForecastOfWhatIsLeft_andOneThatIsWrittenAgainHasNone() throws Exception {
        Commands.Result run = night();

        assertThat(run.status()).as(run.toString()).isZero();
        JsonNode made = forecastOfRun();
        JsonNode after = JsonMapper.shared()
                .readTree(commands.scheduled(operator, "forecast", "--as-of", Commands.AS_OF, "--format", "json")
                        .out())
                .get("classes")
                .get(0);
        JsonNode referral = made.get("classes").get(0);
        assertThat(made.get("asOf").asString()).isEqualTo(Commands.AS_OF);
        assertThat(referral.get("already").asLong()).isZero();
        assertThat(referral.get("total")).isEqualTo(after.get("total"));
        assertThat(referral.get("months")).hasSize(24);
        for (int i = 0; i < 24; i++) {
            assertThat(referral.get("months").get(i).get("records"))
                    .isEqualTo(after.get("due").get("spans").get(i).get("records"));
        }
        commands.run(
                operator, "report", "1", "--output", home.resolve("reports").toString());
        assertThat(forecastOfRun().isNull()).isTrue();
    }

    @Test
    void whatWasForetoldHolds_untilARunDisposesOfSomething() throws Exception {
        try (Workplace place = workplace()) {
            Run run = Runs.of(JdbcClient.create(place.database())).begin(LocalDate.parse(Commands.AS_OF));
            Outlooks outlooks = new Outlooks(place, Console.of(new StringWriter(), new StringWriter()));
            Outlook first = outlooks.after(run, NightResult.COMPLETE, 3);

            commands.database().execute("update sees.referral set closed_at = null where id = 2");

            assertThat(first).isInstanceOf(Outlook.Made.class);
            assertThat(outlooks.again(run)).isEqualTo(first);
            assertThat(outlooks.after(run, NightResult.COMPLETE, 0)).isEqualTo(first);
            assertThat(outlooks.after(run, NightResult.COMPLETE, 1)).isNotEqualTo(first);
        }
    }

    @Test
    void itIsSaidAndNothingElseFails_whenTheForecastCannotBeMade() throws Exception {
        StringWriter err = new StringWriter();
        Run run;
        Workplace lost = workplace();
        try (Connection connection = lost.database().getConnection()) {
            run = Runs.of(JdbcClient.create(lost.database())).begin(LocalDate.parse(Commands.AS_OF));
            assertThat(connection.isValid(1)).isTrue();
        }
        lost.close();

        Outlooks outlooks = new Outlooks(lost, Console.of(new StringWriter(), err));

        assertThat(outlooks.after(run, NightResult.COMPLETE, 1)).isEqualTo(new Outlook.Failed());
        assertThat(err.toString()).contains("could not be computed");
        assertThat(outlooks.after(run, NightResult.STOPPED, 1)).isEqualTo(new Outlook.LeftOut());
    }

    private Workplace workplace() throws Exception {
        Surroundings around = new Surroundings(
                Map.of(
                        "KEEPUNTIL_DATABASE",
                        "postgresql://" + operator.user() + "@"
                                + commands.database().hostAndPort() + "/"
                                + commands.database().name(),
                        "KEEPUNTIL_SCHEDULE",
                        Commands.SCHEDULE.toString(),
                        "PGPASSWORD",
                        operator.password()),
                home,
                "nobody");
        DemoTarget none = approver -> {
            throw new AssertionError("no demonstration here");
        };
        Console console = Console.of(new StringWriter(), new StringWriter());
        Desk desk = new Desk(new Root(around, console, Verbs.failures(), none), Clock.systemUTC());
        return Workplace.asOperator(desk, new ScheduleOption(around), new DatabaseOption(around, none));
    }
}
