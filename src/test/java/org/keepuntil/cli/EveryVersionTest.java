package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.app.demo.SampleDatabase;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Disposed;
import org.keepuntil.testing.Content;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From the first command to the second night, on every version of PostgreSQL that Keepuntil supports. */
class EveryVersionTest {
    private static final String ODD_SCHEMA = "Odd 100% Schema";

    @TempDir
    private Path home;

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void allCommandsWork_onTheSample(int version) throws Exception {
        try (Commands commands = Commands.on(TestDatabase.ofVersion(version), home)) {
            SampleDatabase.create(commands.database().dataSource(), 60, progress -> {});
            allCommandsWork(commands, version, new Bound(Commands.SCHEDULE, "referral", "sees"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void allCommandsWork_onAnAwkwardSchema(int version) throws Exception {
        try (Commands commands = Commands.on(TestDatabase.ofVersion(version), home)) {
            Path schedule =
                    Path.of(Objects.requireNonNull(EveryVersionTest.class.getResource("/org/keepuntil/job/awkward"))
                            .toURI());
            commands.database().execute(Files.readString(schedule.resolve("database.sql")));
            allCommandsWork(commands, version, new Bound(schedule, "file", ODD_SCHEMA));
        }
    }

    /**
     * What is done with a database.
     *
     * @param schema the one that the records are in
     */
    private record Bound(Path schedule, String recordClass, String schema) {}

    private static void allCommandsWork(Commands commands, int version, Bound bound) {
        assertThat(commands.count("select current_setting('server_version_num')::int / 10000"))
                .isEqualTo(version);
        succeed(commands, commands.superuser(), bound, "init");
        TestDatabase.Login operator = commands.operator("night");
        succeed(commands, operator, bound, "check");
        long due = due(commands, operator, bound);
        assertThat(due).isGreaterThan(1);
        hold(commands, operator, bound);
        Content before = content(commands, bound);

        Commands.Result first = night(commands, operator, bound);

        assertThat(done(first)).isEqualTo(due - 1);
        assertThat(disposals(commands)).hasSize((int) due - 1);
        Content after = content(commands, bound);
        assertThat(before.without(after)).isNotEmpty();
        assertThat(commands.run(operator, "hold", "list").out()).contains("a court");
        Commands.Result second = night(commands, operator, bound);
        assertThat(done(second)).isZero();
        assertThat(content(commands, bound)).isEqualTo(after);
    }

    private static Commands.Result succeed(
            Commands commands, TestDatabase.Login login, Bound bound, String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        line.addAll(List.of("--schedule", bound.schedule.toString()));
        Commands.Result result = commands.run(login, line.toArray(String[]::new));
        assertThat(result.status()).as(result.toString()).isZero();
        return result;
    }

    private static void hold(Commands commands, TestDatabase.Login operator, Bound bound) {
        String line = succeed(
                        commands,
                        operator,
                        bound,
                        "plan",
                        "--list",
                        "--status",
                        "due",
                        "--format",
                        "csv",
                        "--as-of",
                        Commands.AS_OF)
                .out()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
        String key = line.split(",", -1)[1];
        succeed(
                commands,
                commands.approver("officer"),
                bound,
                "hold",
                "place",
                bound.recordClass,
                key,
                "--kind",
                "litigation",
                "--authority",
                "a court",
                "--reason",
                "a claim");
    }

    private static long due(Commands commands, TestDatabase.Login operator, Bound bound) {
        return json(succeed(
                        commands, operator, bound, "plan", "--no-store", "--format", "json", "--as-of", Commands.AS_OF))
                .get("classes")
                .get(0)
                .get("statuses")
                .get("due")
                .asLong();
    }

    private static Commands.Result night(Commands commands, TestDatabase.Login operator, Bound bound) {
        return succeed(
                commands,
                operator,
                bound,
                "run",
                "--format",
                "json",
                "--as-of",
                Commands.AS_OF,
                "--report",
                commands.home().resolve("reports").toString());
    }

    private static long done(Commands.Result run) {
        return json(run).get("runs").get(0).get("classes").get(0).get("done").asLong();
    }

    private static JsonNode json(Commands.Result result) {
        return JsonMapper.shared().readTree(result.out());
    }

    private static List<Disposed> disposals(Commands commands) {
        List<Disposed> disposals = new ArrayList<>();
        AuditLog.of(JdbcClient.create(commands.database().dataSource())).readIndexed(1, (index, entry) -> {
            if (entry instanceof Disposed disposed) {
                disposals.add(disposed);
            }
        });
        return disposals;
    }

    private static Content content(Commands commands, Bound bound) {
        return Content.of(commands.database().dataSource(), bound.schema);
    }
}
