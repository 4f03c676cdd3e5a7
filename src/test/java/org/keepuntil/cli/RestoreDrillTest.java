package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.app.demo.SampleDatabase;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Restored;
import org.keepuntil.reconcile.Disposals;
import org.keepuntil.reconcile.OutsideLog;
import org.keepuntil.reconcile.OwnLog;
import org.keepuntil.testing.CrashServer;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A base backup is taken, records are destroyed, the backup is restored: what was destroyed is found, and goes again. */
class RestoreDrillTest {
    private static final int CHILDREN = 150;

    @TempDir
    private Path home;

    private CrashServer server;
    private Commands commands;
    private TestDatabase.Login operator;
    private TestDatabase.Login approver;

    @Test
    void whatWasDestroyed_goesAgainUnderTheSameRule_butForWhatIsHeldNow_whenABackupIsRestored() throws Exception {
        Path export = home.resolve("export");
        ends(18, night(export));
        String before = commands.content();
        long entriesBefore = entries();
        server.backUp();
        approve();
        ends(0, night(export));
        String after = commands.content();
        assertThat(after).isNotEqualTo(before);
        Set<String> referrals = new HashSet<>(referrals());
        long size = entries();
        Map<String, String> rules = rules(new OutsideLog(export, size));
        assertThat(rules).hasSizeGreaterThan(5);

        server.restore();

        // the database is what it was, its log too: by itself it knows of nothing
        assertThat(commands.content()).isEqualTo(before);
        assertThat(entries()).isEqualTo(entriesBefore);
        ends(
                12,
                commands.run(
                        operator,
                        "audit",
                        "verify",
                        "--checkpoint",
                        export.resolve("checkpoint").toString()));
        assertThat(ends(0, reconcile()).out()).contains("No record is there of which the log says that it is gone.");
        assertThat(ends(0, reconcile("--export", export.toString(), "--dry-run"))
                        .out())
                .contains(rules.size() + " records of which the log says that they are gone are there again.");
        assertThat(entries()).isEqualTo(entriesBefore);

        JsonNode found = JsonMapper.shared()
                .readTree(ends(0, reconcile("--export", export.toString(), "--format", "json"))
                        .out());

        assertThat(found.get("common").asLong()).isEqualTo(entriesBefore);
        assertThat(found.get("exported").asLong()).isEqualTo(size);
        assertThat(found.get("records").size()).isEqualTo(rules.size());
        Set<String> again = new HashSet<>();
        found.get("records").forEach(record -> again.add(record.get("key").asString()));
        assertThat(again).doesNotContainAnyElementsOf(referrals);
        assertThat(commands.count("select count(*) from keepuntil.returned")).isEqualTo(rules.size());
        assertThat(restored()).singleElement().satisfies(entry -> {
            assertThat(entry.common()).isEqualTo(entriesBefore);
            assertThat(entry.size()).isEqualTo(size);
            assertThat(entry.records()).isEqualTo(rules.size());
        });
        ends(0, reconcile("--export", export.toString()));
        assertThat(restored()).as("what is known is not said twice").hasSize(1);

        // a hold that was placed since is honoured, and nothing goes before somebody has approved it
        String held = again.iterator().next();
        hold(held);
        Path next = home.resolve("export-after-the-restore");
        assertThat(ends(7, night(export)).err()).contains("export to another directory and keep this one");
        ends(18, night(next));
        assertThat(commands.content()).isEqualTo(before);
        approve();
        ends(0, night(next));

        Set<String> left = new HashSet<>(referrals());
        left.removeAll(referrals);
        assertThat(left).containsExactly(held);
        Map<String, String> rulesNow = rules(new OwnLog(operator.dataSource()));
        assertThat(rulesNow).hasSize(rules.size() - 1);
        rulesNow.forEach((reference, rule) -> assertThat(rules).containsEntry(reference, rule));
        ends(0, commands.run(operator, "audit", "verify"));
        assertThat(ends(0, reconcile("--export", export.toString())).out())
                .contains("1 record of which the log says that it is gone is there again.")
                .contains("1 record of them: held.");
    }

    @BeforeEach
    void install() throws Exception {
        server = new CrashServer(home.resolve("server"));
        commands = Commands.on(server.create(), home).askingForApproval();
        SampleDatabase.create(commands.database().dataSource(), CHILDREN, progress -> {});
        ends(0, commands.scheduled(commands.superuser(), "init"));
        operator = commands.operator("night");
        approver = commands.approver("second");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private Commands.Result night(Path export) {
        return commands.scheduled(
                operator,
                "run",
                "--as-of",
                Commands.AS_OF,
                "--report",
                home.resolve("reports").toString(),
                "--audit-export",
                export.toString());
    }

    private Commands.Result reconcile(String... options) {
        String[] line = new String[options.length + 2];
        line[0] = "audit";
        line[1] = "reconcile";
        System.arraycopy(options, 0, line, 2, options.length);
        return commands.scheduled(operator, line);
    }

    private void approve() {
        String plan = commands.texts("select plan_digest from keepuntil.run where state = 'planned' order by id desc")
                .get(0);
        ends(0, commands.run(approver, "approve", plan, "--yes", plan));
    }

    private void hold(String referral) {
        ends(
                0,
                commands.scheduled(
                        approver,
                        "hold",
                        "place",
                        "referral",
                        referral,
                        "--kind",
                        "inquiry",
                        "--authority",
                        "Board",
                        "--reason",
                        "asked for"));
    }

    private static Commands.Result ends(int status, Commands.Result result) {
        assertThat(result.status()).as(result.toString()).isEqualTo(status);
        return result;
    }

    private long entries() {
        return commands.count("select size from keepuntil.log_head");
    }

    private List<String> referrals() {
        return commands.texts("select id::text from sees.referral");
    }

    private List<Restored> restored() {
        List<Restored> found = new ArrayList<>();
        AuditLog.of(JdbcClient.create(operator.dataSource())).searchActs("\trestored\t", (index, entry) -> {
            if (entry instanceof Restored restored) {
                found.add(restored);
            }
        });
        return found;
    }

    /** By which rule each record went. */
    private static Map<String, String> rules(Disposals log) throws Exception {
        Map<String, String> rules = new HashMap<>();
        log.read(gone -> rules.put(gone.entry().reference(), gone.entry().rule()));
        return rules;
    }
}
