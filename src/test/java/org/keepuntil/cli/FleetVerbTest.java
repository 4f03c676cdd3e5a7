package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keepuntil.fleet.Fleet;
import org.keepuntil.fleet.Hours.Night;
import org.keepuntil.fleet.Nights;
import org.keepuntil.fleet.Setting;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;
import org.keepuntil.testing.TestDatabase;

class FleetVerbTest {
    @TempDir
    private Path home;

    private TestDatabase database;
    private TestDatabase.Login login;

    @BeforeEach
    void create() throws IOException {
        database = TestDatabase.create();
        login = database.login("fleet");
        database.execute("grant create on database " + database.name() + " to \"" + login.user() + "\"");
        write("");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private void write(String more) throws IOException {
        Files.writeString(
                home.resolve("fleet.yaml"), """
                fleet: Essex
                coordination: postgresql://%s@%s/%s
                coordination password: { env: FLEET_PASSWORD }
                reports: reports
                hours: { from: "00:00", to: "00:00", time zone: UTC }
                targets:
                  extended:
                    database: postgresql://night@127.0.0.1:1/extended
                    schedule: extended
                    password: { file: secret }
                    environment: { PGSSLMODE: disable }
                %s""".formatted(login.user(), database.hostAndPort(), database.name(), more));
    }

    private Commands.Result run(String... line) {
        Map<String, String> environment = new HashMap<>();
        environment.put("FLEET_PASSWORD", login.password());
        environment.put("KEEPUNTIL_FLEET", home.resolve("fleet.yaml").toString());
        return Commands.alone(home, environment, line);
    }

    @Test
    void init_makesTheSchemaOnce_andStatusShowsEachTarget() {
        assertThat(run("fleet", "status").status()).isEqualTo(ExitCode.CONTROL_SCHEMA.number());
        assertThat(run("fleet", "status").err()).contains("keepuntil fleet init");

        assertThat(run("fleet", "init").out()).contains("The schema keepuntil_fleet was made");
        assertThat(run("fleet", "init").out()).contains("there already. Nothing was changed.");

        Commands.Result status = run("fleet", "status");
        assertThat(status.status()).as(status.toString()).isZero();
        assertThat(status.out()
                        .lines()
                        .map(line -> line.replaceAll(" {2,}", "|").strip()))
                .contains(
                        "extended|127.0.0.1:1|not yet|0",
                        "Not done: 1 of 1. `keepuntil status --database` says what waits for whom in one.");
        assertThat(run("fleet", "status", "--format", "json").out())
                .contains("\"fleet\": \"Essex\"", "\"target\": \"extended\"", "\"state\": \"not yet\"");
        assertThat(run("fleet", "status", "--format", "csv").out())
                .startsWith("target,server,night,state,status,attempts,worker,began,ended,next\r\n")
                .contains("extended,127.0.0.1:1,,not yet,,0,,,,\r\n");
    }

    @Test
    void everyVerb_saysWhichFleet_andWhatIsWrongInIt() throws IOException {
        assertThat(Commands.alone(home, Map.of(), "worker").err()).contains("Which fleet?", "--fleet fleet.yaml");
        write("hourz: 1\n");
        Commands.Result wrong = run("worker");
        assertThat(wrong.status()).isEqualTo(ExitCode.FILES.number());
        assertThat(wrong.err()).contains("fleet.yaml:", "a fleet has no \"hourz\"", "\"hours\"");
        Commands.Result none = Commands.alone(
                home,
                Map.of(),
                "fleet",
                "status",
                "--fleet",
                home.resolve("none.yaml").toString());
        assertThat(none.status()).isEqualTo(ExitCode.FILES.number());
        assertThat(none.err()).contains("there is no such file");
    }

    @Test
    void passwordOfTheCoordination_isLookedForWhereTheFileSays() {
        Commands.Result result = Commands.alone(
                home, Map.of("KEEPUNTIL_FLEET", home.resolve("fleet.yaml").toString()), "fleet", "init");

        assertThat(result.status()).isEqualTo(ExitCode.USAGE.number());
        assertThat(result.err()).contains("FLEET_PASSWORD, and it is not set");
    }

    @Test
    void report_isAPageOverAllTargets() throws IOException {
        run("fleet", "init");

        Commands.Result report = run("fleet", "report");

        assertThat(report.status()).as(report.toString()).isZero();
        assertThat(report.out()).contains("The page: " + home.resolve("reports/index.html"));
        assertThat(home.resolve("reports/index.html")).content().contains("<h1>Essex</h1>", "extended", "not yet");
    }

    @ParameterizedTest
    @CsvSource({
        "0,NEXT_NIGHT",
        "9,NEXT_NIGHT",
        "18,NEXT_NIGHT",
        "19,NEXT_NIGHT",
        "3,NEXT_NIGHT",
        "2,NEXT_NIGHT",
        "10,GO_ON",
        "4,TRY_AGAIN",
        "8,TRY_AGAIN",
        "14,TRY_AGAIN",
        "1,TRY_AGAIN",
        "137,TRY_AGAIN",
        "143,TRY_AGAIN"
    })
    void howARunEnds_saysWhatIsDoneNext(int status, Nights.Then then) {
        assertThat(RunProcesses.then(status)).isEqualTo(then);
    }

    @Test
    void aRun_isGivenItsTargetsSettings_andNoneThatWouldLeadItElsewhere() throws IOException {
        Path seen = home.resolve("reports/extended/night.log");
        Files.writeString(home.resolve("secret"), "hunter2\nsecond line\n");
        List<String> told = new ArrayList<>();

        Nights.End end = runs(
                        Map.of(
                                "PGPASSWORD",
                                "fleets",
                                "PGDATABASE",
                                "fleet",
                                "PATH",
                                "/usr/bin:/bin",
                                "PGPASSFILE",
                                "kept"),
                        told)
                .work(fleet().targets().get(0), night(), () -> false);

        assertThat(end).isEqualTo(new Nights.End(7, Nights.Then.NEXT_NIGHT));
        assertThat(told).containsExactly("begins extended", "ended extended REFUSED");
        assertThat(seen)
                .content()
                .contains(
                        "The night of 2026-11-22 begins.",
                        "PGPASSWORD=hunter2\n",
                        "PGSSLMODE=disable",
                        "PGPASSFILE=kept",
                        "run --quiet --stop-with-input --database postgresql://night@127.0.0.1:1/extended --schedule "
                                + home.resolve("extended"),
                        "--report " + home.resolve("reports/extended") + " --workers 1 --for 480m")
                .doesNotContain("PGDATABASE", "fleets");
    }

    @Test
    void aRunWhoseSecretIsNotThere_isNotBegun_andTheLogSaysWhy() throws IOException {
        Nights.End end =
                runs(Map.of(), new ArrayList<>()).work(fleet().targets().get(0), night(), () -> false);

        assertThat(end.status()).isEqualTo(ExitCode.USAGE.number());
        assertThat(home.resolve("reports/extended/night.log"))
                .content()
                .contains("takes a value from", "it can't be read");
    }

    @Test
    void setting_isTheFirstLineOfAFile() throws IOException {
        Path file = Files.writeString(home.resolve("secret"), "one\ntwo\n");
        Surroundings around = new Surroundings(Map.of("A", "b"), home, "me");

        assertThat(Settings.value(new Setting.FromFile(file), around)).isEqualTo("one");
        assertThat(Settings.value(new Setting.FromVariable("A"), around)).isEqualTo("b");
        assertThatThrownBy(() -> Settings.value(new Setting.FromVariable("B"), around))
                .hasMessageContaining("B, and it is not set");
    }

    /** Runs that say what they were given, and are refused. */
    private RunProcesses runs(Map<String, String> environment, List<String> told) throws IOException {
        return new RunProcesses(
                fleet(),
                List.of("/bin/sh", "-c", "env; echo \"$@\"; exit 7", "keepuntil"),
                new Surroundings(environment, home, "me"),
                Clock.fixed(night().begins(), java.time.ZoneOffset.UTC),
                new RunProcesses.Listener() {
                    @Override
                    public void begins(org.keepuntil.fleet.Target target, Night night) {
                        told.add("begins " + target.name());
                    }

                    @Override
                    public void ended(org.keepuntil.fleet.Target target, ExitCode code) {
                        told.add("ended " + target.name() + " " + code);
                    }
                });
    }

    private static Night night() {
        return new Night(
                java.time.LocalDate.of(2026, 11, 22),
                java.time.Instant.parse("2026-11-22T22:00:00Z"),
                java.time.Instant.parse("2026-11-23T06:00:00Z"));
    }

    private Fleet fleet() throws IOException {
        Problems problems = new Problems();
        return YamlFile.read(home.resolve("fleet.yaml"), problems)
                .flatMap(file -> org.keepuntil.fleet.FleetParser.parse(file, home, problems))
                .orElseThrow(() -> new AssertionError(problems.render()));
    }
}
