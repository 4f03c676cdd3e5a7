package org.keepuntil.hold;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.audit.Digests;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.RequestDecided;
import org.keepuntil.audit.RequestReceived;
import org.keepuntil.audit.RequestWithdrawn;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.audit.verify.Finding;
import org.keepuntil.audit.verify.RowCheck;
import org.keepuntil.audit.verify.RowEntries;
import org.keepuntil.audit.verify.Rows;
import org.keepuntil.audit.verify.Verification;

/** Each request, and each record of one, held against the entries of its receipt, its withdrawal and its decision. */
public final class RequestedRows implements Verification {
    private static final String TABLE = "request";
    private static final String RECORDS = "request_record";

    private final Optional<TokenKey> tokens;
    private final RowEntries<Long, RequestReceived> receipts = new RowEntries<>(TABLE, "receipt");
    private final RowEntries<Long, RequestWithdrawn> withdrawals = new RowEntries<>(TABLE, "withdrawal");

    /** Requests of which a record was found wrong already: the digest of the request has its records in it. */
    private final Set<Long> wrong = new HashSet<>();

    /** By their index: an entry bears the number of the request, of which there may be several records. */
    private final RowEntries<String, RequestDecided> decisions = new RowEntries<>(RECORDS, "decision");

    /**
     * @param tokens with which the log names records; without it their keys are not compared here
     */
    public RequestedRows(Optional<TokenKey> tokens) {
        this.tokens = tokens;
    }

    @Override
    public String name() {
        return "requests";
    }

    @Override
    public void entry(long index, Entry entry) {
        if (entry instanceof RequestReceived received) {
            receipts.add(received.request(), index, received);
        } else if (entry instanceof RequestWithdrawn withdrawn) {
            withdrawals.add(withdrawn.request(), index, withdrawn);
        } else if (entry instanceof RequestDecided decided) {
            decisions.add(place(index), index, decided);
        }
    }

    @Override
    public List<Finding> findings(Connection database) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        Map<Long, List<String>> records = new HashMap<>();
        Rows.read(database, "select * from keepuntil.request_record order by id", row -> {
            records.computeIfAbsent(row.getLong("request"), request -> new ArrayList<>())
                    .add(reference(row));
            int before = findings.size();
            decision(row, findings);
            if (findings.size() > before) {
                wrong.add(row.getLong("request"));
            }
        });
        Rows.read(database, "select * from keepuntil.request order by id", row -> {
            receipt(row, records.getOrDefault(row.getLong("id"), List.of()), findings);
            withdrawal(row, findings);
        });
        findings.addAll(receipts.missing());
        findings.addAll(decisions.missing());
        return findings;
    }

    private static String place(long entry) {
        return "with entry " + entry;
    }

    private String reference(ResultSet row) throws SQLException {
        List<String> key = Rows.texts(row, "key");
        String recordClass = Rows.text(row, "class");
        return tokens.map(token -> token.reference(recordClass, key)).orElse("");
    }

    private void receipt(ResultSet row, List<String> records, List<Finding> findings) throws SQLException {
        long id = row.getLong("id");
        Optional<RowEntries.Logged<RequestReceived>> logged = receipts.of(id, true, findings);
        if (logged.isEmpty()) {
            return;
        }
        RequestReceived entry = logged.get().entry();
        Optional<String> person = Rows.written(row, "person_table");
        List<String> key = Rows.texts(row, "person_key");
        List<String> detail = new ArrayList<>(List.of(
                HoldEntries.written(person.flatMap(table -> tokens.map(token -> token.reference(table, key)))),
                HoldEntries.written(Rows.written(row, "given_on")),
                Rows.text(row, "requester"),
                HoldEntries.written(Rows.written(row, "reference")),
                Rows.text(row, "recorded_by")));
        detail.addAll(records);
        new RowCheck(TABLE, id)
                .same(
                        "where the log has it",
                        Rows.number(row, "entry"),
                        Optional.of(logged.get().index()))
                .same("when it was recorded", Rows.second(row, "recorded_at"), Optional.of(entry.at()))
                .same("what was asked for", Rows.text(row, "kind"), entry.requestKind())
                .same(
                        "when it was received",
                        Rows.text(row, "received_on"),
                        entry.received().toString())
                .same(
                        "by when it is to be answered",
                        Rows.text(row, "due_on"),
                        entry.due().toString())
                .same("of how many records it is", (long) records.size(), entry.records())
                .same(
                        "who asked, for whom, with which reference, when it was made, who recorded it, or its records",
                        // the digest has tokens in it
                        tokens.isEmpty() || wrong.contains(id) ? entry.detail() : Digests.sha256(detail),
                        entry.detail())
                .against(logged.get().index())
                .ifPresent(findings::add);
    }

    private void withdrawal(ResultSet row, List<Finding> findings) throws SQLException {
        long id = row.getLong("id");
        boolean withdrawn = row.getObject("withdrawn_at") != null
                || row.getObject("withdrawn_by") != null
                || row.getObject("withdraw_reason") != null
                || row.getObject("withdraw_entry") != null;
        Optional<RowEntries.Logged<RequestWithdrawn>> logged = withdrawals.of(id, withdrawn, findings);
        if (logged.isPresent()) {
            RequestWithdrawn entry = logged.get().entry();
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

    private void decision(ResultSet row, List<Finding> findings) throws SQLException {
        long id = row.getLong("id");
        Optional<Long> at = Rows.number(row, "entry");
        if (at.isEmpty()) {
            if (row.getObject("decision") != null) {
                findings.add(
                        new Finding("keepuntil." + RECORDS + ", row " + id, "the log has no entry of its decision"));
            }
            return;
        }
        Optional<RowEntries.Logged<RequestDecided>> logged = decisions.of(place(at.get()), true, new ArrayList<>());
        if (logged.isEmpty()) {
            findings.add(new Finding(
                    "keepuntil." + RECORDS + ", row " + id, "entry " + at.get() + " is not that of its decision"));
            return;
        }
        RequestDecided entry = logged.get().entry();
        new RowCheck(RECORDS, id)
                .same("its request", row.getLong("request"), entry.request())
                .same("what was decided", Rows.text(row, "decision"), entry.granted() ? "granted" : "refused")
                .same("when it was decided", Rows.second(row, "decided_at"), Optional.of(entry.at()))
                .same("its class", Rows.text(row, "class"), entry.recordClass())
                .same("its record", tokens.isPresent() ? reference(row) : entry.reference(), entry.reference())
                .same(
                        "on what ground or by whom it was decided",
                        Digests.sha256(List.of(Rows.text(row, "ground"), Rows.text(row, "decided_by"))),
                        entry.detail())
                .against(at.get())
                .ifPresent(findings::add);
    }
}
