package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
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
import tools.jackson.databind.node.ObjectNode;

/** The verb that destroys, as an account that can do no more than the operator. */
class RunVerbTest {
    private static final int CHILDREN = 400;

    @TempDir
    private Path home;

    private Commands commands;
    private TestDatabase.Login operator;

    @BeforeEach
    void install() throws Exception {
        commands = Commands.installed(CHILDREN, home);
        operator = commands.operator("night");
    }

    @AfterEach
    void drop() {
        commands.close();
    }

    @Test
    void run_doesWhatThePlanSaid_andASecondFindsNothing() {
        long due = due();
        long before = referrals();

        Commands.Result first = run("--format", "json");

        assertThat(first.status()).as(first.toString()).isZero();
        JsonNode run = JsonMapper.shared().readTree(first.out()).get("runs").get(0);
        assertThat(run.get("classes").get(0).get("planned").asLong()).isEqualTo(due);
        assertThat(run.get("classes").get(0).get("done").asLong()).isEqualTo(due);
        assertThat(referrals()).isEqualTo(before - due);
        assertThat(Path.of(run.get("report").asString())).isNotEmptyFile();
        assertThat(home.resolve("reports/run-1/register.csv")).content().hasLineCount((int) due + 1);
        assertThat(first.err()).doesNotContain("Does not add up");

        Commands.Result second = run();
        assertThat(second.status()).as(second.toString()).isZero();
        assertThat(second.out()).contains("Run 2", "Nothing was due");
        assertThat(referrals()).isEqualTo(before - due);
    }

    @Test
    void run_countsWhatGoes_andHidesSmallNumbers_whenTheRuleAsksForStatistics(@TempDir Path folder) throws Exception {
        String policy = Files.readString(Commands.SCHEDULE.resolve("schedule.yaml"));
        Files.writeString(
                folder.resolve("schedule.yaml"),
                policy.replaceFirst("then: destroy", "then: destroy\n    statistics: [service]"));
        Files.copy(Commands.SCHEDULE.resolve("binding.yaml"), folder.resolve("binding.yaml"));
        long due = due();

        Commands.Result run = commands.run(
                operator,
                "run",
                "--schedule",
                folder.toString(),
                "--as-of",
                Commands.AS_OF,
                "--report",
                home.resolve("left").toString());

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(run.out())
                .contains("counted before they went, by service (a number below 5 is hidden")
                .contains(": hidden")
                .doesNotContainPattern("(?m)^  [a-z-]+: [1-4]$");
        assertThat(commands.count("select sum(records) from keepuntil.statistic"))
                .isEqualTo(due);
    }

    @Test
    void run_isTheOperatorAndNoMore_whenTheLoginIsASuperuser() {
        Commands.Result run =
                commands.scheduled(commands.superuser(), "run", "--as-of", Commands.AS_OF, "--report", reports());

        assertThat(run.status()).as(run.toString()).isZero();
        commands.database()
                .execute("revoke delete on sees.document from \""
                        + commands.roles().operator() + "\"");
        Commands.Result refused =
                commands.scheduled(commands.superuser(), "run", "--as-of", Commands.AS_OF, "--report", reports());
        assertThat(refused.status()).as(refused.toString()).isEqualTo(11);
        assertThat(refused.err()).contains("grant delete on \"sees\".\"document\" to");
    }

    @Test
    @SuppressWarnings("try") // the lock is held, not used
    void run_isRefusedAtOnce_whenAnotherIsUnderWay() throws Exception {
        long before = referrals();
        try (RunLock ignored = RunLock.take(operator.dataSource())) {
            Commands.Result run = run();

            assertThat(run.status()).as(run.toString()).isEqualTo(8);
            assertThat(run.err()).contains("Another run of Keepuntil is under way in this database");
        }
        assertThat(referrals()).isEqualTo(before);
        assertThat(commands.jdbc().queryForList("select 1 from keepuntil.run")).isEmpty();
    }

    @Test
    void run_refusesADayThatHasNotCome() {
        long before = referrals();
        Commands.Result run = commands.scheduled(operator, "run", "--as-of", "2999-01-01", "--report", reports());

        assertThat(run.status()).as(run.toString()).isEqualTo(7);
        assertThat(run.err()).contains("The day 2999-01-01 has not come yet", "keepuntil plan --as-of 2999-01-01");
        assertThat(referrals()).isEqualTo(before);
        assertThat(home.resolve("reports")).doesNotExist();
    }

    @Test
    void run_changesNothing_whenItIsDry() {
        long before = referrals();
        Commands.Result run = run("--dry-run");

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(run.out()).contains("to be disposed of", "Nothing was changed");
        assertThat(referrals()).isEqualTo(before);
        assertThat(commands.jdbc().queryForList("select 1 from keepuntil.run")).isEmpty();
    }

    @Test
    void run_leavesWhatIsHeld_andHoldsAreListedAndReleased() {
        TestDatabase.Login approver = commands.approver("legal");
        long due = due();
        String key = firstDue();

        Commands.Result placed = commands.scheduled(
                approver,
                "hold",
                "place",
                "referral",
                "00" + key,
                "--kind",
                "inquiry",
                "--authority",
                "Board",
                "--reason",
                "asked for",
                "--reference",
                "INQ-7",
                "--review-on",
                "2027-06-30");
        assertThat(placed.status()).as(placed.toString()).isZero();
        assertThat(placed.out()).contains("Hold 1 is placed: referral " + key + " stays");
        assertThat(commands.run(approver, "hold", "list").out()).contains("inquiry", key, "2027-06-30", "Board");

        Commands.Result explained = commands.scheduled(operator, "explain", "referral", key);
        assertThat(explained.out()).contains("held", "Hold 1 (inquiry) covers it, on the authority of Board");
        assertThat(run().status()).isZero();
        assertThat(commands.count("select count(*) from sees.referral where id = ?", Long.valueOf(key)))
                .isEqualTo(1);
        assertThat(commands.count("select done from keepuntil.progress where run = 1"))
                .isEqualTo(due - 1);

        assertThat(commands.run(approver, "hold", "release", "1", "--reason", "over")
                        .status())
                .isZero();
        assertThat(commands.run(approver, "hold", "release", "1", "--reason", "over")
                        .status())
                .isEqualTo(13);
        assertThat(commands.run(approver, "hold", "list").out()).contains("No hold is in force");
        assertThat(commands.run(operator, "hold", "list", "--all", "--format", "csv")
                        .out())
                .contains("1,referral," + key, "over");
        Commands.Result waits = commands.scheduled(operator, "explain", "referral", key);
        assertThat(waits.out()).contains("It was released on ", "keeps the record until the end of ", "fresh approval");
        // as if the days of grace had passed
        commands.jdbc()
                .execute("begin; set local session_replication_role = replica;"
                        + " update keepuntil.hold set released_at = '2026-09-01'; commit");
        assertThat(run().status()).isZero();

        Commands.Result gone = commands.scheduled(operator, "explain", "referral", key);
        assertThat(gone.status()).as(gone.toString()).isZero();
        assertThat(gone.out())
                .contains(
                        "There is no such record any more",
                        "in run 2 as of " + Commands.AS_OF,
                        "under rule",
                        "of the log");
        JsonNode json = JsonMapper.shared()
                .readTree(commands.scheduled(operator, "explain", "referral", key, "--format", "json")
                        .out());
        assertThat(json.get("disposals").get(0).get("run").asLong()).isEqualTo(2);
    }

    @Test
    void run_saysThatTheDatabaseWasLost_andTheNextGoesOn_whenItGoesAwayInTheMiddle() throws Exception {
        long due = due();
        long before = referrals();
        // a batch would be over too soon to be caught
        commands.database().execute("""
                create table public.pace as select 0.01 as seconds;
                create function sees.linger() returns trigger language plpgsql security definer as $$
                begin perform pg_catalog.pg_sleep(seconds) from public.pace; return old; end $$;
                create trigger linger before delete on sees.referral for each row execute function sees.linger();""");
        try (Connection watcher = commands.database().dataSource().getConnection();
                Statement statement = watcher.createStatement()) {
            Thread loss = new Thread(() -> cutOff(statement), "loss");
            loss.start();
            Commands.Result run = run();
            loss.join();

            assertThat(run.status()).as(run.toString()).isEqualTo(14);
            assertThat(run.err()).contains("the next run goes on from there");
        }
        commands.database().execute("update public.pace set seconds = 0");
        assertThat(referrals()).isBetween(before - due, before);
        assertThat(commands.count(
                        "select count(*) from sees.contact where referral_id not in (select id from sees.referral)"))
                .isZero();

        Commands.Result next = run("--format", "json");
        assertThat(next.status()).as(next.toString()).isZero();
        assertThat(JsonMapper.shared().readTree(next.out()).get("runs")).hasSize(2);
        assertThat(referrals()).isEqualTo(before - due);
        assertThat(next.err()).doesNotContain("Does not add up");
    }

    /** Waits for the first disposals, then takes the connections away. */
    private void cutOff(Statement statement) {
        try {
            boolean begun = false;
            while (!begun) {
                Thread.sleep(20);
                try (ResultSet found = statement.executeQuery(
                        "select 1 from pg_stat_activity where query like 'delete from \"sees\".\"referral\" %'")) {
                    begun = found.next();
                }
            }
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid()");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void run_stopsAndListsWhatItLeft_whenATriggerDoesMoreThanTheBindingKnows() {
        long due = due();
        commands.database().execute("""
                create function sees.meddle() returns trigger language plpgsql security definer as $$
                begin execute 'update sees.st' || 'aff set team = team where id = 1'; return old; end $$;
                create trigger meddle before delete on sees.referral for each row execute function sees.meddle();""");
        String content = commands.content();

        Commands.Result run = run();

        assertThat(run.status()).as(run.toString()).isEqualTo(12);
        assertThat(run.err()).contains("referral was stopped: ", "sees.staff").doesNotContain("Does not add up");
        assertThat(commands.content()).isEqualTo(content);
        assertThat(home.resolve("reports/run-1/exceptions.csv")).content().hasLineCount((int) due + 1);
        assertThat(home.resolve("reports/run-1/exceptions.csv")).content().contains(",not reached,");
        assertThat(home.resolve("reports/run-1/report.html")).content().doesNotContain("do not add up");

        commands.database().execute("drop trigger meddle on sees.referral");
        Commands.Result changed = run();
        assertThat(changed.status()).as(changed.toString()).isEqualTo(17);
        assertThat(changed.err()).contains("- trigger meddle of sees.referral: BEFORE DELETE", "--accept-changes");
        Commands.Result accepted = commands.scheduled(commands.approver("head"), "check", "--accept-changes");
        assertThat(accepted.status()).as(accepted.toString()).isZero();
        assertThat(run().out()).contains("Run 2", String.valueOf(due));
    }

    @Test
    void holdPlace_isRefused_whenThereIsNoSuchRecordOrNoRight() {
        TestDatabase.Login approver = commands.approver("legal");
        List<String> rest = List.of("--kind", "foi", "--authority", "a", "--reason", "r");
        assertThat(place(approver, rest, "referral", "999999999").status()).isEqualTo(13);
        assertThat(place(approver, rest, "referral").status()).isEqualTo(2);
        assertThat(place(approver, rest, "referral", "1", "--all-records").status())
                .isEqualTo(2);
        assertThat(place(approver, rest, "referal", "1").err()).contains("Did you mean \"referral\"?");
        Commands.Result operators = place(operator, rest, "referral", "1");
        assertThat(operators.status()).as(operators.toString()).isEqualTo(11);
        assertThat(operators.err())
                .contains("grant \"" + commands.roles().approver() + "\" to \"" + operator.user() + "\"");
        assertThat(commands.jdbc().queryForList("select 1 from keepuntil.hold")).isEmpty();
        assertThat(place(approver, rest, "referral", "999999999", "--even-if-absent")
                        .status())
                .isZero();
        assertThat(place(approver, rest, "referral", "--all-records").status()).isZero();
        assertThat(run().out()).contains("Nothing was due");
    }

    @Test
    void report_isTheSameAgainButForTheForecast_andRunsAreListed() throws Exception {
        assertThat(run().status()).isZero();
        TestDatabase.Login auditor =
                commands.database().login("audit", commands.roles().auditor());
        Path again = home.resolve("again");

        Commands.Result report = commands.run(auditor, "report", "--output", again.toString());

        assertThat(report.status()).as(report.toString()).isZero();
        Path first = home.resolve("reports/run-1");
        for (String file : List.of("register.csv", "exceptions.csv")) {
            assertThat(again.resolve("run-1").resolve(file)).hasSameTextualContentAs(first.resolve(file));
        }
        assertThat(withoutForecast(again.resolve("run-1/report.html")))
                .isEqualTo(withoutForecast(first.resolve("report.html")));
        assertThat(facts(again.resolve("run-1/run.json"))).isEqualTo(facts(first.resolve("run.json")));
        assertThat(Files.readString(again.resolve("run-1/report.html"))).contains("South Essex Extended Services");
        assertThat(commands.run(auditor, "report", "--list").out()).contains("finished", operator.user());
        assertThat(commands.run(auditor, "report", "7").status()).isEqualTo(13);
    }

    private static String withoutForecast(Path page) throws IOException {
        String html = Files.readString(page);
        int from = html.indexOf("<section id=\"outlook\"");
        assertThat(from).isPositive();
        return html.substring(0, from) + html.substring(html.indexOf("<section id=\"todo\"", from));
    }

    /** All but the forecast, and the digest of the page that shows it. */
    private static JsonNode facts(Path document) throws IOException {
        ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(Files.readString(document));
        json.remove("forecast");
        ((ObjectNode) json.get("files").get(0)).remove("sha256");
        return json;
    }

    private Commands.Result place(TestDatabase.Login login, List<String> rest, String... args) {
        List<String> line = new ArrayList<>(List.of("hold", "place"));
        line.addAll(List.of(args));
        line.addAll(rest);
        return commands.scheduled(login, line.toArray(String[]::new));
    }

    private Commands.Result run(String... more) {
        List<String> line =
                new ArrayList<>(List.of("run", "--as-of", Commands.AS_OF, "--report", reports(), "--debug"));
        line.addAll(List.of(more));
        return commands.scheduled(operator, line.toArray(String[]::new));
    }

    private String reports() {
        return home.resolve("reports").toString();
    }

    private long due() {
        JsonNode plan = JsonMapper.shared()
                .readTree(commands.scheduled(
                                operator, "plan", "--no-store", "--format", "json", "--as-of", Commands.AS_OF)
                        .out());
        return plan.get("classes").get(0).get("statuses").get("due").asLong();
    }

    private String firstDue() {
        return commands.scheduled(
                        operator, "plan", "--list", "--status", "due", "--format", "csv", "--as-of", Commands.AS_OF)
                .out()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .replaceAll("^[^,]*,([^,]*),.*", "$1");
    }

    private long referrals() {
        return commands.count("select count(*) from sees.referral");
    }
}
