package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.tlog.LogProof;
import org.keepuntil.audit.tlog.SigningKey;
import org.keepuntil.audit.tlog.VerifierKey;
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
    private static Path schedule;
    private static VerifierKey key;
    private static Map<String, Object> child;
    private static String gone;
    private static String held;

    @BeforeAll
    static void run() throws Exception {
        commands = Commands.onSample(CHILDREN, home).askingForApproval();
        schedule = home.resolve("mine");
        Files.createDirectories(schedule);
        Files.copy(Commands.SCHEDULE.resolve("schedule.yaml"), schedule.resolve("schedule.yaml"));
        Files.writeString(
                schedule.resolve("binding.yaml"),
                Files.readString(Commands.SCHEDULE.resolve("binding.yaml"))
                        .replace("    events:\n", "    find by: [family_name, born]\n    events:\n"));
        ends(0, scheduled(commands.superuser(), "init"));
        operator = commands.operator("night");
        auditor = commands.database().login("eye", commands.roles().auditor());
        TestDatabase.Login approver = commands.approver("second");
        List<String> due = scheduled(operator, "plan", "--list", "--format", "csv", "--as-of", Commands.AS_OF)
                .out()
                .lines()
                .map(line -> line.split(",", -1))
                .filter(cells -> cells[2].equals("due"))
                .map(cells -> cells[1])
                .toList();
        gone = due.get(0);
        held = due.get(1);
        child = commands.jdbc()
                .queryForList(
                        "select family_name, date_of_birth::text as born from sees.child c join sees.referral_child l on l.child_id = c.id"
                                + " where l.referral_id = ? and date_of_birth is not null",
                        Long.valueOf(gone))
                .get(0);
        ends(
                0,
                scheduled(
                        approver,
                        "hold",
                        "place",
                        "referral",
                        held,
                        "--kind",
                        "inquiry",
                        "--authority",
                        "Monitoring Officer",
                        "--reason",
                        "asked for"));
        ends(18, night());
        String plan = commands.texts("select plan_digest from keepuntil.run where state = 'planned'")
                .get(0);
        ends(0, commands.run(approver, "approve", plan, "--yes", plan));
        ends(0, night());
        key = VerifierKey.parse(
                commands.texts("select vkey from keepuntil.log_key").get(0));
    }

    private static Commands.Result scheduled(TestDatabase.Login login, String... args) {
        return commands.run(
                login,
                Stream.concat(Stream.of(args), Stream.of("--schedule", schedule.toString()))
                        .toArray(String[]::new));
    }

    private static Commands.Result night() {
        return scheduled(
                operator,
                "run",
                "--as-of",
                Commands.AS_OF,
                "--report",
                home.resolve("reports").toString());
    }

    private static void ends(int status, Commands.Result result) {
        assertThat(result.status()).as(result.toString()).isEqualTo(status);
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
                .contains("It was destroyed in run 2, as of " + Commands.AS_OF + ", under rule ")
                .contains("  1 row of sees.referral went.")
                .containsPattern("Entry \\d+: Run 2 began on ")
                .containsPattern("Entry \\d+: That plan was approved on .*: approval 1\\.")
                .containsPattern("Approval 1 of the plan of run 2, given by .*second on .*: entry \\d+ of the log")
                .containsPattern("Rule referral-\\S+: .*It rests on: \"")
                .contains("Run 2 was started by " + operator.user())
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
            assertThat(read.checkpoint().isSignedBy(key)).isTrue();
            assertThat(file.getFileName()).hasToString("entry-" + read.index() + ".tlog-proof");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(proven.out()).contains("Proof: " + file);
        }
    }

    @Test
    void verify_believesAProof_byTheKeyAlone_andNoOtherKeyAndNoOtherProof() throws Exception {
        Path directory = home.resolve("answers");
        ends(0, commands.run(auditor, "audit", "prove", "referral", gone, "--proof", directory.toString()));
        Path file;
        try (Stream<Path> found = Files.list(directory)) {
            file = found.filter(each -> isDisposal(each)).findFirst().orElseThrow();
        }

        Commands.Result verified =
                Commands.alone(home, Map.of(), "audit", "verify", "--proof", file.toString(), "--key", key.format());
        assertThat(verified.status()).as(verified.toString()).isZero();
        assertThat(verified.out())
                .contains("in the log keepuntil/", ", as it was signed.", "It was destroyed in run 2")
                .contains("1 row of sees.referral went.");

        Commands.Result other = Commands.alone(
                home,
                Map.of(),
                "audit",
                "verify",
                "--proof",
                file.toString(),
                "--key",
                SigningKey.generate(key.name()).verifier().format());
        assertThat(other.status()).as(other.toString()).isEqualTo(12);
        assertThat(other.out()).contains("is not signed with the key that was given");

        LogProof proof = LogProof.parse(Files.readString(file));
        byte[] entry = new String(proof.entry(), StandardCharsets.UTF_8)
                .replace("sees.referral=1", "sees.referral=0")
                .getBytes(StandardCharsets.UTF_8);
        Files.writeString(file, new LogProof(entry, proof.index(), proof.path(), proof.checkpoint()).format());
        Commands.Result forged =
                Commands.alone(home, Map.of(), "audit", "verify", "--proof", file.toString(), "--key", key.format());
        assertThat(forged.status()).as(forged.toString()).isEqualTo(12);
        assertThat(forged.out()).contains("the entry is not in the log of its checkpoint");

        Commands.Result keyless = Commands.alone(home, Map.of(), "audit", "verify", "--proof", file.toString());
        assertThat(keyless.status()).as(keyless.toString()).isEqualTo(2);
    }

    private static boolean isDisposal(Path file) {
        try {
            return new String(LogProof.parse(Files.readString(file)).entry(), StandardCharsets.UTF_8)
                    .contains("\tdisposal\t");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void prove_saysThatTheLogHasNothing_andWhatThatMeans_whenThereNeverWasSuchARecord() {
        Commands.Result blind = commands.run(auditor, "audit", "prove", "referral", "987654321");

        assertThat(blind.status()).as(blind.toString()).isEqualTo(13);
        assertThat(blind.out())
                .contains("The log has nothing about such a record.", "This does not prove that it never existed");

        Commands.Result looking = scheduled(operator, "audit", "prove", "referral", "987654321");
        assertThat(looking.status()).as(looking.toString()).isEqualTo(13);
        assertThat(looking.out()).contains("There is no such record in the database now.");
    }

    @Test
    void prove_saysThatItIsThere_andThatItIsHeld_whenItStays() {
        Commands.Result proven = scheduled(operator, "audit", "prove", "referral", held);

        assertThat(proven.status()).as(proven.toString()).isZero();
        assertThat(proven.out())
                .contains("There is such a record in the database now.")
                .containsPattern("Hold 1 \\(inquiry\\) was placed on it on .*, by the authority of Monitoring Officer.")
                .doesNotContain("destroyed");
    }

    @Test
    void prove_findsWhatWasHeldOnAPerson_howeverTheNameIsWritten() {
        String name = " " + String.valueOf(child.get("family_name")).toUpperCase(Locale.ROOT) + "  ";

        Commands.Result found = commands.run(
                auditor,
                "audit",
                "prove",
                "referral",
                "--find",
                "family_name=" + name,
                "--find",
                "born=" + child.get("born"));

        assertThat(found.status()).as(found.toString()).isZero();
        assertThat(found.out())
                .contains("Record: referral by born and family_name")
                .contains("It was destroyed in run 2, as of " + Commands.AS_OF)
                .contains("It can be asked for by born and family_name of a person.")
                .doesNotContain(name.strip(), String.valueOf(child.get("family_name")));
    }

    @Test
    void prove_saysThatNothingWasFound_whenNobodyOfThatNameWasThere() {
        Commands.Result none = commands.run(
                auditor,
                "audit",
                "prove",
                "referral",
                "--find",
                "family_name=Nobody",
                "--find",
                "born=" + child.get("born"));

        assertThat(none.status()).as(none.toString()).isEqualTo(13);
        assertThat(none.out()).contains("The log has nothing about such a record.");

        Commands.Result less = commands.run(auditor, "audit", "prove", "referral", "--find", "family_name=Nobody");
        assertThat(less.status()).as(less.toString()).isEqualTo(2);
        assertThat(less.err())
                .contains("The log has them by: born,family_name.")
                .doesNotContain("Nobody");
    }

    /** What somebody reads who has the whole log and not its key. */
    @Test
    void theLog_hasNoNameInIt() {
        assertThat(commands.count(
                        "select count(*) from keepuntil.log_bundle where position(convert_to(?, 'UTF8') in data) > 0",
                        String.valueOf(child.get("family_name"))))
                .isZero();
        assertThat(commands.count(
                        "select count(*) from keepuntil.log_bundle where position(convert_to(?, 'UTF8') in data) > 0",
                        String.valueOf(child.get("born"))))
                .isZero();
        assertThat(
                        commands.count(
                                "select count(*) from keepuntil.log_bundle where position(convert_to('found-by', 'UTF8') in data) > 0"))
                .isPositive();
    }

    @Test
    void prove_givesTheSameToAProgram() {
        JsonNode document = JsonMapper.shared()
                .readTree(commands.run(auditor, "audit", "prove", "referral", gone, "--format", "json")
                        .out());

        assertThat(document.propertyNames()).containsExactly("class", "exists", "records");
        JsonNode record = document.get("records").get(0);
        assertThat(record.get("said").get(0).get("kind").asString()).isEqualTo("disposal");
        assertThat(record.get("said").get(0).get("words").get(0).asString()).contains("It was destroyed in run 2");
    }

    @Test
    void nothingThatIsTyped_reachesALog() throws IOException {
        Path log = home.resolve("audit.log");
        commands.run(auditor, "audit", "prove", "referral", "Geheimnis-4711", "--log", log.toString());
        commands.run(auditor, "audit", "prove", "referral", "--find", "surname=Geheimnis", "--log", log.toString());
        commands.run(auditor, "audit", "prove", "no-such-class-Geheimnis", "1", "--log", log.toString(), "--debug");
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
