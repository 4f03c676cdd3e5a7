package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.approval.ApprovalRows;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.audit.TokenKeys;
import org.keepuntil.audit.verify.Verification;
import org.keepuntil.control.Installation;
import org.keepuntil.docket.DecisionRows;
import org.keepuntil.hold.HoldRows;
import org.keepuntil.hold.RequestedRows;
import org.keepuntil.testing.ControlFindings;
import org.keepuntil.testing.Tampering;
import org.keepuntil.testing.TestDatabase;

/** What people and nights do with the program's verbs is never found wrong; what is done behind its back is, then and ever after. */
class ControlTablesTest {
    @TempDir
    Path home;

    private Commands commands;
    private Path schedule;
    private TestDatabase.Login operator;
    private TestDatabase.Login approver;

    @BeforeEach
    void install() throws Exception {
        schedule = Files.createDirectories(home.resolve("mine"));
        Files.writeString(schedule.resolve("schedule.yaml"), """
                schedule: papers
                title: Papers
                version: 1
                records:
                  paper: { title: Paper, events: [written] }
                  letter: { title: Letter, events: [written] }
                  note: { title: Note, events: [written] }
                rules:
                  - { id: paper-2, records: paper, keep: 2 years after written, then: review, decide within: 60 days, authority: a test }
                  - { id: letter-1, records: letter, keep: 1 year after written, then: destroy after notice of 30 days, authority: a test }
                  - { id: note-1, records: note, keep: 1 year after written, then: destroy, authority: a test }
                """);
        Files.writeString(schedule.resolve("binding.yaml"), """
                records:
                  paper: { table: paper, open while: never, events: { written: written_on }, cap: { share: 100% } }
                  letter: { table: letter, open while: never, events: { written: written_on }, cap: { share: 100% } }
                  note: { table: note, open while: never, events: { written: written_on }, cap: { share: 100% } }
                """);
        commands = Commands.onEmpty(home).askingForApproval();
        commands.database().execute("""
                create table paper (id integer primary key, written_on date);
                insert into paper select n, '2010-01-01' from generate_series(1, 4) n;
                create table letter (id integer primary key, written_on date);
                insert into letter values (7, '2010-01-01'), (8, current_date);
                create table note (id integer primary key, written_on date);
                insert into note select n, '2010-01-01' from generate_series(1, 9) n;
                insert into note values (99, current_date)""");
        done(0, run(commands.superuser(), "init"));
        operator = commands.operator("night");
        approver = commands.approver("board");
    }

    @AfterEach
    void drop() {
        commands.close();
    }

    private Commands.Result run(TestDatabase.Login login, String... args) {
        return commands.run(
                login,
                Stream.concat(Stream.of(args), Stream.of("--schedule", schedule.toString()))
                        .toArray(String[]::new));
    }

    private static Commands.Result done(int status, Commands.Result result) {
        assertThat(result.status()).as(result.toString()).isEqualTo(status);
        return result;
    }

    private void night(int status) {
        done(status, run(operator, "run", "--report", home.resolve("reports").toString()));
    }

    private void nothingIsFound() throws Exception {
        assertThat(findings()).isEmpty();
    }

    private List<String> findings() throws Exception {
        return ControlFindings.of(
                commands.database().dataSource(),
                Verifications.all(Optional.of(tokens())).toArray(Verification[]::new));
    }

    private TokenKey tokens() throws Exception {
        try (Connection connection = commands.database().dataSource().getConnection()) {
            return new TokenKeys(Map.of("XDG_CONFIG_HOME", home.toAbsolutePath().toString()), home)
                    .of(Installation.read(connection));
        }
    }

    @Test
    void nothingIsFound_afterWhatPeopleAndNightsDo() throws Exception {
        nothingIsFound();
        List<String> terms = List.of("--kind", "foi", "--authority", "the board", "--reason", "asked for");
        done(
                0,
                run(
                        approver,
                        Stream.concat(Stream.of("hold", "place", "note", "1"), terms.stream())
                                .toArray(String[]::new)));
        done(
                0,
                run(
                        approver,
                        Stream.concat(Stream.of("hold", "place", "note", "2"), terms.stream())
                                .toArray(String[]::new)));
        done(0, commands.run(approver, "hold", "release", "2", "--reason", "answered"));
        nothingIsFound();

        night(18);
        nothingIsFound();
        String plan = commands.texts("select plan_digest from keepuntil.run where state = 'planned'")
                .get(0);
        done(0, commands.run(approver, "approve", plan.substring(0, 12), "--yes", plan));
        nothingIsFound();
        night(0);
        assertThat(commands.texts("select id::text from note order by id")).containsExactly("1", "2", "99");
        assertThat(commands.count("select count(*) from keepuntil.review")).isEqualTo(4);
        assertThat(commands.count("select count(*) from keepuntil.notice")).isEqualTo(1);
        nothingIsFound();

        done(0, run(approver, "review", "decide", "paper", "1", "destroy", "--reason", "not needed"));
        done(0, run(approver, "review", "decide", "paper", "2", "keep until 2999-01-31", "--reason", "a case"));
        done(0, run(approver, "request", "erase", "note", "99", "--by", "its author", "--received", "2026-11-20"));
        done(0, run(approver, "request", "grant", "1", "--reason", "no longer needed"));
        done(0, commands.run(approver, "withdraw", "1", "--reason", "to be looked at again"));
        nothingIsFound();
        commands.database().execute("alter table note add column body text");
        done(0, run(approver, "check", "--accept-changes"));
        night(18);
        nothingIsFound();
        plan = commands.texts("select plan_digest from keepuntil.run where state = 'planned'")
                .get(0);
        done(0, commands.run(approver, "approve", plan.substring(0, 12), "--yes", plan));
        night(0);
        assertThat(commands.count("select count(*) from paper")).isEqualTo(3);
        done(0, run(commands.superuser(), "init"));
        nothingIsFound();
        assertThat(commands.count("select count(*) from keepuntil.control_change"))
                .isZero();
        whoeverChangesWhatPeopleDid_isToldWhichRow();
    }

    /** With the token key; without it the keys of records are left to the sums. */
    private void whoeverChangesWhatPeopleDid_isToldWhichRow() throws Exception {
        Optional<TokenKey> tokens = Optional.of(tokens());
        DataSource superuser = commands.database().dataSource();
        Tampering.isNamed(
                superuser,
                () -> new HoldRows(tokens),
                "hold",
                " where id = 2",
                "keepuntil.hold, row 2",
                true,
                "class",
                "key",
                "person_table",
                "conditions",
                "kind",
                "authority",
                "reference",
                "reason",
                "owner",
                "placed_by",
                "placed_at",
                "placed_entry",
                "review_on",
                "released_at",
                "released_by",
                "release_reason",
                "release_entry");
        Tampering.isNamed(
                superuser,
                () -> new HoldRows(Optional.empty()),
                "hold",
                " where id = 1",
                "keepuntil.hold, row 1",
                true,
                "class",
                "authority",
                "released_by");
        Tampering.isNamed(
                superuser,
                () -> new RequestedRows(tokens),
                "request",
                " where id = 1",
                "keepuntil.request, row 1",
                true,
                "kind",
                "person_table",
                "given_on",
                "received_on",
                "due_on",
                "requester",
                "reference",
                "recorded_by",
                "recorded_at",
                "entry",
                "withdrawn_at",
                "withdrawn_by",
                "withdraw_reason",
                "withdraw_entry");
        Tampering.isNamed(
                superuser,
                () -> new RequestedRows(tokens),
                "request_record",
                " where id = 1",
                "keepuntil.request_record, row 1",
                false,
                "class",
                "key",
                "decision",
                "ground",
                "decided_by",
                "decided_at",
                "entry");
        Tampering.isNamed(
                superuser,
                ApprovalRows::new,
                "approval",
                " where id = 1",
                "keepuntil.approval, row 1",
                true,
                "kind",
                "plan_digest",
                "schedule_digest",
                "binding_digest",
                "catalog_digest",
                "reason",
                "approved_by",
                "approved_at",
                "expires_at",
                "entry",
                "withdrawn_at",
                "withdrawn_by",
                "withdraw_reason",
                "withdraw_entry");
        Tampering.isNamed(
                superuser,
                () -> new DecisionRows(tokens),
                "review_decision",
                " where id = 2",
                "keepuntil.review_decision, row 2",
                true,
                "class",
                "key",
                "key_ref",
                "rule",
                "stage",
                "ground",
                "choice",
                "keep_until",
                "reason",
                "decided_by",
                "decided_at",
                "entry");
    }

    @Test
    void aRowThatWasTamperedWith_isFoundAfterTheNextSealsToo_untilItIsPutBack() throws Exception {
        night(18);
        nothingIsFound();
        commands.database()
                .execute("set session_replication_role = replica; update keepuntil.catalog_seen set seen_by = 'nobody';"
                        + " reset session_replication_role");
        commands.database().execute("update keepuntil.review set since = since - 100 where key = '{1}'");
        List<String> found = List.of(
                "keepuntil.catalog_seen: a row was changed, added or removed in another way than through Keepuntil",
                "keepuntil.review: a row was changed, added or removed in another way than through Keepuntil");
        assertThat(findings()).isEqualTo(found);

        night(18);
        done(0, run(approver, "review", "decide", "paper", "1", "destroy", "--reason", "not needed"));
        assertThat(findings()).as("a seal does not make it good").isEqualTo(found);

        commands.database()
                .execute("set session_replication_role = replica; update keepuntil.catalog_seen set seen_by = '"
                        + operator.user() + "'; reset session_replication_role");
        commands.database().execute("update keepuntil.review set since = since + 100 where key = '{1}'");
        nothingIsFound();
    }

    @Test
    void whatTheOperatorsAccountChangesBetweenRuns_isFound() throws Exception {
        night(18);
        commands.database().execute("insert into keepuntil.outcome values (1, 'note', 1, 'r', 'failed', null)");
        try (var connection = operator.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("delete from keepuntil.review where key = '{2}'");
            statement.execute("insert into keepuntil.outcome values (1, 'note', 2, 'r', 'gone', null)");
        }

        assertThat(findings())
                .contains(
                        "keepuntil.outcome, run 1: a row was changed, added or removed in another way than through Keepuntil",
                        "keepuntil.review: a row was changed, added or removed in another way than through Keepuntil");
    }

    @Test
    void anUpgrade_carriesOnWhatIsRight_andDoesNotMakeGoodWhatIsNot() throws Exception {
        night(18);
        upgrade(
                "alter table keepuntil.review add column more text default 'x'; create table keepuntil.added_later (it text);"
                        + " insert into keepuntil.added_later values ('a')");
        nothingIsFound();
        night(18);
        nothingIsFound();

        commands.database().execute("update keepuntil.added_later set it = 'b'");
        upgrade("alter table keepuntil.added_later add column more text default 'y'");
        String found = "keepuntil.added_later: its rows were not what the log said when Keepuntil was last upgraded";
        assertThat(findings()).containsExactly(found);
        upgrade("select 1");
        assertThat(findings()).containsExactly(found);

        commands.database().execute("update keepuntil.control_sum set differed = false");
        assertThat(findings())
                .anyMatch(line -> line.startsWith(
                        "keepuntil.control_sum: the sum of keepuntil.added_later is not that of entry "));
    }

    /** As the installer does. */
    private void upgrade(String migration) {
        commands.database()
                .execute("set role \"" + commands.roles().owner() + "\"; set keepuntil.init = 'on';"
                        + " select keepuntil.before_upgrade(); " + migration + "; select keepuntil.after_upgrade();"
                        + " reset keepuntil.init; reset role");
    }

    @Test
    void anUpgradeThatWasCutOff_isSaid_andInitFinishesIt() throws Exception {
        commands.database()
                .execute(
                        "set role \"" + commands.roles().owner() + "\"; select keepuntil.before_upgrade(); reset role");
        assertThat(findings())
                .containsExactly(
                        "control schema: an upgrade was cut off, so its tables can't be compared; run keepuntil init --upgrade");

        done(0, run(commands.superuser(), "init"));

        nothingIsFound();
    }

    @Test
    void aRunThatWasStoppedBeforeItSealedTheLog_isNoTampering_andACheckpointSealsIt() throws Exception {
        night(18);
        done(0, commands.run(operator, "audit", "verify"));
        commands.database().execute("delete from keepuntil.checkpoint");

        Commands.Result unsealed = done(20, commands.run(operator, "audit", "verify"));
        long entries = commands.count("select size from keepuntil.log_head");
        assertThat(unsealed.out())
                .contains("NOT SEALED YET  " + entries
                        + " entries past the newest checkpoint, and run 1 ended among them")
                .contains("keepuntil audit checkpoint --seal")
                .doesNotContain("WRONG");
        Commands.Result json = done(20, commands.run(operator, "audit", "verify", "--format", "json"));
        assertThat(json.out()).containsPattern("\"unsealed\"\\s*:\\s*\\{\\s*\"run\"\\s*:\\s*1,");
        done(13, commands.run(operator, "audit", "checkpoint"));
        TestDatabase.Login auditor =
                commands.database().login("looks", commands.roles().auditor());
        done(11, commands.run(auditor, "audit", "checkpoint", "--seal"));

        assertThat(done(0, commands.run(operator, "audit", "checkpoint", "--seal"))
                        .out())
                .startsWith("keepuntil/")
                .contains("after 0\n");

        done(0, commands.run(operator, "audit", "verify"));
        night(18);
        done(0, commands.run(operator, "audit", "verify"));
    }

    @Test
    void aTableThatIsNotWatched_isFound() throws Exception {
        commands.database().execute("alter table keepuntil.hold disable trigger note_update");
        commands.database().execute("create table keepuntil.strange (x integer)");

        assertThat(findings())
                .containsExactly(
                        "keepuntil.hold: its changes are not written down: its triggers are missing or switched off, or it is not Keepuntil's",
                        "keepuntil.strange: its changes are not written down: its triggers are missing or switched off, or it is not Keepuntil's");
    }
}
