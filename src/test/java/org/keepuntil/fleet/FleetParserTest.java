package org.keepuntil.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;

class FleetParserTest {
    private static final String GOOD = """
            fleet: South Essex
            coordination: postgresql://fleet@c.example.org/keepuntil_fleet
            coordination password: { env: FLEET_PASSWORD }
            reports: reports
            hours: { from: "22:00", to: "6:00", time zone: Europe/London }
            on one server: 2
            takeover: 30 s
            targets:
              extended-services:
                database: postgresql://night@DB1.example.org/extended
                password: { file: secrets/extended }
                schedule: [extended, archive]
                workers: 4
                rate: 200/s
                environment: { PGSSLMODE: verify-full, KEEPUNTIL_TOKEN_KEY: { env: KEY } }
              courts:
                database: postgresql://night@db2.example.org:5433/courts
                schedule: /etc/courts
                hours: { from: "12:00", to: "13:00", time zone: Europe/Paris }
            """;

    private final Problems problems = new Problems();

    @Test
    void parse_readsEverything() {
        Fleet fleet = parse(GOOD).orElseThrow(() -> new AssertionError(problems.render()));

        assertThat(problems.all()).isEmpty();
        assertThat(fleet.title()).isEqualTo("South Essex");
        assertThat(fleet.coordination()).isEqualTo("postgresql://fleet@c.example.org/keepuntil_fleet");
        assertThat(fleet.coordinationPassword()).contains(new Setting.FromVariable("FLEET_PASSWORD"));
        assertThat(fleet.reports()).isEqualTo(Path.of("/etc/k/reports"));
        assertThat(fleet.onOneServer()).isEqualTo(2);
        assertThat(fleet.takeover()).isEqualTo(Duration.ofSeconds(30));
        Hours nightly = new Hours(LocalTime.of(22, 0), LocalTime.of(6, 0), ZoneId.of("Europe/London"));
        Hours noon = new Hours(LocalTime.of(12, 0), LocalTime.of(13, 0), ZoneId.of("Europe/Paris"));
        assertThat(fleet.targets())
                .containsExactly(
                        new Target(
                                "extended-services",
                                "postgresql://night@DB1.example.org/extended",
                                "db1.example.org:5432",
                                List.of(Path.of("/etc/k/extended"), Path.of("/etc/k/archive")),
                                nightly,
                                4,
                                Optional.of("200/s"),
                                Map.of(
                                        "PGPASSWORD", new Setting.FromFile(Path.of("/etc/k/secrets/extended")),
                                        "PGSSLMODE", new Setting.Plain("verify-full"),
                                        "KEEPUNTIL_TOKEN_KEY", new Setting.FromVariable("KEY"))),
                        new Target(
                                "courts",
                                "postgresql://night@db2.example.org:5433/courts",
                                "db2.example.org:5433",
                                List.of(Path.of("/etc/courts")),
                                noon,
                                1,
                                Optional.empty(),
                                Map.of()));
    }

    @Test
    void onOneServerAndTakeover_haveDefaults() {
        Fleet fleet = parse(GOOD.replace("on one server: 2\n", "").replace("takeover: 30 s\n", ""))
                .orElseThrow();

        assertThat(fleet.onOneServer()).isEqualTo(1);
        assertThat(fleet.takeover()).isEqualTo(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "postgresql://night@DB1 | postgresql://night:pw@DB1 | an address with a password in it",
                "postgresql://fleet@c.example.org/keepuntil_fleet | postgresql://c.example.org | this is no address",
                "{ file: secrets/extended } | hunter2 | \"password\" does not stand in this file",
                "{ file: secrets/extended } | { file: a, env: B } | is in a file or in a variable",
                "PGSSLMODE: | LD_PRELOAD: | a run does not look at \"LD_PRELOAD\"",
                "KEEPUNTIL_TOKEN_KEY: { env: KEY } | KEEPUNTIL_TOKEN_KEY: 00ff | \"KEEPUNTIL_TOKEN_KEY\" does not stand in this file",
                "\"22:00\" | \"25:00\" | \"25:00\" is no time of day",
                "Europe/London | Middle/Earth | \"Middle/Earth\" is no time zone",
                "on one server: 2 | on one server: none | \"none\" is no such number",
                "takeover: 30 s | takeover: 1 s | no time after which a worker is taken for dead",
                "workers: 4 | workers: 40 | \"40\" is no such number",
                "rate: 200/s | rate: fast | \"fast\" is no rate",
                "extended-services: | ../up: | no name of a target",
                "schedule: [extended, archive] | schedules: [extended] | a target needs \"schedule\"",
                "reports: reports | report: reports | a fleet needs \"reports\"",
            })
    void parse_saysWhatIsWrong_andReadsNothing(String of, String instead, String message) {
        assertThat(parse(GOOD.replace(of, instead))).isEmpty();
        assertThat(problems.render()).contains(message).doesNotContain("hunter2\" is");
    }

    @Test
    void targetWithoutHours_isRefused_whereTheFleetHasNone() {
        assertThat(parse(GOOD.replaceFirst("hours: .*\n", ""))).isEmpty();
        assertThat(problems.render())
                .contains("nothing says in which hours \"extended-services\" may be worked on")
                .doesNotContain("\"courts\" may be");
    }

    private Optional<Fleet> parse(String text) {
        return YamlFile.of("fleet.yaml", text, problems)
                .flatMap(file -> FleetParser.parse(file, Path.of("/etc/k"), problems));
    }
}
