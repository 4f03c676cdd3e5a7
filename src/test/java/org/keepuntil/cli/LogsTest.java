package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void log_holdsOurWorkAndTheLibrariesWarnings_butNoValueOfARecord() throws IOException {
        Path file = directory.resolve("keepuntil.log");

        assertThat(run(Map.of(), "work", "--log", file.toString())).isZero();
        assertThat(run(Map.of("KEEPUNTIL_LOG", file.toString()), "fail")).isEqualTo(1);

        assertThat(Files.readString(file))
                .contains("keepuntil work begins", "INFO  Work - 7 records in a batch", "Ends with status 0: done")
                .contains("WARN  HikariPool - broken", "WARN  driver - from java.util.logging", "SQLSTATE 23505")
                .contains("keepuntil fail begins", "ERROR Root - ", "Ends with status 1: internal error", "\tat ")
                .contains("two lines in one")
                .doesNotContain("jane", "a detail for nobody");
        assertThat(Files.readAllLines(file))
                .filteredOn(line -> line.contains("begins"))
                .allSatisfy(line ->
                        assertThat(line).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO .*"));
    }

    @Test
    void log_isAnObjectALine_andHoldsNoValueOfARecord_whenJsonIsAskedFor() throws IOException {
        Path file = directory.resolve("keepuntil.log");

        assertThat(run(Map.of(), "work", "--log", file.toString(), "--log-format", "json"))
                .isZero();
        assertThat(run(Map.of("KEEPUNTIL_LOG", file.toString(), "KEEPUNTIL_LOG_FORMAT", "JSON"), "fail"))
                .isEqualTo(1);

        List<JsonNode> lines = Files.readAllLines(file).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
        assertThat(lines)
                .extracting(line -> line.get("message").asString())
                .contains(
                        "keepuntil work begins",
                        "7 records in a batch",
                        "two lines\nin one",
                        "Ends with status 0: done",
                        "keepuntil fail begins",
                        "Ends with status 1: internal error");
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.propertyNames())
                        .containsAnyOf("time", "trace")
                        .isSubsetOf("time", "level", "logger", "message", "trace"));
        assertThat(lines)
                .filteredOn(line -> line.get("message").asString().equals("broken"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.get("level").asString()).isEqualTo("WARN");
                    assertThat(line.get("logger").asString()).isEqualTo("com.zaxxer.hikari.pool.HikariPool");
                    assertThat(Instant.parse(line.get("time").asString())).isBefore(Instant.now());
                    assertThat(line.get("trace").asString()).contains("SQLSTATE 23505", "\tat ");
                });
        assertThat(Files.readString(file)).doesNotContain("jane", "a detail for nobody");
    }

    @Test
    void log_doesNotRepeatWhatWasTyped_whichMayBeTheKeyOfARecord() throws IOException {
        Path file = directory.resolve("keepuntil.log");

        assertThat(run(Map.of(), "name", "jane", "--log", file.toString())).isEqualTo(7);
        assertThat(run(Map.of("KEEPUNTIL_LOG", file.toString()), "name", "--person", "jane"))
                .isEqualTo(7);
        assertThat(run(Map.of("KEEPUNTIL_LOG", file.toString()), "name")).isEqualTo(7);

        assertThat(err.toString()).contains("jane is refused");
        assertThat(Files.readString(file))
                .contains("ERROR Root - A guard refused", "ERROR Root - nobody is refused", "Ends with status 7")
                .doesNotContain("jane");
    }

    @Test
    void logFormat_isAUsageError_whenItIsNoneOrThereIsNoLog() {
        assertThat(run(Map.of(), "work", "--log-format", "json")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no log", "--log FILE");
        String file = directory.resolve("log").toString();
        assertThat(run(Map.of(), "work", "--log", file, "--log-format", "xml")).isEqualTo(2);
        assertThat(err.toString()).contains("'xml' is not one of text, json");
        assertThat(run(Map.of("KEEPUNTIL_LOG_FORMAT", "yaml"), "work", "--log", file))
                .isEqualTo(2);
        assertThat(err.toString()).contains("KEEPUNTIL_LOG_FORMAT is 'yaml', and can be text or json");
    }

    @Test
    void log_isAUsageError_whenTheFileCannotBeWritten() {
        assertThat(run(
                        Map.of(),
                        "work",
                        "--log",
                        directory.resolve("no/such/file").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no file or directory").contains("no/such/file");
    }

    @Test
    void nothing_isLoggedOnStandardOutput_andOnlyForeignWarningsOnStandardError() {
        ByteArrayOutputStream processOut = new ByteArrayOutputStream();
        ByteArrayOutputStream processErr = new ByteArrayOutputStream();
        PrintStream realOut = System.out;
        PrintStream realErr = System.err;
        System.setOut(new PrintStream(processOut, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(processErr, true, StandardCharsets.UTF_8));
        try {
            assertThat(run(Map.of(), "work")).isZero();
            LoggerFactory.getLogger("com.example.Library").warn("beware", new SQLException("jane", "23505"));
            LoggerFactory.getLogger("com.example.Library").info("chatter");
        } finally {
            System.setOut(realOut);
            System.setErr(realErr);
        }

        assertThat(processOut.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(processErr.toString(StandardCharsets.UTF_8))
                .contains("WARN Library: beware", "SQLSTATE 23505")
                .doesNotContain("jane", "chatter", "broken", "java.util.logging", "records in a batch");
    }

    private int run(Map<String, String> environment, String... args) {
        DemoTarget demo = approver -> new Target("jdbc:postgresql://localhost:1/demo", new Properties(), "demo");
        return new Root(new Surroundings(environment, directory, "login"), Console.of(out, err), new Failures(), demo)
                .run(root -> List.of(new Work(), new Fail(), new Name()), args);
    }

    @Command(name = "work", description = "Works.")
    @VerbHelp(group = VerbGroup.ACT, examples = "keepuntil work")
    private static final class Work implements Callable<ExitCode> {
        @Override
        public ExitCode call() {
            LoggerFactory.getLogger("org.keepuntil.Work").info("{} records in a batch", 7);
            LoggerFactory.getLogger("org.keepuntil.Work").info("two lines\nin one");
            LoggerFactory.getLogger("org.keepuntil.Work").debug("a detail for nobody");
            LoggerFactory.getLogger("com.zaxxer.hikari.pool.HikariPool")
                    .warn("broken", new IllegalStateException("jane", new SQLException("jane", "23505")));
            java.util.logging.Logger.getLogger("org.postgresql.driver").warning("from java.util.logging");
            return ExitCode.DONE;
        }
    }

    @Command(name = "fail", description = "Fails.")
    @VerbHelp(group = VerbGroup.ACT, examples = "keepuntil fail")
    private static final class Fail implements Callable<ExitCode> {
        @Override
        public ExitCode call() throws SQLException {
            throw new SQLException("Key (name)=(jane)", "23505");
        }
    }

    @Command(name = "name", description = "Names.")
    @VerbHelp(group = VerbGroup.ACT, examples = "keepuntil name 4711")
    private static final class Name implements Callable<ExitCode> {
        @Parameters(arity = "0..1")
        private @Nullable String key;

        @Option(names = "--person")
        private @Nullable String person;

        @Override
        public ExitCode call() {
            String who = key != null ? key : person != null ? person : "nobody";
            throw new UserError(ExitCode.REFUSED, who + " is refused");
        }
    }
}
