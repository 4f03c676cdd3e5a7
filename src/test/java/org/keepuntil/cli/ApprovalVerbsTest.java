package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.TestDatabase;

/** Plan, approve, run: on the command line, each by an account of its own. */
class ApprovalVerbsTest {

    @TempDir
    private Path home;

    private Commands commands;
    private TestDatabase.Login operator;
    private TestDatabase.Login approver;

    @BeforeEach
    void install() throws SQLException {
        commands = Commands.onSample(300, home).askingForApproval();
        ends(0, commands.scheduled(commands.superuser(), "init"));
        operator = commands.operator("ada");
        approver = commands.approver("grace");
    }

    @AfterEach
    void close() {
        commands.close();
    }

    private static Commands.Result ends(int status, Commands.Result result) {
        assertThat(result.status()).as(result.toString()).isEqualTo(status);
        return result;
    }

    private Commands.Result plan() {
        return ends(0, commands.scheduled(operator, "plan", "--as-of", Commands.AS_OF));
    }

    private Commands.Result run(int status, String... more) {
        String[] line = java.util.stream.Stream.concat(
                        List.of(
                                "run",
                                "--as-of",
                                Commands.AS_OF,
                                "--report",
                                home.resolve("reports").toString())
                                .stream(),
                        java.util.stream.Stream.of(more))
                .toArray(String[]::new);
        return ends(status, commands.scheduled(operator, line));
    }

    private List<String> digests() {
        return commands.texts("select plan_digest from keepuntil.run where state = 'planned' order by id");
    }

    private long referrals() {
        return commands.count("select count(*) from sees.referral");
    }

    private long planned() {
        return commands.count("select count(*) from keepuntil.candidate");
    }

    private void approve(String digest) {
        ends(0, commands.run(approver, "approve", digest.substring(0, 12), "--yes", digest));
    }

    @Test
    void nothingGoes_whereNothingWasEverApproved() {
        String before = commands.content();

        Commands.Result first = run(18);

        assertThat(commands.content()).isEqualTo(before);
        assertThat(digests()).hasSize(1);
        String name = digests().get(0).substring(0, 12);
        assertThat(first.out())
                .contains("due and nobody has approved it")
                .contains("keepuntil approve " + name)
                .contains(commands.roles().approver());

        run(18);

        assertThat(digests()).as("the plan that waits is not made again").hasSize(1);
        assertThat(commands.content()).isEqualTo(before);
    }

    @Test
    void explain_namesThePlanThatARecordIsIn_andWhetherItIsApproved() {
        plan();
        String key =
                commands.texts("select key[1] from keepuntil.candidate limit 1").get(0);
        String name = digests().get(0).substring(0, 12);

        Commands.Result waiting =
                ends(0, commands.scheduled(operator, "explain", "referral", key, "--as-of", Commands.AS_OF));
        approve(digests().get(0));
        Commands.Result approved =
                ends(0, commands.scheduled(operator, "explain", "referral", key, "--as-of", Commands.AS_OF));

        assertThat(waiting.out()).contains("It is in plan " + name + ", which nobody has approved yet");
        assertThat(approved.out()).contains("It is in plan " + name + ", which is approved");
    }

    @Test
    void aPlanGoes_onceItWasApproved_andOnlyOnce() {
        plan();
        plan();
        assertThat(digests()).as("the same plan is stored once").hasSize(1);
        long due = planned();
        long all = referrals();
        assertThat(due).isPositive();
        String digest = digests().get(0);
        Commands.Result early = run(18, "--plan", digest.substring(0, 12));
        assertThat(early.err()).contains("Nobody has approved plan").contains("keepuntil approve");

        approve(digest);
        run(0, "--plan", digest);

        assertThat(referrals()).isEqualTo(all - due);
        assertThat(commands.count("select sum(done) from keepuntil.progress")).isEqualTo(due);
        run(13, "--plan", digest);
        run(0);
        assertThat(referrals()).isEqualTo(all - due);
    }

    @Test
    void theNightlyRun_actsOnWhatWasApprovedSince_withItsOwnDay() {
        run(18);
        String digest = digests().get(0);
        long due = planned();
        long all = referrals();
        approve(digest);

        Commands.Result night = run(0);

        assertThat(referrals()).isEqualTo(all - due);
        assertThat(night.out()).contains("Nothing was due");
        assertThat(commands.texts("select state from keepuntil.run where plan_digest = '" + digest + "'"))
                .containsExactly("finished");
    }

    @Test
    void aRecordStays_whenAFactHasChangedSinceItsPlanWasMade() {
        plan();
        String digest = digests().get(0);
        long due = planned();
        long all = referrals();
        List<String> keys = commands.texts("select key[1] from keepuntil.candidate order by n limit 1");
        // still due, but on another day: the approver has not seen that
        commands.database().execute("update sees.referral set received_on = received_on - 1 where id = " + keys.get(0));
        approve(digest);

        run(0, "--plan", digest);

        assertThat(referrals()).isEqualTo(all - due + 1);
        assertThat(commands.texts("select outcome || ': ' || reason from keepuntil.outcome"))
                .containsExactly("no longer due: something has changed since the plan that was approved");
    }

    @Test
    void nothingGoes_whenThePlanIsRejected_orTheApprovalTakenBack() {
        plan();
        String digest = digests().get(0);
        String before = commands.content();
        approve(digest);
        ends(2, commands.run(approver, "withdraw", "1"));
        ends(0, commands.run(approver, "withdraw", "1", "--reason", "to be looked at again"));
        ends(7, commands.run(approver, "withdraw", "1", "--reason", "once more"));
        run(18, "--plan", digest);
        run(18);
        assertThat(commands.content()).isEqualTo(before);

        ends(0, commands.run(approver, "reject", digest, "--reason", "a wrong import"));

        run(13, "--plan", digest);
        assertThat(commands.texts("select state from keepuntil.run where plan_digest = '" + digest + "' order by id"))
                .first()
                .isEqualTo("refused");
        assertThat(commands.content()).isEqualTo(before);
    }

    @Test
    void whoeverMadeAPlan_doesNotApproveIt() {
        plan();
        commands.database().execute("grant \"" + commands.roles().approver() + "\" to \"" + operator.user() + "\"");

        Commands.Result own = ends(
                7,
                commands.run(
                        operator,
                        "approve",
                        digests().get(0),
                        "--yes",
                        digests().get(0)));

        assertThat(own.err()).contains("Whoever made a plan does not approve it");
        assertThat(commands.count("select count(*) from keepuntil.approval")).isZero();
    }

    @Test
    void nothingIsApproved_whenSomethingElseIsTyped() {
        plan();
        String digest = digests().get(0);
        ends(7, commands.run(approver, "approve", digest, "--yes", digest.substring(0, 12)));
        ends(7, typing("yes\n", digest));
        ends(7, typing("", digest));
        assertThat(commands.count("select count(*) from keepuntil.approval")).isZero();

        Commands.Result typed = ends(0, typing(digest.substring(0, 12) + "\n", digest));

        assertThat(typed.err()).contains("Type " + digest.substring(0, 12));
        assertThat(commands.count("select count(*) from keepuntil.approval")).isOne();
        ends(7, typing(digest.substring(0, 12) + "\n", digest));
        ends(13, commands.run(approver, "approve", "ffffffffffff", "--yes", digest));
    }

    private Commands.Result typing(String text, String digest) {
        return commands.typing(text).run(approver, "approve", digest.substring(0, 12));
    }

    private Path standing(String share) throws IOException {
        Path mine = Files.createDirectories(home.resolve("mine"));
        String schedule = Files.readString(Commands.SCHEDULE.resolve("schedule.yaml"));
        Files.writeString(
                mine.resolve("schedule.yaml"),
                schedule.replace("    then: destroy", "    approval: standing\n    then: destroy"));
        String binding = Files.readString(Commands.SCHEDULE.resolve("binding.yaml"));
        Files.writeString(
                mine.resolve("binding.yaml"),
                binding.replaceAll("cap: .*", "cap: { share: " + share + ", records: 100000 }"));
        return mine;
    }

    @Test
    void aStandingApproval_letsRulesGoEachNight_untilSomethingChanges() throws IOException {
        Path mine = standing("100%");
        String[] night = {
            "run",
            "--as-of",
            Commands.AS_OF,
            "--schedule",
            mine.toString(),
            "--report",
            home.resolve("r").toString()
        };
        String before = commands.content();
        ends(18, commands.run(operator, night));
        assertThat(commands.content()).isEqualTo(before);
        ends(7, commands.run(approver, "approve", "--standing", "--schedule", Commands.SCHEDULE.toString()));
        Commands.Result asked = ends(7, commands.run(approver, "approve", "--standing", "--schedule", mine.toString()));
        String digest = asked.err().replaceAll("(?s).*--yes ([0-9a-f]{64}).*", "$1");

        ends(0, commands.run(approver, "approve", "--standing", "--schedule", mine.toString(), "--yes", digest));
        long all = referrals();
        long due = planned();
        ends(0, commands.run(operator, night));

        assertThat(referrals()).isEqualTo(all - due);
        String after = commands.content();
        Files.writeString(
                mine.resolve("schedule.yaml"),
                Files.readString(mine.resolve("schedule.yaml")).replace("until age 25", "until age 24"));
        Commands.Result shorter = ends(18, commands.run(operator, night));
        assertThat(shorter.err()).contains("than when it was last approved");
        assertThat(commands.content()).isEqualTo(after);

        ends(0, commands.run(operator, "plan", "--as-of", Commands.AS_OF, "--schedule", mine.toString()));
        long more = commands.count(
                "select count(*) from keepuntil.candidate where run = (select max(run) from keepuntil.candidate)");
        assertThat(more).isPositive();
        approve(digests().get(digests().size() - 1));
        ends(0, commands.run(operator, night));
        assertThat(referrals()).isEqualTo(all - due - more);
    }

    @Test
    void overTheCap_nothingGoesByAStandingApproval_butByOneOfThatVeryPlan() throws IOException {
        Path mine = standing("1%");
        String[] night = {
            "run",
            "--as-of",
            Commands.AS_OF,
            "--schedule",
            mine.toString(),
            "--report",
            home.resolve("r").toString()
        };
        Commands.Result asked = ends(7, commands.run(approver, "approve", "--standing", "--schedule", mine.toString()));
        String digest = asked.err().replaceAll("(?s).*--yes ([0-9a-f]{64}).*", "$1");
        ends(0, commands.run(approver, "approve", "--standing", "--schedule", mine.toString(), "--yes", digest));
        String before = commands.content();
        long all = referrals();

        Commands.Result refused = ends(19, commands.run(operator, night));

        assertThat(commands.content()).isEqualTo(before);
        assertThat(digests()).hasSize(1);
        assertThat(refused.err())
                .contains("cap")
                .contains("keepuntil approve " + digests().get(0).substring(0, 12));
        long due = planned();
        approve(digests().get(0));
        ends(0, commands.run(operator, night));
        assertThat(referrals()).isEqualTo(all - due);
    }

    @Test
    void approvalsAreListed_inEveryFormat() {
        plan();
        String digest = digests().get(0);
        assertThat(ends(0, commands.run(approver, "approvals")).out())
                .contains("Plan " + digest.substring(0, 12))
                .contains("waits to be approved")
                .contains("No approval is in force");
        approve(digest);
        assertThat(ends(0, commands.run(operator, "approvals")).out()).contains("in force");
        assertThat(ends(0, commands.run(operator, "approvals", "--format", "json"))
                        .out())
                .contains("\"digest\": \"" + digest)
                .contains("\"approval\": 1");
        assertThat(ends(0, commands.run(operator, "approvals", "--format", "csv"))
                        .out())
                .contains("plan," + digest);
    }
}
