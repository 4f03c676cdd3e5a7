package org.keepuntil.dispose;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Digests;
import org.keepuntil.audit.TransferDecided;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.dispose.bag.BagCheck;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link Transfers} in the control schema. */
final class JdbcTransfers implements Transfers {
    private static final String SELECT = """
            select id, run, class, name, directory, copy, state, coalesce(digest, ''), coalesce(records, 0), coalesce(rows, 0),
                coalesce(files, 0), (select count(*) from keepuntil.transfer_record t where t.package = p.id),
                taken_by, accession, decided_on, coalesce(reason, ''), decided_by, entry
            from keepuntil.transfer_package p""";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final AuditLog log;

    JdbcTransfers(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        this.log = AuditLog.of(JdbcClient.create(database));
    }

    @Override
    public List<TransferPackage> all() {
        return jdbc.query(SELECT + " order by id desc", JdbcTransfers::read);
    }

    @Override
    public Optional<TransferPackage> find(long id) {
        return jdbc.query(SELECT + " where id = ?", JdbcTransfers::read, id).stream()
                .findFirst();
    }

    @Override
    public Optional<TransferPackage> of(String recordClass, RecordKey key) {
        return jdbc
                .query(
                        SELECT
                                + " where id = (select package from keepuntil.transfer_record where class = ? and key = ?::text[])",
                        JdbcTransfers::read,
                        recordClass,
                        key.parts().toArray(String[]::new))
                .stream()
                .findFirst();
    }

    static TransferPackage read(ResultSet row, int number) throws SQLException {
        @Nullable String login = row.getString(17);
        Optional<TransferPackage.Decision> decision = login == null
                ? Optional.empty()
                : Optional.of(new TransferPackage.Decision(
                        row.getString(13),
                        Optional.ofNullable(row.getString(14)),
                        row.getObject(15, LocalDate.class),
                        row.getString(16),
                        login,
                        row.getLong(18)));
        return new TransferPackage(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getBoolean(6),
                TransferPackage.State.valueOf(row.getString(7).toUpperCase(Locale.ROOT)),
                row.getString(8),
                row.getLong(9),
                row.getLong(10),
                row.getLong(11),
                row.getLong(12),
                decision);
    }

    @Override
    public Optional<String> problem(TransferPackage each) {
        return BagCheck.problem(each.path(), each.digest());
    }

    @Override
    public TransferPackage accept(long id, String by, String accession, LocalDate on, String reason, Clock clock) {
        TransferPackage waiting = waiting(id);
        problem(waiting).ifPresent(problem -> {
            throw new TransferException("Package " + id + " in " + waiting.path() + " was not accepted: " + problem
                    + ". Put it back as it was written, or refuse it: its records are packed anew then.");
        });
        return decide(waiting, true, by, accession, on, reason, clock);
    }

    @Override
    public TransferPackage refuse(long id, String by, LocalDate on, String reason, Clock clock) {
        return decide(waiting(id), false, by, "", on, reason, clock);
    }

    private TransferPackage waiting(long id) {
        TransferPackage found = find(id).orElseThrow(() ->
                new TransferException("There is no package " + id + ". `keepuntil transfer list` shows them."));
        if (found.state() != TransferPackage.State.WAITING) {
            throw new TransferException("Package " + id + " does not wait for acceptance: "
                    + found.state().meaning() + ".");
        }
        return found;
    }

    private TransferPackage decide(
            TransferPackage waiting,
            boolean accepted,
            String by,
            String accession,
            LocalDate on,
            String reason,
            Clock clock) {
        TransferDecided entry = new TransferDecided(
                accepted,
                waiting.id(),
                clock.instant(),
                waiting.recordClass(),
                waiting.digest(),
                accession,
                on,
                Digests.sha256(List.of(by, reason)));
        transaction.executeWithoutResult(status -> log.appendDecision(entry, by, reason));
        return find(waiting.id()).orElseThrow();
    }
}
