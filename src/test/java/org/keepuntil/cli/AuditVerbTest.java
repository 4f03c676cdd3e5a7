package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.TestDatabase;

/** The log of one database, from its installation on. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditVerbTest {
    @TempDir
    private static Path home;

    private static Commands commands;
    private static TestDatabase.Login operator;
    private static TestDatabase.Login approver;
    private static Path export;

    @BeforeAll
    static void install() throws Exception {
        commands = Commands.installed(30, home);
        operator = commands.operator("night");
        approver = commands.approver("officer");
        export = home.resolve("export");
    }

    @AfterAll
    static void drop() {
        commands.close();
    }

    @Test
    @Order(1)
    void nothingIsSealed_beforeThereWasARun() {
        assertThat(commands.run(operator, "audit", "checkpoint").status()).isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(commands.run(operator, "audit", "export", export.toString()).status())
                .isEqualTo(ExitCode.REFUSED.number());
        Commands.Result verified = commands.run(operator, "audit", "verify");
        assertThat(verified.status()).as(verified.toString()).isZero();
        assertThat(verified.out()).contains("The log was not sealed yet", key());
    }

    @Test
    @Order(2)
    void aRun_isRefused_whenTheKeyIsMissingOrAnother_andNothingIsDone() throws IOException {
        Path file = keyFile();
        String text = Files.readString(file);
        String before = commands.content();

        Files.delete(file);
        Commands.Result missing = run();
        assertThat(missing.status()).as(missing.toString()).isEqualTo(ExitCode.PRIVILEGES.number());
        assertThat(missing.err())
                .contains("There is no signing key in " + file, key(), "keepuntil audit keygen --lost");
        Commands.Result other = commands.scheduled(operator, "plan");
        assertThat(other.status()).isNotEqualTo(ExitCode.PRIVILEGES.number());
        assertThat(commands.content()).isEqualTo(before);
        assertThat(commands.count("select count(*) from keepuntil.run where state <> 'planned'"))
                .isZero();

        Commands.Result given = given(Map.of("KEEPUNTIL_SIGNING_KEY", text.replace("+A", "+B")));
        assertThat(given.status()).isEqualTo(ExitCode.PRIVILEGES.number());
        assertThat(given.err())
                .contains("KEEPUNTIL_SIGNING_KEY")
                .doesNotContain(text.strip().substring(70));
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    @Order(3)
    void aRun_sealsTheLog_andWritesItOut() throws IOException {
        Commands.Result run = run("--audit-export", export.toString());

        assertThat(run.status()).as(run.toString()).isZero();
        String note = commands.run(operator, "audit", "checkpoint").out();
        assertThat(Files.readString(export.resolve("checkpoint"))).isEqualTo(note);
        assertThat(note.lines().toList())
                .hasSize(8)
                .startsWith("keepuntil/"
                        + commands.texts("select id::text from keepuntil.installation")
                                .get(0))
                .contains("after 0", "run " + commands.count("select max(id) from keepuntil.run"));
        assertThat(Long.parseLong(note.lines().toList().get(1)))
                .isEqualTo(commands.count("select size from keepuntil.log_head"));
        Commands.Result verified = commands.run(operator, "audit", "verify");
        assertThat(verified.status()).as(verified.toString()).isZero();
        assertThat(verified.out()).contains("held against 1 checkpoint: all is as it was signed.");
    }

    @Test
    @Order(4)
    void anExport_isVerifiedWithoutADatabase() throws IOException {
        Commands.Result verified = alone("audit", "verify", export.toString(), "--key", key(), "--format", "json");

        assertThat(verified.status()).as(verified.toString()).isZero();
        assertThat(verified.out()).contains("\"findings\": []", "\"checkpoints\": 2");
        Path bundle = export.resolve(
                Stream.of(Files.readString(export.resolve("checkpoint")).split("\n"))
                        .skip(1)
                        .findFirst()
                        .map(size -> "tile/entries/000" + (Long.parseLong(size) < 256 ? ".p/" + size : ""))
                        .orElseThrow());
        byte[] bytes = Files.readAllBytes(bundle);
        byte[] changed = bytes.clone();
        changed[bytes.length - 3] ^= 1;
        Files.write(bundle, changed);
        Commands.Result wrong = alone("audit", "verify", export.toString());
        Files.write(bundle, bytes);
        assertThat(wrong.status()).isEqualTo(ExitCode.MISMATCH.number());
        assertThat(wrong.out()).startsWith("WRONG  entry ");
        assertThat(alone("audit", "verify", home.toString()).status()).isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(alone("audit", "verify", export.toString(), "--key", "mine").status())
                .isEqualTo(ExitCode.USAGE.number());
        assertThat(commands.run(operator, "audit", "verify", export.toString()).status())
                .isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    @Order(5)
    void anotherKey_takesThePlaceOfTheFirst_forWhoeverHasThatToo() throws IOException {
        String first = key();
        assertThat(commands.run(operator, "audit", "keygen", "--rotate").status())
                .isEqualTo(ExitCode.PRIVILEGES.number());
        assertThat(commands.run(approver, "audit", "keygen").status()).isEqualTo(ExitCode.REFUSED.number());

        Commands.Result rotated = commands.run(approver, "audit", "keygen", "--rotate");

        assertThat(rotated.status()).as(rotated.toString()).isZero();
        assertThat(rotated.out())
                .contains(key())
                .doesNotContain(Files.readString(keyFile()).strip());
        assertThat(key()).isNotEqualTo(first);
        assertThat(commands.count("select count(*) from keepuntil.log_key where retired_at is null"))
                .isEqualTo(1);
        assertThat(run("--audit-export", export.toString()).status()).isZero();
        assertThat(alone("audit", "verify", export.toString(), "--key", first).status())
                .isZero();
        assertThat(alone("audit", "verify", export.toString(), "--key", key()).status())
                .isZero();
        assertThat(commands.run(
                                operator,
                                "audit",
                                "verify",
                                "--checkpoint",
                                export.resolve("checkpoint").toString())
                        .status())
                .isZero();

        Commands.Result lost = commands.run(approver, "audit", "keygen", "--lost");
        assertThat(lost.status()).as(lost.toString()).isZero();
        assertThat(commands.run(operator, "audit", "verify").status()).isZero();
        assertThat(commands.run(operator, "audit", "verify", "--key", first).status())
                .isEqualTo(ExitCode.MISMATCH.number());
    }

    @Test
    @Order(6)
    void aRun_isRefused_whenTheLogWasChanged_orTheExportIsAnothers() throws IOException {
        Files.writeString(home.resolve("mine"), "a file");
        assertThat(run("--audit-export", home.resolve("mine").toString()).status())
                .isNotZero();
        commands.database().execute("""
                update keepuntil.log_bundle set data = set_byte(data, 40, get_byte(data, 40) # 1)
                where first = (select max(first) from keepuntil.log_bundle)""");

        Commands.Result run = run();

        assertThat(run.status()).as(run.toString()).isEqualTo(ExitCode.MISMATCH.number());
        assertThat(run.err()).contains("Nothing was signed", "keepuntil audit verify");
        Commands.Result verified = commands.run(operator, "audit", "verify");
        assertThat(verified.status()).isEqualTo(ExitCode.MISMATCH.number());
        assertThat(verified.out()).startsWith("WRONG  ");
    }

    private static Commands.Result run(String... more) {
        return commands.scheduled(
                operator,
                Stream.concat(
                                Stream.of(
                                        "run",
                                        "--report",
                                        home.resolve("reports").toString()),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private static Commands.Result given(Map<String, String> environment) {
        return commands.run(
                operator,
                operator.password(),
                environment,
                "run",
                "--report",
                home.resolve("reports").toString(),
                "--schedule",
                Commands.SCHEDULE.toString());
    }

    private static Commands.Result alone(String... args) {
        return Commands.alone(home, Map.of(), args);
    }

    private static String key() {
        return commands.texts("select vkey from keepuntil.log_key where retired_at is null")
                .get(0);
    }

    private static Path keyFile() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("keepuntil"))) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().startsWith("log-"))
                    .toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }
}
