package org.keepuntil.cli;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.Digests;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.control.RawEntries;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the first versions wrote, word for word: through the functions that they had, with the rights that their roles had. */
final class EarlyHistory {
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    private static final String SCHEDULES = """
            {"schedules": [{"name": "sees", "title": "SEES", "version": "2026-01", "adoptedBy": null, "adoptedOn": null, "minute": null,
              "reviewBy": null, "zone": "Europe/London", "text": "schedule: sees", "copiesElsewhere": [], "backupsKept": "35 days",
              "classes": [{"name": "referral", "title": "Referral", "rules": ["referral-25"]}]}]}""";

    private final TokenKey tokens;
    private final JdbcTemplate operator;
    private final JdbcTemplate approver;
    private final TransactionTemplate together;
    private final String installation;

    EarlyHistory(Commands commands, TokenKey tokens) {
        this.tokens = tokens;
        this.operator = new JdbcTemplate(commands.database()
                .login("earlier", commands.roles().operator())
                .dataSource());
        TestDatabase.Login officer = commands.approver("officer");
        this.approver = new JdbcTemplate(officer.dataSource());
        this.together = new TransactionTemplate(new JdbcTransactionManager(officer.dataSource()));
        this.installation =
                commands.texts("select id::text from keepuntil.installation").get(0);
    }

    /** Six entries: a hold on a record; one on the class, placed and released; a run that begins, destroys and ends. */
    void runThatDestroysOneAndLeavesOneThatIsHeld() {
        place("array['4712']", tokens.reference("referral", List.of("4712")));
        place("null", "*");
        release(2);
        begin("running");
        append("run-start\t1\t1\t" + installation + "\t" + now() + "\t2026-01-05\t" + String.join("\t", digests())
                + "\treferral=2");
        append("disposal\t1\treferral\t" + tokens.reference("referral", List.of("4711"))
                + "\tdestroy\treferral-25\t2026-01-05\tapp.note=2,app.referral=1\t");
        operator.update(
                "insert into keepuntil.progress (run, class, position, done, planned) values (1, 'referral', 2, 1, 2)");
        operator.update("""
                insert into keepuntil.progress_component (run, class, table_name, action, rows)
                values (1, 'referral', 'app.referral', 'removed', 1), (1, 'referral', 'app.note', 'removed', 2)""");
        operator.update(
                "insert into keepuntil.outcome (run, class, n, key_ref, outcome, reason) values (1, 'referral', 2, ?, 'held', 'hold 1')",
                tokens.reference("referral", List.of("4712")));
        append("run-end\t1\t1\t" + now() + "\tfinished\treferral=2/1/1/0/0/0");
        operator.update("update keepuntil.run set state = 'finished', finished_at = clock_timestamp(), exit_code = 0");
        operator.queryForList("select keepuntil.drop_plan(1)");
    }

    /** Of version 11 and later. */
    void planThatIsApproved_andAStandingApprovalThatIsWithdrawn() {
        begin("planned");
        approve("plan", "1", DIGEST, "plan-approved", DIGEST);
        approve("standing", "null", null, "standing-approved", "0".repeat(64));
        together.executeWithoutResult(status -> {
            Map<String, Object> row = approver.queryForMap("""
                    update keepuntil.approval set withdraw_reason = 'another schedule comes' where id = 2
                    returning withdrawn_at, withdrawn_by""");
            log(
                    "log_approval",
                    2,
                    "approval-withdrawn\t2\t" + second(row.get("withdrawn_at")) + "\t"
                            + Digests.sha256(List.of("another schedule comes", text(row, "withdrawn_by"))));
        });
    }

    private void begin(String state) {
        operator.update("insert into keepuntil.run (as_of) values ('2026-01-05')");
        operator.update(
                "insert into keepuntil.plan_class (run, class, total, statuses) values (1, 'referral', 3, '{\"due\": 2, \"open\": 1}')");
        operator.update("""
                insert into keepuntil.plan_rule (run, class, rule, phrase, act, authority, due)
                values (1, 'referral', 'referral-25', 'until age 25 of the child', 'destroy', 'Privacy notice', 2)""");
        operator.queryForList("select keepuntil.open_plan(1)");
        operator.update("""
                insert into keepuntil.candidate (run, class, n, key, rule)
                values (1, 'referral', 1, '{4711}', 'referral-25'), (1, 'referral', 2, '{4712}', 'referral-25')""");
        operator.queryForList("select keepuntil.freeze_plan(1)");
        operator.update("""
                update keepuntil.run set state = ?, schedule_digest = ?, binding_digest = ?, catalog_digest = ?, plan_digest = ?,
                    report = ?::jsonb
                """, state, DIGEST, DIGEST, DIGEST, DIGEST, SCHEDULES);
    }

    private static List<String> digests() {
        return List.of(DIGEST, DIGEST, DIGEST, DIGEST);
    }

    private void place(String key, String reference) {
        together.executeWithoutResult(status -> {
            Map<String, Object> row = approver.queryForMap("""
                    insert into keepuntil.hold (class, key, kind, authority, reference, reason, review_on)
                    values ('referral', %s, 'litigation', 'a court', 'L/7', 'a claim', '2026-06-30')
                    returning id, placed_at, placed_by""".formatted(key));
            String detail = Digests.sha256(List.of("=L/7", "a claim", "=2026-06-30", text(row, "placed_by")));
            long id = number(row);
            log(
                    "log_hold",
                    id,
                    "hold-placed\t" + id + "\t" + second(row.get("placed_at")) + "\treferral\t" + reference
                            + "\tlitigation\ta court\t" + detail);
        });
    }

    private void release(long hold) {
        together.executeWithoutResult(status -> {
            Map<String, Object> row = approver.queryForMap(
                    "update keepuntil.hold set release_reason = 'the claim was settled' where id = ? returning released_at, released_by",
                    hold);
            log(
                    "log_hold",
                    hold,
                    "hold-released\t" + hold + "\t" + second(row.get("released_at"))
                            + "\treferral\t*\tlitigation\ta court\t"
                            + Digests.sha256(List.of("the claim was settled", text(row, "released_by"))));
        });
    }

    private void approve(String kind, String run, @Nullable String plan, String entry, String planInEntry) {
        together.executeWithoutResult(status -> {
            Map<String, Object> row = approver.queryForMap("""
                    insert into keepuntil.approval (kind, run, plan_digest, schedule_digest, binding_digest, catalog_digest, reason, expires_at)
                    values (?, %s, ?, ?, ?, ?, 'minutes 26/131', now() + interval '10 days')
                    returning id, approved_at, approved_by, expires_at""".formatted(run), kind, plan, DIGEST, DIGEST, DIGEST);
            long id = number(row);
            log(
                    "log_approval",
                    id,
                    entry + "\t" + id + "\t" + second(row.get("approved_at")) + "\t" + DIGEST + "\t" + DIGEST + "\t"
                            + DIGEST + "\t" + planInEntry + "\t" + second(row.get("expires_at")) + "\t"
                            + Digests.sha256(List.of()) + "\t"
                            + Digests.sha256(List.of("minutes 26/131", text(row, "approved_by"))));
        });
    }

    private void append(String entry) {
        operator.queryForList("select keepuntil.append(1, 1, " + RawEntries.sql("keepuntil/1\t" + entry) + ")");
    }

    private void log(String function, long id, String entry) {
        approver.queryForList(
                "select keepuntil." + function + "(" + id + ", " + RawEntries.sql("keepuntil/1\t" + entry) + ")");
    }

    private static long number(Map<String, Object> row) {
        return ((Number) Objects.requireNonNull(row.get("id"))).longValue();
    }

    private static String text(Map<String, Object> row, String column) {
        return String.valueOf(row.get(column));
    }

    private static String now() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String second(@Nullable Object time) {
        return ((Timestamp) Objects.requireNonNull(time))
                .toInstant()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }
}
