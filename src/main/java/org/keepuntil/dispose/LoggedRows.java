package org.keepuntil.dispose;

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
import org.keepuntil.audit.FileGone;
import org.keepuntil.audit.Late;
import org.keepuntil.audit.TransferDecided;
import org.keepuntil.audit.verify.Finding;
import org.keepuntil.audit.verify.RowCheck;
import org.keepuntil.audit.verify.RowEntries;
import org.keepuntil.audit.verify.Rows;
import org.keepuntil.audit.verify.Verification;

/** What runs keep beside records that went, held against the entries of the same: late rows, files that are still there, packages. */
public final class LoggedRows implements Verification {
    private static final String PACKAGES = "transfer_package";
    private static final String LINKS = "link_finding";

    private final RowEntries<Long, TransferDecided> decided = new RowEntries<>(PACKAGES, "acceptance or refusal");
    private final Map<Link, Counted> late = new HashMap<>();
    private final Set<Left> left = new HashSet<>();

    /** A row of what was found late. */
    private record Link(long run, String recordClass, String link) {
        @Override
        public String toString() {
            return "of run " + run + ", " + recordClass + ", " + link;
        }
    }

    /** How many rows the entries say, the last of which is at that index. */
    private record Counted(long removed, long unlinked, long entry) {}

    /** Files of a record that somebody tried to remove in vain. */
    private record Left(String recordClass, String reference, String table, String state) {}

    @Override
    public String name() {
        return "late rows, files and packages";
    }

    @Override
    public void entry(long index, Entry entry) {
        if (entry instanceof TransferDecided of) {
            decided.add(of.transfer(), index, of);
        } else if (entry instanceof Late of) {
            late.merge(
                    new Link(of.run(), of.recordClass(), of.link()),
                    new Counted(sum(of.removed()), sum(of.unlinked()), index),
                    (a, b) -> new Counted(a.removed() + b.removed(), a.unlinked() + b.unlinked(), b.entry()));
        } else if (entry instanceof FileGone of && !of.fate().isFinal()) {
            left.add(new Left(
                    of.recordClass(), of.reference(), of.table(), of.fate().word()));
        }
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public List<Finding> findings(Connection database) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        Rows.read(database, "select * from keepuntil.transfer_package order by id", row -> compare(row, findings));
        findings.addAll(decided.missing());
        lateRows(database, findings);
        Rows.read(
                database,
                "select * from keepuntil.file where state <> 'to go' order by id",
                row -> compareFile(row, findings));
        return findings;
    }

    private void compare(ResultSet row, List<Finding> findings) throws SQLException {
        long id = row.getLong("id");
        boolean expected = row.getObject("decided_by") != null
                || row.getObject("decided_at") != null
                || row.getObject("entry") != null
                || List.of("accepted", "refused").contains(Rows.text(row, "state"));
        Optional<RowEntries.Logged<TransferDecided>> logged = decided.of(id, expected, findings);
        if (logged.isEmpty()) {
            return;
        }
        TransferDecided entry = logged.get().entry();
        new RowCheck(PACKAGES, id)
                .same(
                        "where the log has it",
                        Rows.number(row, "entry"),
                        Optional.of(logged.get().index()))
                .same("its state", Rows.text(row, "state"), entry.accepted() ? "accepted" : "refused")
                .same("its class", Rows.text(row, "class"), entry.recordClass())
                .same("the digest of the package", Rows.text(row, "digest"), entry.bag())
                .same("its accession number", Rows.text(row, "accession"), entry.accession())
                .same("the day of it", Rows.text(row, "decided_on"), entry.on().toString())
                .same(
                        "who took it over, or the reason",
                        Digests.sha256(List.of(Rows.text(row, "taken_by"), Rows.text(row, "reason"))),
                        entry.detail())
                .against(logged.get().index())
                .ifPresent(findings::add);
    }

    private void lateRows(Connection database, List<Finding> findings) throws SQLException {
        Map<Link, Counted> unseen = new HashMap<>(late);
        Rows.read(database, "select * from keepuntil.link_finding order by run, class, link", row -> {
            Link link = new Link(row.getLong("run"), Rows.text(row, "class"), Rows.text(row, "link"));
            Counted counted = unseen.remove(link);
            long removed = row.getLong("removed");
            long unlinked = row.getLong("unlinked");
            if (counted != null) {
                new RowCheck(LINKS, link)
                        .same("how many rows went", removed, counted.removed())
                        .same("how many rows lost their link", unlinked, counted.unlinked())
                        .against(counted.entry())
                        .ifPresent(findings::add);
            } else if (removed > 0 || unlinked > 0) {
                findings.add(new Finding(
                        "keepuntil." + LINKS + ", row " + link, "the log has no entry of rows that came late"));
            }
        });
        unseen.forEach((link, counted) -> findings.add(new Finding(
                "keepuntil." + LINKS + ", row " + link,
                "is missing; entry " + counted.entry() + " is of rows that came late")));
    }

    /** A file that is still there after somebody tried to remove it. */
    private void compareFile(ResultSet row, List<Finding> findings) throws SQLException {
        Left said = new Left(
                Rows.text(row, "class"),
                Rows.text(row, "key_ref"),
                Rows.text(row, "table_name"),
                Rows.text(row, "state"));
        if (!left.contains(said)) {
            findings.add(new Finding(
                    "keepuntil.file, row " + row.getLong("id"),
                    "its class, record, table or state is not that of an entry about a file that was left"));
        }
    }
}
