package org.keepuntil.audit.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.keepuntil.audit.seal.LogKey;
import org.keepuntil.audit.seal.Origin;
import org.keepuntil.audit.seal.Sealed;
import org.keepuntil.audit.seal.Sealer;
import org.keepuntil.audit.seal.StoredBundles;
import org.keepuntil.audit.tlog.Checkpoint;
import org.keepuntil.audit.tlog.VerifierKey;
import org.keepuntil.control.Installation;

/** Verifies the log of a database, and whatever else is held against it, as all of it was at one moment. */
public final class DatabaseLog {
    private final Connection database;
    private final List<Verification> parts;
    private final Findings findings = new Findings();

    private DatabaseLog(Connection database, List<Verification> parts) {
        this.database = database;
        this.parts = parts;
    }

    /**
     * Reads the whole log.
     *
     * @param given the keys that the log may be signed with; where there is none, those that the log names
     * @param kept checkpoints that somebody kept elsewhere
     * @param parts what else is to be verified
     */
    public static Verified verify(
            DataSource database, List<VerifierKey> given, List<Kept> kept, List<Verification> parts)
            throws SQLException {
        try (Connection connection = database.getConnection()) {
            int isolation = connection.getTransactionIsolation();
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return new DatabaseLog(connection, List.copyOf(parts)).verify(given, kept);
            } finally {
                connection.rollback();
                connection.setReadOnly(false);
                connection.setTransactionIsolation(isolation);
                connection.setAutoCommit(true);
            }
        }
    }

    private Verified verify(List<VerifierKey> given, List<Kept> kept) throws SQLException {
        List<Sealed> rows = Sealed.all(database);
        List<Claim> ours = new ArrayList<>();
        rows.forEach(each -> claim(each).ifPresent(ours::add));
        Claim.follow(ours, findings);
        List<Claim> claims = new ArrayList<>(ours);
        claims.addAll(Claim.of(kept, findings));

        KeyRing keys = new KeyRing(given);
        DatabaseTiles tiles = new DatabaseTiles(
                database, rows.stream().mapToLong(Sealed::size).max().orElse(0));
        LogCheck check = new LogCheck(Origin.of(Installation.read(database).id()), tiles, keys, claims, findings);
        BundleCheck bundles = new BundleCheck(check, parts, findings);
        StoredBundles stored = new StoredBundles(database);
        stored.read(0, bundles::take);
        check.end();

        compareHead(stored.size(), check.size());
        tiles.count(findings);
        compareKeys(keys);
        long sealedTo = ours.stream()
                .mapToLong(claim -> claim.checkpoint().size())
                .max()
                .orElse(0);
        for (Verification part : parts) {
            findings.addAll(part.findings(database));
        }
        return new Verified(
                check.size(),
                ours.stream().map(Claim::checkpoint).reduce((earlier, later) -> later),
                claims.size(),
                keys.named().stream().map(each -> each.added().key()).toList(),
                bundles.lastEnd()
                        .filter(end -> end.index() >= sealedTo)
                        .map(end -> new Verified.Unsealed(end.run(), check.size() - sealedTo)),
                findings.all());
    }

    /** What a row of checkpoints claims; the row must say what its note says. */
    private Optional<Claim> claim(Sealed row) {
        String where = "the checkpoint of " + row.size() + " entries";
        Optional<Claim> claim = Claim.read(where, row.note(), true, findings);
        claim.map(Claim::checkpoint)
                .filter(said -> !isOf(said, row))
                .ifPresent(said -> findings.add(
                        where, "has a row in keepuntil.checkpoint that says something else than what was signed"));
        return claim;
    }

    private static boolean isOf(Checkpoint said, Sealed row) {
        return said.size() == row.size()
                && said.root().toString().equals(row.root())
                && said.extension(Sealer.AT).equals(Optional.of(row.at().toString()))
                && said.extension(Sealer.RUN).equals(text(row.run()));
    }

    private static Optional<String> text(OptionalLong run) {
        return run.isPresent() ? Optional.of(Long.toString(run.getAsLong())) : Optional.empty();
    }

    private void compareHead(long said, long there) {
        if (said != there) {
            findings.add("keepuntil.log_head", "says that there are " + said + " entries, and there are " + there);
        }
    }

    /** Each key has its entry and each entry of a key its row, in the same words. */
    private void compareKeys(KeyRing keys) throws SQLException {
        List<LogKey> there = LogKey.all(database);
        List<LogKey> expected = new ArrayList<>();
        for (int i = 0; i < keys.named().size(); i++) {
            KeyRing.Named named = keys.named().get(i);
            expected.add(new LogKey(
                    named.added().key(),
                    named.entry(),
                    named.added().at(),
                    i + 1 < keys.named().size()
                            ? Optional.of(keys.named().get(i + 1).added().at())
                            : Optional.empty()));
        }
        for (int i = 0; i < Math.max(there.size(), expected.size()); i++) {
            if (i >= there.size() || i >= expected.size() || !there.get(i).equals(expected.get(i))) {
                findings.add(
                        "keepuntil.log_key",
                        "its key " + (i + 1) + ", by age, is not as the log has it"
                                + (i < expected.size()
                                        ? " in entry " + expected.get(i).entry()
                                        : ""));
            }
        }
    }
}
