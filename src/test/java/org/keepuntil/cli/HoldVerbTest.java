package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code hold}, for people at a terminal. */
class HoldVerbTest {
    private static final List<String> TERMS =
            List.of("--kind", "inquiry", "--authority", "Board", "--reason", "asked for");

    @TempDir
    private static Path home;

    private static Commands commands;
    private static TestDatabase.Login approver;
    private static TestDatabase.Login operator;

    @BeforeAll
    static void install() throws Exception {
        commands = Commands.installed(300, home);
        approver = commands.approver("legal");
        operator = commands.operator("night");
    }

    @AfterAll
    static void drop() {
        commands.database().close();
    }

    @AfterEach
    void removeHolds() {
        commands.jdbc()
                .execute("begin; set local session_replication_role = replica; delete from keepuntil.hold; commit");
    }

    @Test
    void person_isHeldInEveryRecord_andExplainSaysSo() {
        String child = commands.texts("select min(child_id)::text from sees.referral_child")
                .get(0);
        String referral = commands.texts(
                        "select min(referral_id)::text from sees.referral_child where child_id = ?::bigint", child)
                .get(0);

        Commands.Result placed = place("--person", "child", "00" + child, "--owner", "Legal Services");

        assertThat(placed.status()).as(placed.toString()).isZero();
        assertThat(placed.out())
                .contains("every record in which sees.child " + child + " figures stays, whatever its rule says");
        assertThat(commands.run(approver, "hold", "list").out()).contains("any", "with sees.child " + child);
        assertThat(commands.scheduled(operator, "explain", "referral", referral).out())
                .contains("covers every record in which that row of sees.child figures, on the authority of Board")
                .contains("Legal Services looks after it");
        assertThat(place("--person", "child", "999999999").status()).isEqualTo(13);
        assertThat(place("--person", "sees.childs", "1").err()).contains("Did you mean \"sees.child\"?");
        assertThat(place("--person", "child").status()).isEqualTo(2);
        assertThat(place("--person", "child", child, "--all-records").status()).isEqualTo(2);
    }

    @Test
    void condition_isInTheWordsOfASchedule_andRefusedWhereItIsNot() {
        Commands.Result placed =
                place("referral", "--when", "service: early-help", "--when", "closure: on or after 2010-01-01");

        assertThat(placed.status()).as(placed.toString()).isZero();
        assertThat(placed.out())
                .contains(
                        "every record of class referral for which service: early-help; closure: on or after 2010-01-01"
                                + " holds or may");
        assertThat(commands.run(approver, "hold", "list").out()).contains("where service: early-help");
        assertThat(commands.count("select count(*) from keepuntil.hold where scope = 'condition'"))
                .isOne();
        Commands.Result refused = place("referral", "--when", "sevrice: early-help");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err()).contains("no fact, event or person is called \"sevrice\"", "No hold was placed");
        assertThat(place("referral", "--when", "looked after: at least 3").err())
                .contains("\"looked after\" is true or false by the binding");
        assertThat(place("referral", "1", "--when", "service: x").status()).isEqualTo(2);
    }

    @Test
    void file_isPlacedAsAWhole_eachLineWithItsOwnTermsOrThoseOfTheOptions() throws Exception {
        List<String> referrals = commands.texts("select id::text from sees.referral order by id limit 2");
        Path file = Files.writeString(home.resolve("holds.csv"), """
                \uFEFFclass,key,person,when,kind,reason,review on,owner\r
                referral,00%s,,,,,,\r
                referral,%s,,,police,"asked, by ""the"" police",2020-02-01,Duty desk\r
                ,1,sees.child,,,,,\r
                referral,,,service: early-help,,,,
                """.formatted(referrals.get(0), referrals.get(1)));

        Commands.Result placed = place("--from", file.toString());

        assertThat(placed.status()).as(placed.toString()).isZero();
        assertThat(placed.out()).contains("4 holds are placed");
        JsonNode holds = JsonMapper.shared()
                .readTree(commands.run(approver, "hold", "list", "--format", "json")
                        .out())
                .get("holds");
        assertThat(holds).hasSize(4);
        assertThat(holds.get(0).get("key").asString()).isEqualTo(referrals.get(0));
        assertThat(holds.get(0).get("kind").asString()).isEqualTo("inquiry");
        assertThat(holds.get(1).get("kind").asString()).isEqualTo("police");
        assertThat(holds.get(1).get("reason").asString()).isEqualTo("asked, by \"the\" police");
        assertThat(holds.get(1).get("owner").asString()).isEqualTo("Duty desk");
        assertThat(holds.get(2).get("person").asString()).isEqualTo("sees.child");
        assertThat(holds.get(3).get("when").get(0).asString()).isEqualTo("service: early-help");
        Commands.Result due = commands.run(approver, "hold", "list", "--review-due", "--format", "csv");
        assertThat(due.out().lines()).hasSize(2);
        assertThat(due.out()).contains("2020-02-01,Duty desk");
        assertThat(commands.count("select count(*) from keepuntil.hold where placed_entry is null"))
                .isZero();
    }

    @Test
    void file_placesNothing_whereALineIsNoGood() throws Exception {
        Path file = Files.writeString(home.resolve("bad.csv"), """
                class,key,person,when,kind,review on
                referral,1,,,,
                referral,x,,,,
                referral,999999999,,,,
                referal,1,,,,
                referral,1,sees.child,,,
                ,1,sees.chidl,,,
                referral,,,sevrice: x,,
                referral,1,,,wish,
                referral,1,,,,31/12/2027
                referral,1
                """);

        Commands.Result placed = place("--from", file.toString());

        assertThat(placed.status()).isEqualTo(13);
        assertThat(placed.err())
                .contains(
                        "bad.csv:3: there is no referral with that key",
                        "bad.csv:4: there is no referral with that key",
                        "bad.csv:5: no class of records is named referal",
                        "bad.csv:6: takes a class and a key, or a person and a key",
                        "bad.csv:7: No record has anything to do with a table sees.chidl",
                        "bad.csv:8: no fact, event or person is called",
                        "bad.csv:9: \"wish\" is no kind of hold",
                        "bad.csv:10: \"31/12/2027\" is no date",
                        "bad.csv:11: has 2 values, and the first line names 6",
                        "No hold was placed")
                .doesNotContain("bad.csv:2:");
        assertThat(commands.count("select count(*) from keepuntil.hold")).isZero();
        Files.writeString(file, "class,kee\nreferral,1\n");
        assertThat(place("--from", file.toString()).err())
                .contains("bad.csv:1: no column is named kee", "Did you mean \"key\"?");
        Files.writeString(file, "class,key\nreferral,\"1\n");
        assertThat(place("--from", file.toString()).err()).contains("bad.csv:2: a quote has no end");
        Files.writeString(file, "class,key\nreferral,1\n");
        assertThat(commands.scheduled(
                                approver, "hold", "place", "--from", file.toString(), "--kind", "foi", "--reason", "r")
                        .err())
                .contains("bad.csv:2: has no authority");
    }

    @Test
    void terms_areAskedFor() {
        assertThat(commands.scheduled(approver, "hold", "place", "referral", "1", "--kind", "foi", "--reason", "r")
                        .err())
                .contains("A hold has a kind, an authority and a reason.", "Give --authority.");
        assertThat(commands.scheduled(approver, "hold", "place").err()).contains("No class is given");
    }

    private static Commands.Result place(String... what) {
        List<String> line = new ArrayList<>(List.of("hold", "place"));
        line.addAll(List.of(what));
        line.addAll(TERMS);
        return commands.scheduled(approver, line.toArray(String[]::new));
    }
}
