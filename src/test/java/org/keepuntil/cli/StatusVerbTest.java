package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.control.RunLock;
import org.keepuntil.testing.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What waits for whom, and what a quiet run says of it. */
class StatusVerbTest {
    /** Written past the guards of the tables, as if runs and people had done it over months. */
    private static final String MATTERS = """
            set session_replication_role = replica;
            set time zone 'Europe/London'; -- that of the schedule: where the tests run it may be tomorrow
            insert into keepuntil.review (class, key, rule, since, stage, state, why)
                select 'referral', array[n::text], 'referral-25', current_date - case n when 1 then 400 else 0 end, 1, 'x' || n, 'rule'
                from generate_series(1, 5) as n;
            insert into keepuntil.review_decision
                (class, key, key_ref, rule, stage, ground, choice, keep_until, reason, decided_by, decided_at, replaced_at) values
                ('referral', '{3}', 'k', 'referral-25', 1, 'another', 'preserve', null, 'void', 'x', now(), null),
                ('referral', '{4}', 'k', 'referral-25', 1, 'x4', 'preserve', null, 'decided', 'x', now(), null),
                ('referral', '{5}', 'k', 'referral-25', 1, 'x5', 'keep', current_date + 1, 'decided', 'x', now(), null);
            insert into keepuntil.request (kind, received_on, requester, recorded_by, recorded_at) values
                ('erase', current_date - 40, 'Wilhelmina', 'x', now()), ('erase', current_date - 1, 'Wilhelmina', 'x', now());
            insert into keepuntil.run (id, as_of, state) overriding system value values (900, '2026-01-01', 'interrupted');
            insert into keepuntil.transfer_package (run, class, name, directory, copy, state, digest, records, rows, files, written_at)
                values (900, 'referral', 'p1', '/srv', false, 'waiting', repeat('0', 64), 3, 3, 0, '2026-02-03 12:00Z'),
                    (900, 'referral', 'p2', '/srv', true, 'copied', repeat('0', 64), 3, 3, 0, '2026-02-04 12:00Z');
            insert into keepuntil.file (run, class, key_ref, table_name, column_name, store, path, state) values
                (900, 'referral', 'x', 'sees.document', 'path', '/srv', 'a', 'to go'),
                (900, 'referral', 'y', 'sees.document', 'path', '/srv', 'Wilhelmina', 'refused');
            insert into keepuntil.hold (class, key, kind, authority, reason, placed_by, placed_at, review_on) values
                ('referral', '{SE-4711-W}', 'police', 'a', 'Wilhelmina', 'x', now(), current_date - 1),
                ('referral', '{78}', 'police', 'a', 'r', 'x', now(), current_date),
                ('referral', '{79}', 'police', 'a', 'r', 'x', now(), current_date + 20),
                ('referral', '{80}', 'police', 'a', 'r', 'x', now(), null);
            set session_replication_role = origin;
            reset time zone""";

    @TempDir
    private Path home;

    private Commands commands;
    private TestDatabase.Login operator;

    @BeforeEach
    void install() throws Exception {
        commands = Commands.installed(300, home);
        operator = commands.operator("night");
    }

    @AfterEach
    void drop() {
        commands.close();
    }

    @Test
    void status_saysThatNothingWaits_whenThereWasNoRun() {
        Commands.Result status = commands.run(operator, "status");

        assertThat(status.status()).as(status.toString()).isZero();
        assertThat(status.out())
                .contains("There has been no run yet.", "Nothing waits for anybody.")
                .doesNotContain("What comes next");
    }

    @Test
    void status_showsTheRunsAndWhatWaitsForWhom_withoutNamingARecord() {
        assertThat(run().status()).isZero();
        commands.database().execute(MATTERS);
        TestDatabase.Login auditor =
                commands.database().login("audit", commands.roles().auditor());

        Commands.Result status = commands.run(auditor, "status");

        assertThat(status.status()).as(status.toString()).isZero();
        assertThat(status.out().lines().map(line -> line.replaceAll(" {2,}", "|")))
                .anyMatch(line -> line.startsWith("The last with nothing left to put right ended at 2"))
                .contains(
                        "|1|0|unfinished run|interrupted|" + today() + "|operator|keepuntil run",
                        "|3|1|records in review|referral|" + day(-400) + "|approver|keepuntil review list",
                        "|2|1|requests to be answered|erase|" + day(-40) + "|approver|keepuntil request list",
                        "|1|0|package to be accepted|referral|2026-02-03|approver|keepuntil transfer list",
                        "|2|1|holds to be looked at again|" + day(-1) + "|approver|keepuntil hold list --review-due",
                        "|1|0|file that can't be removed|referral|operator|keepuntil report",
                        day(20) + "|hold 3 is to be looked at again");
        assertThat(status.out()).contains("request 2 is to be answered").doesNotContain("Wilhelmina", "SE-4711-W");

        JsonNode json = JsonMapper.shared()
                .readTree(commands.run(auditor, "status", "--format", "json").out());
        assertThat(json.get("runs")).hasSize(2);
        assertThat(json.get("lastSuccess").asString()).startsWith("2");
        JsonNode review = json.get("waiting").get(1);
        assertThat(review.get("matter").asString()).isEqualTo("review");
        assertThat(review.get("count").asLong()).isEqualTo(3);
        assertThat(review.get("overdue").asLong()).isEqualTo(1);
        assertThat(review.get("since").asString()).isEqualTo(day(-400));
        assertThat(json.get("next").get(0).get("on").asString()).isEqualTo(day(20));
        assertThat(commands.run(auditor, "status", "--format", "csv").out())
                .startsWith("matter,what,count,overdue,since,role,command\r\n")
                .contains("review,referral,3,1," + day(-400) + ",approver,keepuntil review list\r\n");
    }

    @Test
    @SuppressWarnings("try") // the lock is held, not used
    void status_saysThatARunIsUnderWay_andNotThatItWasLeft_whileItLasts() throws Exception {
        commands.database().execute(MATTERS);

        assertThat(commands.run(operator, "status").out())
                .contains("unfinished run")
                .doesNotContain("under way");
        try (RunLock ignored = RunLock.take(operator.dataSource())) {
            Commands.Result status = commands.run(operator, "status");
            assertThat(status.out())
                    .contains("A run is under way.", "records in review")
                    .doesNotContain("unfinished run");
        }
        assertThat(commands.run(operator, "status").out())
                .contains("unfinished run")
                .doesNotContain("under way");
    }

    @Test
    void aQuietRun_saysWhomToAskForAnApproval_andStatusSaysItToo() throws Exception {
        try (Commands asking = Commands.onSample(300, home.resolve("asking")).askingForApproval()) {
            asking.scheduled(asking.superuser(), "init");
            TestDatabase.Login night = asking.operator("night");

            Commands.Result run = asking.scheduled(
                    night,
                    "run",
                    "--quiet",
                    "--as-of",
                    Commands.AS_OF,
                    "--report",
                    home.resolve("r").toString());

            assertThat(run.status()).as(run.toString()).isEqualTo(18);
            assertThat(run.err()).isEmpty();
            assertThat(run.out().lines())
                    .singleElement()
                    .asString()
                    .matches("Plan [0-9a-f]{12} of [0-9]+ records waits, .* for: keepuntil approve [0-9a-f]{12}\\. .*");
            String plan = run.out().substring(5, 17);
            Commands.Result status = asking.run(night, "status");
            assertThat(status.out().lines().map(line -> line.strip().replaceAll(" {2,}", "|")))
                    .contains("1|0|plan to be approved|" + plan + "|" + today() + "|approver|keepuntil approvals")
                    .contains(day(30) + "|plan " + plan + " is over, unless it is approved before");
        }
    }

    @Test
    void aQuietRun_writesNothing_whenAllIsDoneAndNothingWaits() {
        Commands.Result night = run("--quiet");

        assertThat(night).isEqualTo(new Commands.Result(0, "", ""));
        assertThat(commands.count("select done from keepuntil.progress")).isPositive();
    }

    @Test
    void aQuietRun_saysWhatWaits_andNoMore_whenAllIsDone() {
        commands.database().execute(MATTERS);
        commands.database()
                .execute(
                        "delete from keepuntil.file; delete from keepuntil.transfer_package; delete from keepuntil.run;"
                                + " delete from keepuntil.review; delete from keepuntil.request");

        Commands.Result night = run("--quiet");

        assertThat(night.status()).as(night.toString()).isZero();
        assertThat(night.err()).isEmpty();
        assertThat(night.out().lines())
                .containsExactly(
                        "2 holds to be looked at again, 1 overdue. For the approver: keepuntil hold list --review-due");
    }

    @Test
    void aQuietRun_saysWhatItLeftAndWhy_whenItIsDoneInPart() {
        commands.database().execute("""
                create function sees.refuse() returns trigger language plpgsql as $$
                begin if old.id % 5 = 0 then raise exception 'Wilhelmina'; end if; return old; end $$;
                create trigger refuse before delete on sees.referral for each row execute function sees.refuse();""");

        Commands.Result night = run("--quiet");

        assertThat(night.status()).as(night.toString()).isEqualTo(9);
        assertThat(night.err()).isEmpty();
        assertThat(night.out().lines())
                .hasSize(4)
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("Run 1, as of " + Commands.AS_OF + ": finished"),
                        line -> assertThat(line)
                                .matches("referral: .* left: the database refused it with SQLSTATE P0001"),
                        line -> assertThat(line).startsWith("Report: "),
                        line -> assertThat(line).startsWith("Done in part."));
    }

    private String today() {
        return day(0);
    }

    private String day(int days) {
        return commands.texts("select ((now() at time zone 'Europe/London')::date + ?)::text", days)
                .get(0);
    }

    private Commands.Result run(String... more) {
        List<String> line = new ArrayList<>(List.of(
                "run",
                "--as-of",
                Commands.AS_OF,
                "--report",
                home.resolve("reports").toString()));
        line.addAll(List.of(more));
        return commands.scheduled(operator, line.toArray(String[]::new));
    }
}
