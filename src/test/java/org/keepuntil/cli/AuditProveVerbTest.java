package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.KeyAdded;
import org.keepuntil.audit.seal.LogKey;
import org.keepuntil.audit.seal.Sealer;
import org.keepuntil.audit.tlog.LogProof;
import org.keepuntil.audit.tlog.SigningKey;
import org.keepuntil.control.Installation;
import org.keepuntil.testing.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What became of one record: asked by an auditor, who may not read the application's tables. */
class AuditProveVerbTest {
    private static final int CHILDREN = 300;

    @TempDir
    private static Path home;

    private static Commands commands;
    private static TestDatabase.Login operator;
    private static TestDatabase.Login auditor;
    private static SigningKey key;
    private static String gone;
    private static String held;

    @BeforeAll
    static void run() throws Exception {
        commands = Commands.installed(CHILDREN, home);
        operator = commands.operator("night");
        auditor = commands.database().login("eye", commands.roles().auditor());
        TestDatabase.Login approver = commands.approver("second");
        List<String> due = commands.scheduled(operator, "plan", "--list", "--format", "csv", "--as-of", Commands.AS_OF)
                .out()
                .lines()
                .map(line -> line.split(",", -1))
                .filter(cells -> cells[2].equals("due"))
                .map(cells -> cells[1])
                .toList();
        gone = due.get(0);
        held = due.get(1);
        Commands.Result hold = commands.scheduled(
                approver, "hold", "place", "referral", held, "--kind", "inquiry", "--authority", "Monitoring Officer",
                "--reason", "asked for");
        assertThat(hold.status()).as(hold.toString()).isZero();
        Commands.Result night = commands.scheduled(
                operator, "run", "--as-of", Commands.AS_OF, "--report", home.resolve("reports").toString());
        assertThat(night.status()).as(night.toString()).isZero();
        try (Connection connection = commands.database().dataSource().getConnection()) {
            key = SigningKey.generate("keepuntil/" + Installation.read(connection).id());
            LogKey.add(connection, new KeyAdded(key.verifier().format(), Instant.now(), "", false));
        }
        new Sealer(operator.dataSource(), key, Clock.systemUTC()).seal(OptionalLong.empty());
    }

    @AfterAll
    static void drop() {
        commands.close();
    }

    @Test
    void prove_saysWhatBecameOfIt_andByWhoseAuthority_whenTheRecordIsGone() {
        Commands.Result proven = commands.run(auditor, "audit", "prove", "referral", gone);

        assertThat(proven.status()).as(proven.toString()).isZero();
        assertThat(proven.out())
                .contains("It was destroyed in run 1, as of " + Commands.AS_OF + ", under rule ")
                .contains("  1 row of sees.referral went.")
                .containsPattern("Entry \\d+: Run 1 began on ")
                .containsPattern("Standing approval 1 of the rule, given by .* on ")
                .containsPattern("Rule referral-\\S+: .*It rests on: \"")
                .contains("Run 1 was started by " + operator.user())
                .contains("The newest checkpoint of the log keepuntil/")
                .contains("Nobody looked whether there is such a record now");
    }

    @Test
    void prove_writesProofsThatOthersVerify_whenADirectoryIsNamed() throws Exception {
        Path directory = home.resolve("proofs");

        Commands.Result proven =
                commands.run(auditor, "audit", "prove", "referral", gone, "--proof", directory.toString());

        assertThat(proven.status()).as(proven.toString()).isZero();
        List<Path> files;
        try (Stream<Path> found = Files.list(directory)) {
            files = found.sorted().toList();
        }
        assertThat(files).hasSizeGreaterThanOrEqualTo(3);
        for (Path file : files) {
            LogProof read = LogProof.parse(Files.readString(file));
            assertThat(read.holds()).isTrue();
            assertThat(read.checkpoint().isSignedBy(key.verifier())).isTrue();
            assertThat(file.getFileName()).hasToString("entry-" + read.index() + ".tlog-proof");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            assertThat(proven.out()).contains("Proof: " + file);
        }
    }

    @Test
    void prove_saysThatTheLogHasNothing_andWhatThatMeans_whenThereNeverWasSuchARecord() {
        Commands.Result blind = commands.run(auditor, "audit", "prove", "referral", "987654321");

        assertThat(blind.status()).as(blind.toString()).isEqualTo(13);
        assertThat(blind.out())
                .contains("The log has nothing about such a record.", "This does not prove that it never existed");

        Commands.Result looking = commands.scheduled(operator, "audit", "prove", "referral", "987654321");
        assertThat(looking.status()).as(looking.toString()).isEqualTo(13);
        assertThat(looking.out()).contains("There is no such record in the database now.");
    }

    @Test
    void prove_saysThatItIsThere_andThatItIsHeld_whenItStays() {
        Commands.Result proven = commands.scheduled(operator, "audit", "prove", "referral", held);

        assertThat(proven.status()).as(proven.toString()).isZero();
        assertThat(proven.out())
                .contains("There is such a record in the database now.")
                .containsPattern(
                        "Hold 1 \\(inquiry\\) was placed on it on .*, by the authority of Monitoring Officer.")
                .doesNotContain("destroyed");
    }

    @Test
    void prove_givesTheSameToAProgram() {
        JsonNode document = JsonMapper.shared()
                .readTree(commands.run(auditor, "audit", "prove", "referral", gone, "--format", "json")
                        .out());

        assertThat(document.propertyNames()).containsExactly("class", "exists", "records");
        JsonNode record = document.get("records").get(0);
        assertThat(record.get("said").get(0).get("kind").asString()).isEqualTo("disposal");
        assertThat(record.get("said").get(0).get("words").get(0).asString()).contains("It was destroyed in run 1");
    }

    @Test
    void nothingThatIsTyped_reachesALog() throws IOException {
        Path log = home.resolve("audit.log");
        commands.run(
                auditor, "audit", "prove", "referral", "Geheimnis-4711", "--log", log.toString());
        commands.run(
                auditor, "audit", "prove", "referral", "--find", "surname=Geheimnis", "--log", log.toString());
        commands.run(
                auditor, "audit", "prove", "no-such-class-Geheimnis", "1", "--log", log.toString(), "--debug");
        commands.run(
                auditor, "audit", "prove", "Geheimnis", "1", "--find", "surname=Geheimnis", "--log", log.toString());

        assertThat(Files.readString(log)).contains("audit prove begins").doesNotContain("Geheimnis");
    }

    @Test
    void prove_needsTheKeyOfTheLog() {
        Commands.Result proven = commands.run(
                auditor,
                auditor.password(),
                Map.of("KEEPUNTIL_TOKEN_KEY_FILE", home.resolve("none").toString()),
                "audit",
                "prove",
                "referral",
                gone);

        assertThat(proven.status()).as(proven.toString()).isEqualTo(11);
        assertThat(proven.err()).contains("There is no token key in");
    }
}
