package org.keepuntil.hold;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Digests;
import org.keepuntil.audit.HoldPlaced;
import org.keepuntil.audit.HoldReleased;
import org.keepuntil.audit.TokenKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link Holds} in {@code keepuntil.hold}. Who and when come from the database, so the entry is written after the row. */
final class JdbcHolds implements Holds {
    private static final String COLUMNS = """
            id, class, key, kind, authority, reference, reason, placed_by, placed_at, review_on,
            released_by, released_at, release_reason""";

    /** What stands for a record in the entry of a hold on a whole class. */
    private static final String WHOLE_CLASS = "*";

    private final JdbcClient database;
    private final AuditLog log;
    private final Supplier<TokenKey> tokenKey;
    private final TransactionTemplate transaction;

    JdbcHolds(DataSource account, Supplier<TokenKey> tokenKey) {
        this.database = JdbcClient.create(account);
        this.log = AuditLog.of(database);
        this.tokenKey = tokenKey;
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(account));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    }

    @Override
    public Hold place(NewHold hold) {
        TokenKey token = tokenKey.get();
        return transaction.execute(status -> {
            Hold placed = insert(hold);
            log.appendHold(placed.id(), entryOfPlacing(placed, token));
            return placed;
        });
    }

    @Override
    public Hold release(long id, String reason) {
        TokenKey token = tokenKey.get();
        return transaction.execute(status -> {
            Hold released = update(id, reason);
            log.appendHold(id, entryOfRelease(released, token));
            return released;
        });
    }

    @Override
    public List<Hold> list(Filter filter) {
        String which = filter == Filter.ACTIVE ? "where released_at is null" : "";
        return database.sql("select " + COLUMNS + " from keepuntil.hold " + which + " order by id")
                .query(JdbcHolds::hold)
                .list();
    }

    private Hold insert(NewHold hold) {
        return database.sql("""
                        insert into keepuntil.hold (class, key, kind, authority, reference, reason, review_on)
                        values (:class, :key::text[], :kind, :authority, :reference, :reason, :reviewOn::date)
                        returning\s""" + COLUMNS)
                .param("class", hold.recordClass())
                .param("key", hold.key().map(key -> key.toArray(String[]::new)).orElse(null))
                .param("kind", hold.kind().word())
                .param("authority", hold.authority())
                .param("reference", hold.reference().orElse(null))
                .param("reason", hold.reason())
                .param("reviewOn", hold.reviewOn().orElse(null))
                .query(JdbcHolds::hold)
                .single();
    }

    private Hold update(long id, String reason) {
        return database.sql(
                        "update keepuntil.hold set release_reason = ? where id = ? and released_at is null returning "
                                + COLUMNS)
                .param(reason)
                .param(id)
                .query(JdbcHolds::hold)
                .optional()
                .orElseThrow(() -> new HoldException("There is no active hold " + id + ". Run: keepuntil hold list"));
    }

    private static HoldPlaced entryOfPlacing(Hold hold, TokenKey token) {
        return new HoldPlaced(
                hold.id(),
                hold.placedAt(),
                hold.recordClass(),
                reference(hold, token),
                hold.kind().word(),
                hold.authority(),
                Digests.sha256(List.of(
                        written(hold.reference()),
                        hold.reason(),
                        written(hold.reviewOn().map(LocalDate::toString)),
                        hold.placedBy())));
    }

    private static HoldReleased entryOfRelease(Hold hold, TokenKey token) {
        Hold.Release release = hold.release().orElseThrow();
        return new HoldReleased(
                hold.id(),
                release.at(),
                hold.recordClass(),
                reference(hold, token),
                hold.kind().word(),
                hold.authority(),
                Digests.sha256(List.of(release.reason(), release.by())));
    }

    private static String reference(Hold hold, TokenKey token) {
        return hold.key().map(key -> token.reference(hold.recordClass(), key)).orElse(WHOLE_CLASS);
    }

    /** Tells what is empty from what is not there. */
    private static String written(Optional<String> value) {
        return value.map(v -> "=" + v).orElse("");
    }

    private static Hold hold(ResultSet row, int number) throws SQLException {
        return new Hold(
                row.getLong("id"),
                row.getString("class"),
                key(row),
                HoldKind.of(row.getString("kind")).orElseThrow(),
                row.getString("authority"),
                Optional.ofNullable(row.getString("reference")),
                row.getString("reason"),
                row.getString("placed_by"),
                row.getObject("placed_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("review_on", LocalDate.class)),
                release(row, row.getObject("released_at", OffsetDateTime.class)));
    }

    private static Optional<List<String>> key(ResultSet row) throws SQLException {
        java.sql.Array key = row.getArray("key");
        return key == null ? Optional.empty() : Optional.of(List.of((String[]) key.getArray()));
    }

    private static Optional<Hold.Release> release(ResultSet row, @Nullable OffsetDateTime at) throws SQLException {
        return at == null
                ? Optional.empty()
                : Optional.of(new Hold.Release(
                        row.getString("released_by"), at.toInstant(), row.getString("release_reason")));
    }
}
