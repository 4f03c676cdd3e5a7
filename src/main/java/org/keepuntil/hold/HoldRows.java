package org.keepuntil.hold;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keepuntil.audit.Digests;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.HoldPlaced;
import org.keepuntil.audit.HoldReleased;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.audit.verify.Finding;
import org.keepuntil.audit.verify.RowCheck;
import org.keepuntil.audit.verify.RowEntries;
import org.keepuntil.audit.verify.Rows;
import org.keepuntil.audit.verify.Verification;

/** Each hold, held against the entries of its placing and its release. */
public final class HoldRows implements Verification {
    private static final String TABLE = "hold";

    private final Optional<TokenKey> tokens;
    private final RowEntries<Long, HoldPlaced> placings = new RowEntries<>(TABLE, "placing");
    private final RowEntries<Long, HoldReleased> releases = new RowEntries<>(TABLE, "release");

    /**
     * @param tokens with which the log names records; without it the keys of records are not compared here
     */
    public HoldRows(Optional<TokenKey> tokens) {
        this.tokens = tokens;
    }

    @Override
    public String name() {
        return "holds";
    }

    @Override
    public void entry(long index, Entry entry) {
        if (entry instanceof HoldPlaced placed) {
            placings.add(placed.hold(), index, placed);
        } else if (entry instanceof HoldReleased released) {
            releases.add(released.hold(), index, released);
        }
    }

    @Override
    public List<Finding> findings(Connection database) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        Rows.read(database, "select * from keepuntil.hold order by id", row -> {
            placing(row, findings);
            release(row, findings);
        });
        findings.addAll(placings.missing());
        return findings;
    }

    private void placing(ResultSet row, List<Finding> findings) throws SQLException {
        long id = row.getLong("id");
        Optional<RowEntries.Logged<HoldPlaced>> logged = placings.of(id, true, findings);
        if (logged.isEmpty()) {
            return;
        }
        HoldPlaced entry = logged.get().entry();
        new RowCheck(TABLE, id)
                .same(
                        "where the log has it",
                        Rows.number(row, "placed_entry"),
                        Optional.of(logged.get().index()))
                .same("when it was placed", Rows.second(row, "placed_at"), Optional.of(entry.at()))
                .same("the class or the person's table", of(row), entry.recordClass())
                .same("whom it covers", covered(row, entry.reference()), entry.reference())
                .same("its kind", Rows.text(row, "kind"), entry.holdKind())
                .same("its authority", Rows.text(row, "authority"), entry.authority())
                .same(
                        "its reference, reason, review, owner, conditions or who placed it",
                        detail(row, entry.detail()),
                        entry.detail())
                .against(logged.get().index())
                .ifPresent(findings::add);
    }

    /** The digest of what people wrote. Before holds had owners and conditions it was of the rest alone, and so it stays of those holds. */
    private static String detail(ResultSet row, String logged) throws SQLException {
        List<String> rest = List.of(
                HoldEntries.written(Rows.written(row, "reference")),
                Rows.text(row, "reason"),
                HoldEntries.written(Rows.written(row, "review_on")),
                Rows.text(row, "placed_by"));
        String early = Digests.sha256(rest);
        if (early.equals(logged) && row.getObject("owner") == null && row.getObject("conditions") == null) {
            return early;
        }
        List<String> detail = new ArrayList<>(rest);
        detail.add(HoldEntries.written(Rows.written(row, "owner")));
        detail.addAll(Rows.texts(row, "conditions"));
        return Digests.sha256(detail);
    }

    private void release(ResultSet row, List<Finding> findings) throws SQLException {
        long id = row.getLong("id");
        boolean released = row.getObject("released_at") != null
                || row.getObject("released_by") != null
                || row.getObject("release_reason") != null
                || row.getObject("release_entry") != null;
        Optional<RowEntries.Logged<HoldReleased>> logged = releases.of(id, released, findings);
        if (logged.isPresent()) {
            HoldReleased entry = logged.get().entry();
            new RowCheck(TABLE, id)
                    .same(
                            "where the log has its release",
                            Rows.number(row, "release_entry"),
                            Optional.of(logged.get().index()))
                    .same("when it was released", Rows.second(row, "released_at"), Optional.of(entry.at()))
                    .same(
                            "why or by whom it was released",
                            Digests.sha256(List.of(Rows.text(row, "release_reason"), Rows.text(row, "released_by"))),
                            entry.detail())
                    .against(logged.get().index())
                    .ifPresent(findings::add);
        }
    }

    private static String of(ResultSet row) throws SQLException {
        return row.getObject("person_table") == null
                ? Rows.text(row, "class")
                : String.join(".", Rows.texts(row, "person_table"));
    }

    /** Whom the row covers as an entry says it; where that takes a key that is not here, whatever the entry says of a single record or person. */
    private String covered(ResultSet row, String logged) throws SQLException {
        boolean person = row.getObject("person_table") != null;
        if (row.getObject("key") == null && !person) {
            return row.getObject("conditions") == null ? HoldEntries.WHOLE_CLASS : HoldEntries.BY_CONDITION;
        }
        String of = of(row);
        List<String> key = Rows.texts(row, "key");
        return tokens.map(token -> token.reference(person ? "person " + of : of, key))
                .orElse(
                        logged.equals(HoldEntries.WHOLE_CLASS) || logged.equals(HoldEntries.BY_CONDITION)
                                ? ""
                                : logged);
    }
}
