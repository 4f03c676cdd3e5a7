package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests of people, from the command line to the night, each person as the account that they have. */
class RequestVerbTest {
    /** Closed, of one child who is far from 25 and was never looked after: kept for need alone. */
    private static final String FOR_NEED = """
            select r.id::text from sees.referral r join sees.referral_child rc on rc.referral_id = r.id join sees.child c on c.id = rc.child_id
            where r.closed_at is not null and c.date_of_birth > '2008-01-01'
                and (select count(*) from sees.referral_child o where o.referral_id = r.id) = 1
                and not exists (select from sees.care_episode e where e.child_id = c.id)
                and not exists (select from sees.contact k where k.referral_id = r.id and k.made_at > r.closed_at)
                and not exists (select from sees.assessment a where a.referral_id = r.id
                    and (a.completed_on is null or a.completed_on > r.closed_at::date))
                and not exists (select from sees.referral_child s where s.child_id = c.id and s.referral_id <> r.id)
            order by r.id""";

    @TempDir
    private static Path home;

    private static Commands commands;
    private static TestDatabase.Login approver;
    private static TestDatabase.Login operator;
    private static List<String> forNeed;

    @BeforeAll
    static void install() throws Exception {
        commands = Commands.installed(400, home);
        approver = commands.approver("dpo");
        operator = commands.operator("night");
        forNeed = new ArrayList<>(commands.texts(FOR_NEED));
    }

    @AfterAll
    static void drop() {
        commands.close();
    }

    private static Commands.Result request(String... args) {
        return commands.scheduled(
                approver, Stream.concat(Stream.of("request"), Stream.of(args)).toArray(String[]::new));
    }

    private static Commands.Result decided(String... args) {
        return commands.run(
                approver, Stream.concat(Stream.of("request"), Stream.of(args)).toArray(String[]::new));
    }

    /** Records one and returns its number. */
    private static String received(String... args) {
        Commands.Result result = request(
                Stream.concat(Stream.of(args), Stream.of("--by", "the child's mother", "--received", "2026-11-20"))
                        .toArray(String[]::new));
        assertThat(result.status()).as(result.toString()).isZero();
        return result.out().replaceAll("(?s)Request ([0-9]+) is recorded.*", "$1");
    }

    @Test
    void erasure_goesFromTheRequestToTheRun() {
        String key = forNeed.remove(0);
        String id = received("erase", "referral", key);
        assertThat(decided("list").out()).contains("erase", "referral " + key, "2026-12-20", "open");

        Commands.Result granted = request("grant", id, "--reason", "no longer needed");
        assertThat(granted.out()).contains("referral " + key + " is to be erased");
        assertThat(commands.scheduled(operator, "explain", "referral", key).out())
                .contains("erasure-request", "UK GDPR Article 17(1)");
        long before = commands.count("select count(*) from sees.referral where id = ?", Long.valueOf(key));
        Commands.Result run = commands.scheduled(
                operator, "run", "--report", home.resolve("reports").toString());

        assertThat(run.status()).as(run.toString()).isZero();
        assertThat(before).isEqualTo(1);
        assertThat(commands.count("select count(*) from sees.referral where id = ?", Long.valueOf(key)))
                .isZero();
        assertThat(commands.texts("select id::text from sees.referral")).containsAll(forNeed);
        assertThat(decided("show", id).out()).contains("referral " + key + ": destroyed in run 1");
        assertThat(decided("list").out()).doesNotContain("referral " + key + " ");
        assertThat(decided("list", "--all").out()).contains("destroyed");
    }

    @Test
    void erasure_isRefusedWithItsQuote_whereAStatuteRuns() {
        String key = commands.texts("""
                select r.id::text from sees.referral r join sees.referral_child rc on rc.referral_id = r.id join sees.child c on c.id = rc.child_id
                    join sees.care_episode e on e.child_id = c.id
                where c.date_of_birth > '2000-01-01' and (select count(*) from sees.referral_child o where o.referral_id = r.id) = 1
                order by r.id limit 1""").get(0);

        Commands.Result result =
                request("erase", "referral", key, "--by", "the young person", "--received", "2026-11-20");

        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains(
                        "referral " + key + " is refused: Rule referral-looked-after (statute: “Care Planning",
                        "reg. 50”) keeps it until 20",
                        "Article 17(3)(b)");
        String id = result.out().replaceAll("(?s)Request ([0-9]+) is recorded.*", "$1");
        Commands.Result granted = request("grant", id, "--reason", "all the same");
        assertThat(granted.status()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(granted.err()).contains("nothing left to decide", "refused");
    }

    @Test
    void grant_isRefused_whenAStatuteHasBegunToRunSince() {
        String key = forNeed.remove(0);
        String id = received("erase", "referral", key);
        String child = commands.texts("select child_id::text from sees.referral_child where referral_id = " + key)
                .get(0);
        commands.jdbc()
                .update("insert into sees.care_episode (child_id, started_on, legal_status, placement) values (" + child
                        + ", '2020-01-01', 'section 20', 'foster')");

        Commands.Result granted = request("grant", id, "--reason", "no longer needed");

        assertThat(granted.status()).isEqualTo(ExitCode.REFUSED.number());
        assertThat(granted.err()).contains("referral-looked-after", "keepuntil request refuse " + id);
        assertThat(decided("refuse", id, "--reason", "Article 17(3)(b)").status())
                .isZero();
    }

    @Test
    void personsRequest_findsEveryRecord_andThoseOfOthersTooAreGrantedByName() {
        String referral = commands.texts("""
                select referral_id::text from sees.referral_child group by referral_id having count(*) > 1 order by referral_id limit 1""").get(0);
        String child = commands.texts(
                        "select min(child_id)::text from sees.referral_child where referral_id = " + referral)
                .get(0);
        List<String> all =
                commands.texts("select referral_id::text from sees.referral_child where child_id = " + child);

        String id = received("restrict", "--person", "sees.child", child);

        String shown = decided("show", id).out();
        assertThat(all).allSatisfy(each -> assertThat(shown).contains("referral " + each + ": open"));
        assertThat(shown).contains("About the person sees.child " + child, "granted only by its name");
        Commands.Result granted = request("grant", id, "--reason", "while it is verified");
        assertThat(granted.out()).contains("referral " + referral + " is not decided: other people figure in it too.");
        Commands.Result named = request("grant", id, "referral", referral, "--reason", "while it is verified");
        assertThat(named.out()).contains("referral " + referral + " is restricted");
        assertThat(commands.texts("select kind from keepuntil.hold where released_at is null and key = array['"
                        + referral + "']"))
                .containsExactly("restriction");
        assertThat(decided("withdraw", id, "--reason", "by letter").status()).isZero();
        assertThat(commands.texts("select kind from keepuntil.hold where released_at is null and key = array['"
                        + referral + "']"))
                .isEmpty();
    }

    @Test
    void list_saysWhatIsOverdue_alsoToAProgram() {
        String key = forNeed.remove(0);
        request(
                "object",
                "referral",
                key,
                "--by",
                "the young person",
                "--received",
                "2020-01-31",
                "--given",
                "2020-01-30");

        assertThat(decided("list").out()).contains("2020-02-29", "overdue by 2,");
        JsonNode first = JsonMapper.shared()
                .readTree(decided("list", "--format", "json").out())
                .get("requests")
                .get(0);
        assertThat(first.get("due").asString()).isEqualTo("2020-02-29");
        assertThat(first.get("overdue").asBoolean()).isTrue();
        assertThat(first.get("records").get(0).get("hold").asLong()).isPositive();
        assertThat(decided("list", "--format", "csv").out())
                .contains("object,referral " + key + ",2020-01-31,2020-02-29,true,open");
    }

    @Test
    void request_isRefused_whenItCannotBeMeant() {
        assertThat(request("erase", "referral", "999999", "--by", "x").status()).isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(request("erase", "referral", "x", "--by", "x").status()).isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(request("erase", "--person", "sees.child", "999999", "--by", "x")
                        .status())
                .isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(request("erase", "--person", "sees.nothing", "1", "--by", "x")
                        .status())
                .isEqualTo(ExitCode.NOT_FOUND.number());
        assertThat(request("erase", "referral", "--by", "x").err()).contains("A class and a key are needed");
        assertThat(request("erase", "referral", "1", "--by", "x", "--received", "2999-01-01")
                        .err())
                .contains("has not come yet");
        assertThat(request("erase", "referral", "1", "--by", " ").status()).isEqualTo(ExitCode.USAGE.number());
        assertThat(request("grant", "999", "--reason", "x").err()).contains("There is no request 999.");
        assertThat(decided("withdraw", "999", "--reason", "x").status()).isEqualTo(ExitCode.NOT_FOUND.number());
    }

    @Test
    void operator_mayListRequests_andDecideNone() {
        assertThat(commands.run(operator, "request", "list").status()).isZero();
        assertThat(commands.run(operator, "request", "withdraw", "1", "--reason", "x")
                        .status())
                .isEqualTo(ExitCode.PRIVILEGES.number());
        assertThat(commands.scheduled(operator, "request", "erase", "referral", forNeed.get(1), "--by", "x")
                        .status())
                .isEqualTo(ExitCode.PRIVILEGES.number());
    }
}
