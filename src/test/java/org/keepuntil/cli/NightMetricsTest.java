package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.TestDatabase;

/** What a run writes for Prometheus, after a good end and after others. */
class NightMetricsTest {
    @TempDir
    private Path home;

    private Commands commands;
    private TestDatabase.Login operator;
    private Path directory;
    private Path file;

    @BeforeEach
    void install() throws Exception {
        commands = Commands.installed(400, home);
        operator = commands.operator("night");
        directory = Files.createDirectory(home.resolve("textfile"));
        file = directory.resolve("keepuntil.prom");
    }

    @AfterEach
    void drop() {
        commands.close();
    }

    @Test
    void file_saysWhatWasDoneAndWhatIsThere_whenTheNightWasGood() throws Exception {
        double before = (double) Instant.now().getEpochSecond();
        Commands.Result night = run();
        assertThat(night.status()).as(night.toString()).isZero();

        Map<String, Double> metrics = ExpositionFormat.read(Files.readString(file));
        double done = count("select done from keepuntil.progress");
        assertThat(done).isPositive();
        assertThat(one(metrics, "keepuntil_run_exit_code")).isZero();
        assertThat(one(metrics, "keepuntil_run_duration_seconds")).isBetween(0.01, 100.0);
        assertThat(one(metrics, "keepuntil_run_end_timestamp_seconds")).isGreaterThan(before);
        assertThat(one(metrics, "keepuntil_last_success_timestamp_seconds")).isGreaterThan(before);
        assertThat(one(metrics, "keepuntil_log_entries")).isEqualTo(count("select size from keepuntil.log_head"));
        assertThat(one(metrics, "keepuntil_log_bytes")).isGreaterThan(8192);
        assertThat(outcome(metrics, "done")).isEqualTo(done);
        assertThat(outcome(metrics, "failed")).isZero();
        assertThat(status(metrics, "due")).isEqualTo(done);
        assertThat(status(metrics, "retained"))
                .isEqualTo(count("select (statuses->>'retained')::bigint from keepuntil.plan_class"))
                .isPositive();
        assertThat(status(metrics, "conflict")).isZero();
        assertThat(metrics)
                .containsEntry(
                        "keepuntil_waiting{database=" + commands.database().name() + ", matter=hold}", 0.0);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-r--r--"));
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void manual_hasEveryMetric_andNoOther() throws Exception {
        assertThat(run().status()).isZero();

        String written = Files.readString(file);
        assertThat(names(Files.readString(Path.of("src/docs/operations.md"))))
                .isEqualTo(names(written))
                .hasSize(10);
    }

    private static Set<String> names(String text) {
        return Pattern.compile("keepuntil_[a-z_]+")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void file_saysThatARecordFailed_andThatSomethingWaits() throws Exception {
        commands.database().execute("""
                create function sees.refuse() returns trigger language plpgsql as $$
                begin if old.id % 5 = 0 then raise exception 'no'; end if; return old; end $$;
                create trigger refuse before delete on sees.referral for each row execute function sees.refuse();""");
        place("2020-01-31");

        Commands.Result night = run();

        assertThat(night.status()).as(night.toString()).isEqualTo(9);
        Map<String, Double> metrics = ExpositionFormat.read(Files.readString(file));
        assertThat(one(metrics, "keepuntil_run_exit_code")).isEqualTo(9);
        assertThat(outcome(metrics, "failed"))
                .isEqualTo(count("select count(*) from keepuntil.outcome where outcome = 'failed'"))
                .isPositive();
        assertThat(metrics.keySet()).noneMatch(name -> name.startsWith("keepuntil_last_success"));
        assertThat(metrics)
                .containsEntry(
                        "keepuntil_waiting{database=" + commands.database().name() + ", matter=hold}", 1.0)
                .containsEntry(
                        "keepuntil_overdue{database=" + commands.database().name() + ", matter=hold}", 1.0);
    }

    @Test
    void file_keepsTheLastSuccess_whenTheRunIsRefused_andWhenTheDatabaseIsAway() throws Exception {
        assertThat(run().status()).isZero();
        double success = one(ExpositionFormat.read(Files.readString(file)), "keepuntil_last_success_timestamp_seconds");

        assertThat(run("--as-of", "2999-01-01").status()).isEqualTo(7);
        Map<String, Double> refused = ExpositionFormat.read(Files.readString(file));
        assertThat(one(refused, "keepuntil_run_exit_code")).isEqualTo(7);
        assertThat(one(refused, "keepuntil_last_success_timestamp_seconds")).isEqualTo(success);
        assertThat(outcomes(refused)).isEmpty();

        commands.database().execute("alter role \"" + operator.user() + "\" nologin");
        assertThat(run().status()).isEqualTo(4);
        Map<String, Double> away = ExpositionFormat.read(Files.readString(file));
        assertThat(one(away, "keepuntil_run_exit_code")).isEqualTo(4);
        assertThat(one(away, "keepuntil_last_success_timestamp_seconds")).isEqualTo(success);
        assertThat(away.keySet()).noneMatch(name -> name.startsWith("keepuntil_log_entries"));
    }

    @Test
    void nothingIsTouched_whenTheFileCouldNotBeWrittenOrRead() {
        String content = commands.content();

        Commands.Result nowhere =
                run("--metrics", directory.resolve("none/keepuntil.prom").toString());
        assertThat(nowhere.status()).as(nowhere.toString()).isEqualTo(2);
        assertThat(nowhere.err()).contains("no directory that is writable");
        Commands.Result unread =
                run("--metrics", directory.resolve("keepuntil.txt").toString());
        assertThat(unread.status()).as(unread.toString()).isEqualTo(2);
        assertThat(unread.err()).contains("only files that end in .prom");
        Commands.Result dry = run("--dry-run");
        assertThat(dry.status()).as(dry.toString()).isEqualTo(2);
        assertThat(dry.err()).contains("A dry run writes no metrics");

        assertThat(commands.content()).isEqualTo(content);
        assertThat(file).doesNotExist();
    }

    private void place(String reviewOn) {
        Commands.Result placed = commands.scheduled(
                commands.approver("legal"),
                "hold",
                "place",
                "referral",
                "999999999",
                "--even-if-absent",
                "--kind",
                "inquiry",
                "--authority",
                "Board",
                "--reason",
                "asked for",
                "--review-on",
                reviewOn);
        assertThat(placed.status()).as(placed.toString()).isZero();
    }

    private double count(String query) {
        return (double) commands.count(query);
    }

    private static double value(Map<String, Double> metrics, String name) {
        return Objects.requireNonNull(metrics.get(name), name);
    }

    private double one(Map<String, Double> metrics, String name) {
        return value(metrics, name + "{database=" + commands.database().name() + "}");
    }

    private double status(Map<String, Double> metrics, String status) {
        return value(
                metrics,
                "keepuntil_records{class=referral, database="
                        + commands.database().name() + ", status=" + status + "}");
    }

    private double outcome(Map<String, Double> metrics, String outcome) {
        return value(
                metrics,
                "keepuntil_run_records{class=referral, database="
                        + commands.database().name() + ", outcome=" + outcome + "}");
    }

    private static List<String> outcomes(Map<String, Double> metrics) {
        return metrics.keySet().stream()
                .filter(name -> name.startsWith("keepuntil_run_records"))
                .toList();
    }

    private Commands.Result run(String... more) {
        List<String> line = new ArrayList<>(
                List.of("run", "--report", home.resolve("reports").toString()));
        List<String> given = List.of(more);
        if (!given.contains("--as-of")) {
            line.addAll(List.of("--as-of", Commands.AS_OF));
        }
        if (!given.contains("--metrics")) {
            line.addAll(List.of("--metrics", file.toString()));
        }
        line.addAll(given);
        return commands.scheduled(operator, line.toArray(String[]::new));
    }
}
