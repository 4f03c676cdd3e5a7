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
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;

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
                .run(root -> List.of(new Work(), new Fail()), args);
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
}
