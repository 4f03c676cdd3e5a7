package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.audit.KeyAdded;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.audit.TokenKeys;
import org.keepuntil.audit.seal.LogKey;
import org.keepuntil.audit.seal.Sealer;
import org.keepuntil.audit.seal.SigningKeys;
import org.keepuntil.audit.sums.ControlSeal;
import org.keepuntil.audit.tlog.Note;
import org.keepuntil.audit.tlog.SigningKey;
import org.keepuntil.control.EarlierSchema;
import org.keepuntil.control.Installation;
import org.keepuntil.control.Installer;
import org.keepuntil.hold.HoldKind;
import org.keepuntil.hold.Holds;
import org.keepuntil.hold.NewHold;
import org.keepuntil.testing.TestDatabase;

/** Control schemas of earlier versions, with what happened in them: an upgrade keeps it, and their log still verifies. */
class UpgradeTest {
    @TempDir
    private Path home;

    private Map<String, String> environment = Map.of();

    @BeforeEach
    void findTheKeysWhereCommandsDo() {
        environment = Map.of("XDG_CONFIG_HOME", home.toAbsolutePath().toString());
    }

    @Test
    void theFirstHistory_isKept_andItsLogVerifies() throws SQLException {
        try (Commands commands = Commands.onEmpty(home).askingForApproval()) {
            TestDatabase.Login operator = early(commands, 3);
            EarlyHistory history = new EarlyHistory(commands, tokenKey(commands));
            history.runThatDestroysOneAndLeavesOneThatIsHeld();
            assertThat(commands.count("select size from keepuntil.log_head")).isEqualTo(6);

            Commands.Result refused = commands.run(commands.superuser(), "init");
            assertThat(refused.status()).as(refused.toString()).isEqualTo(ExitCode.CONTROL_SCHEMA.number());
            assertThat(refused.err()).contains("has version 3", "keepuntil init --upgrade");
            assertThat(commands.count("select count(*) from keepuntil.schema_history"))
                    .isEqualTo(3);

            upgrade(commands, 3);

            // nothing was signed before there were keys, so the log is as it was written, and not sealed
            Commands.Result verified = commands.run(operator, "audit", "verify");
            assertThat(verified.status()).as(verified.toString()).isEqualTo(ExitCode.NOT_SEALED.number());
            assertThat(verified.out()).doesNotContain("WRONG");
            assertThat(commands.run(operator, "audit", "checkpoint", "--seal").status())
                    .isZero();
            verifies(commands, operator);
            Commands.Result proven = commands.run(operator, "audit", "prove", "referral", "4711");
            assertThat(proven.status()).as(proven.toString()).isZero();
            assertThat(proven.out()).contains("destroyed in run 1", "referral-25");
            assertThat(commands.run(operator, "hold", "list", "--all").out())
                    .contains("a court", "4712", "every record");
            Commands.Result status = commands.run(operator, "status");
            assertThat(status.status()).as(status.toString()).isZero();
            assertThat(status.out()).contains("2026-01-05  finished");
            Path reports = home.resolve("reports");
            Commands.Result report = commands.run(operator, "report", "1", "--report", reports.toString());
            assertThat(report.status()).as(report.toString()).isZero();
            assertThat(reports.resolve("run-1/register.csv")).content().contains("referral-25");
        }
    }

    @Test
    void aChangedHold_isNamed_whenItWasPlacedBeforeHoldsHadOwners() throws SQLException {
        try (Commands commands = Commands.onEmpty(home).askingForApproval()) {
            TestDatabase.Login operator = early(commands, 3);
            new EarlyHistory(commands, tokenKey(commands)).runThatDestroysOneAndLeavesOneThatIsHeld();
            upgrade(commands, 3);

            Map<String, String> columns = Map.of("owner", "'somebody'", "reason", "'none'", "reference", "null");
            for (Map.Entry<String, String> column : columns.entrySet()) {
                String name = column.getKey();
                changed(commands, "hold", "create table public.kept as select * from keepuntil.hold where id = 1");
                changed(
                        commands,
                        "hold",
                        "update keepuntil.hold set " + name + " = " + column.getValue() + " where id = 1");

                Commands.Result verified = commands.run(operator, "audit", "verify");
                assertThat(verified.status()).as(name + "\n" + verified).isEqualTo(ExitCode.MISMATCH.number());
                assertThat(verified.out()).contains("keepuntil.hold, row 1: this is not what entry 0 says");
                changed(
                        commands,
                        "hold",
                        "update keepuntil.hold h set " + name + " = k." + name
                                + " from public.kept k where h.id = k.id;" + " drop table public.kept");
            }
            assertThat(commands.run(operator, "audit", "verify").out()).doesNotContain("WRONG");
        }
    }

    @Test
    void approvals_areKept_andStillCount() throws SQLException {
        try (Commands commands = Commands.onEmpty(home).askingForApproval()) {
            TestDatabase.Login operator = early(commands, 14);
            new EarlyHistory(commands, tokenKey(commands)).planThatIsApproved_andAStandingApprovalThatIsWithdrawn();

            upgrade(commands, 14);

            assertThat(commands.run(operator, "audit", "checkpoint", "--seal").status())
                    .isZero();
            verifies(commands, operator);
            assertThat(commands.texts("select approval::text from keepuntil.plan_approval(1)"))
                    .containsExactly("1");
            assertThat(commands.texts(
                            "select kind || ' ' || coalesce(withdraw_reason, '') from keepuntil.approval order by id"))
                    .containsExactly("plan ", "standing another schedule comes");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 18, 20})
    void aSealedLog_stillVerifies_alsoAgainstACheckpointOfBefore(int version) throws Exception {
        try (Commands commands = Commands.onEmpty(home).askingForApproval()) {
            TestDatabase.Login operator = early(commands, version);
            Path checkpoint = home.resolve("before.checkpoint");
            Files.writeString(checkpoint, sealedHold(commands, operator).format());

            upgrade(commands, version);

            verifies(commands, operator, "--checkpoint", checkpoint.toString());
        }
    }

    @Test
    void anUpgrade_doesNotMakeGood_whatWasChangedByHand() throws SQLException {
        try (Commands commands = Commands.onEmpty(home).askingForApproval()) {
            TestDatabase.Login operator = early(commands, 16);
            sealedHold(commands, operator);
            changed(
                    commands,
                    "flag",
                    "insert into keepuntil.flag (class, key, rule, since) values ('referral', '{1}', 'x', '2026-01-01')");

            upgrade(commands, 16);

            Commands.Result verified = commands.run(operator, "audit", "verify");
            assertThat(verified.status()).as(verified.toString()).isEqualTo(ExitCode.MISMATCH.number());
            assertThat(verified.out())
                    .contains("keepuntil.flag: its rows were not what the log said when Keepuntil was last upgraded");
        }
    }

    @Test
    void anUpgrade_waitsForNoRun_andChangesNothingBesideOne() throws SQLException {
        try (Commands commands = Commands.onEmpty(home).askingForApproval()) {
            early(commands, 20);
            try (Connection run = commands.database().dataSource().getConnection();
                    Statement statement = run.createStatement()) {
                statement.execute(
                        "select pg_advisory_lock(hashtextextended('keepuntil run ' || current_database(), 0))");

                Commands.Result busy = commands.run(commands.superuser(), "init", "--upgrade");
                assertThat(busy.status()).as(busy.toString()).isEqualTo(ExitCode.BUSY.number());
                Commands.Result script = commands.run(commands.superuser(), "init", "--upgrade", "--sql");
                assertThat(script.status()).as(script.toString()).isZero();
                assertThatThrownBy(() -> commands.database().execute(script.out()))
                        .hasMessageContaining("a run of Keepuntil is under way");
                assertThat(commands.count("select max(version::int) from keepuntil.schema_history"))
                        .isEqualTo(20);
            }
            upgrade(commands, 20);
        }
    }

    private TestDatabase.Login early(Commands commands, int version) throws SQLException {
        EarlierSchema.install(commands.database().dataSource(), version);
        return commands.operator("night");
    }

    private void upgrade(Commands commands, int from) {
        Commands.Result upgraded = commands.run(commands.superuser(), "init", "--upgrade");
        assertThat(upgraded.status()).as(upgraded.toString()).isZero();
        assertThat(upgraded.out()).contains("Upgraded the schema keepuntil from version " + from + " to ");
        Commands.Result again = commands.run(commands.superuser(), "init", "--upgrade");
        assertThat(again.status()).as(again.toString()).isZero();
        assertThat(again.out()).contains("is there and up to date");
    }

    private static void verifies(Commands commands, TestDatabase.Login operator, String... more) {
        String[] line =
                Stream.concat(Stream.of("audit", "verify"), Arrays.stream(more)).toArray(String[]::new);
        Commands.Result verified = commands.run(operator, line);
        assertThat(verified.status()).as(verified.toString()).isZero();
        assertThat(verified.out()).contains("all is as it was signed");
    }

    private TokenKey tokenKey(Commands commands) throws SQLException {
        TokenKey key = new TokenKeys(environment, home).ofNew(installation(commands));
        Installer.rememberTokenKey(commands.database().dataSource(), key.id());
        return key;
    }

    private static Installation installation(Commands commands) throws SQLException {
        try (Connection connection = commands.database().dataSource().getConnection()) {
            return Installation.read(connection);
        }
    }

    /** A hold, and the log sealed after it. */
    private Note sealedHold(Commands commands, TestDatabase.Login operator) throws SQLException {
        TokenKey tokens = tokenKey(commands);
        SigningKey key = new SigningKeys(environment, home).ofNew(installation(commands));
        KeyAdded added = new KeyAdded(key.verifier().format(), Clock.systemUTC().instant(), "", false);
        Installer.asOwner(commands.database().dataSource(), owner -> {
            try (Connection connection = owner.getConnection()) {
                LogKey.add(connection, added);
            }
            return added;
        });
        Holds.of(commands.approver("officer").dataSource(), () -> tokens)
                .place(new NewHold(
                        "referral",
                        Optional.of(List.of("4711")),
                        HoldKind.INQUIRY,
                        "the board",
                        Optional.empty(),
                        "an inquiry",
                        Optional.empty()));
        new ControlSeal(operator.dataSource()).seal();
        return new Sealer(operator.dataSource(), key, Clock.systemUTC())
                .seal(OptionalLong.empty())
                .orElseThrow();
    }

    /** As somebody would who may do everything. */
    private static void changed(Commands commands, String table, String sql) {
        commands.database()
                .execute("alter table keepuntil." + table + " disable trigger user; " + sql + "; alter table keepuntil."
                        + table + " enable trigger user");
    }
}
