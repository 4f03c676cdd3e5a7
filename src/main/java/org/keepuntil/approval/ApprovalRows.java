package org.keepuntil.approval;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.audit.ApprovalGiven;
import org.keepuntil.audit.ApprovalWithdrawn;
import org.keepuntil.audit.Digests;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.verify.Finding;
import org.keepuntil.audit.verify.RowCheck;
import org.keepuntil.audit.verify.RowEntries;
import org.keepuntil.audit.verify.Rows;
import org.keepuntil.audit.verify.Verification;

/** Each approval and rejection, with the rules that it covers, held against the entries of when it was given and withdrawn. */
public final class ApprovalRows implements Verification {
    private static final String TABLE = "approval";

    private final RowEntries<Long, ApprovalGiven> given = new RowEntries<>(TABLE, "giving");
    private final RowEntries<Long, ApprovalWithdrawn> withdrawals = new RowEntries<>(TABLE, "withdrawal");

    @Override
    public String name() {
        return "approvals";
    }

    @Override
    public void entry(long index, Entry entry) {
        if (entry instanceof ApprovalGiven said) {
            given.add(said.approval(), index, said);
        } else if (entry instanceof ApprovalWithdrawn withdrawn) {
            withdrawals.add(withdrawn.approval(), index, withdrawn);
        }
    }

    @Override
    public List<Finding> findings(Connection database) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        Map<Long, List<String>> rules = new HashMap<>();
        Rows.read(
                database,
                "select approval, class, rule from keepuntil.approval_rule order by approval, class, rule",
                row -> rules.computeIfAbsent(row.getLong(1), approval -> new ArrayList<>())
                        .addAll(List.of(Rows.text(row, "class"), Rows.text(row, "rule"))));
        Rows.read(database, "select * from keepuntil.approval order by id", row -> {
            giving(row, rules.getOrDefault(row.getLong("id"), List.of()), findings);
            withdrawal(row, findings);
        });
        findings.addAll(given.missing());
        return findings;
    }

    private void giving(ResultSet row, List<String> rules, List<Finding> findings) throws SQLException {
        long id = row.getLong("id");
        Optional<RowEntries.Logged<ApprovalGiven>> logged = given.of(id, true, findings);
        if (logged.isEmpty()) {
            return;
        }
        ApprovalGiven entry = logged.get().entry();
        new RowCheck(TABLE, id)
                .same(
                        "where the log has it",
                        Rows.number(row, "entry"),
                        Optional.of(logged.get().index()))
                .same("what was said", Rows.text(row, "kind"), word(entry.verdict()))
                .same("when it was given", Rows.second(row, "approved_at"), Optional.of(entry.at()))
                .same("until when it counts", Rows.second(row, "expires_at"), Optional.of(entry.expires()))
                .same(
                        "its schedule",
                        Rows.text(row, "schedule_digest"),
                        entry.plans().schedule())
                .same(
                        "its binding",
                        Rows.text(row, "binding_digest"),
                        entry.plans().binding())
                .same(
                        "its tables",
                        Rows.text(row, "catalog_digest"),
                        entry.plans().catalog())
                .same(
                        "its plan",
                        Rows.written(row, "plan_digest").orElse(ApprovalGiven.NO_PLAN),
                        entry.plans().plan())
                .same("the rules that it covers", Digests.sha256(rules), entry.covers())
                .same(
                        "its reason or who gave it",
                        Digests.sha256(List.of(Rows.text(row, "reason"), Rows.text(row, "approved_by"))),
                        entry.detail())
                .against(logged.get().index())
                .ifPresent(findings::add);
    }

    private static String word(ApprovalGiven.Verdict verdict) {
        return switch (verdict) {
            case PLAN_APPROVED -> "plan";
            case PLAN_REJECTED -> "rejection";
            case STANDING_APPROVED -> "standing";
        };
    }

    private void withdrawal(ResultSet row, List<Finding> findings) throws SQLException {
        long id = row.getLong("id");
        boolean withdrawn = row.getObject("withdrawn_at") != null
                || row.getObject("withdrawn_by") != null
                || row.getObject("withdraw_reason") != null
                || row.getObject("withdraw_entry") != null;
        Optional<RowEntries.Logged<ApprovalWithdrawn>> logged = withdrawals.of(id, withdrawn, findings);
        if (logged.isPresent()) {
            ApprovalWithdrawn entry = logged.get().entry();
            new RowCheck(TABLE, id)
                    .same(
                            "where the log has its withdrawal",
                            Rows.number(row, "withdraw_entry"),
                            Optional.of(logged.get().index()))
                    .same("when it was withdrawn", Rows.second(row, "withdrawn_at"), Optional.of(entry.at()))
                    .same(
                            "why or by whom it was withdrawn",
                            Digests.sha256(List.of(Rows.text(row, "withdraw_reason"), Rows.text(row, "withdrawn_by"))),
                            entry.detail())
                    .against(logged.get().index())
                    .ifPresent(findings::add);
        }
    }
}
