package org.keepuntil.docket;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keepuntil.audit.Digests;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.ReviewDecided;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.audit.verify.Finding;
import org.keepuntil.audit.verify.RowCheck;
import org.keepuntil.audit.verify.RowEntries;
import org.keepuntil.audit.verify.Rows;
import org.keepuntil.audit.verify.Verification;

/** Each decision about a record in review, held against its entry. */
public final class DecisionRows implements Verification {
    private static final String TABLE = "review_decision";

    private final Optional<TokenKey> tokens;
    private final RowEntries<Long, ReviewDecided> decisions = new RowEntries<>(TABLE, "making");

    /**
     * @param tokens with which the log names records; without it a key is not held against the token beside it
     */
    public DecisionRows(Optional<TokenKey> tokens) {
        this.tokens = tokens;
    }

    @Override
    public String name() {
        return "decisions in reviews";
    }

    @Override
    public void entry(long index, Entry entry) {
        if (entry instanceof ReviewDecided decided) {
            decisions.add(decided.decision(), index, decided);
        }
    }

    @Override
    public List<Finding> findings(Connection database) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        Rows.read(database, "select * from keepuntil.review_decision order by id", row -> compare(row, findings));
        findings.addAll(decisions.missing());
        return findings;
    }

    private void compare(ResultSet row, List<Finding> findings) throws SQLException {
        long id = row.getLong("id");
        Optional<RowEntries.Logged<ReviewDecided>> logged = decisions.of(id, true, findings);
        if (logged.isEmpty()) {
            return;
        }
        ReviewDecided entry = logged.get().entry();
        String choice = Rows.text(row, "choice")
                + Rows.written(row, "keep_until")
                        .map(until -> " until " + until)
                        .orElse("");
        new RowCheck(TABLE, id)
                .same(
                        "where the log has it",
                        Rows.number(row, "entry"),
                        Optional.of(logged.get().index()))
                .same("when it was made", Rows.second(row, "decided_at"), Optional.of(entry.at()))
                .same("its class", Rows.text(row, "class"), entry.recordClass())
                .same("its record", Rows.text(row, "key_ref"), entry.reference())
                .same("the record's key", key(row, entry), entry.reference())
                .same("its rule", Rows.text(row, "rule"), entry.rule())
                .same("its stage", row.getInt("stage"), entry.stage())
                .same("what was decided", choice, entry.choice())
                .same(
                        "its reason, its ground or who made it",
                        Digests.sha256(List.of(
                                Rows.text(row, "reason"), Rows.text(row, "decided_by"), Rows.text(row, "ground"))),
                        entry.detail())
                .against(logged.get().index())
                .ifPresent(findings::add);
    }

    /** The token of the key; as in the entry where the key is gone, or cannot be compared. */
    private String key(ResultSet row, ReviewDecided entry) throws SQLException {
        if (row.getObject("key") == null || tokens.isEmpty()) {
            return entry.reference();
        }
        return tokens.get().reference(Rows.text(row, "class"), Rows.texts(row, "key"));
    }
}
