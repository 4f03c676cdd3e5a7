package org.keepuntil.hold;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.HoldPlaced;
import org.keepuntil.audit.TokenKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link Holds} in {@code keepuntil.hold}. Who and when come from the database, so the entry is written after the row. */
final class JdbcHolds implements Holds {
    private static final String COLUMNS = """
            id, class, key, person_table, conditions, kind, authority, reference, reason, placed_by, placed_at, review_on, owner,
            released_by, released_at, release_reason""";

    /** So many are sent at once. */
    private static final int MANY = 1000;

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
            Hold placed = insert(List.of(hold)).get(0);
            log.appendHold(placed.id(), HoldEntries.ofPlacing(placed, token));
            return placed;
        });
    }

    @Override
    public List<Long> place(List<NewHold> holds) {
        TokenKey token = tokenKey.get();
        return transaction.execute(status -> {
            List<Long> ids = new ArrayList<>();
            List<HoldPlaced> entries = new ArrayList<>();
            for (int from = 0; from < holds.size(); from += MANY) {
                for (Hold placed : insert(holds.subList(from, Math.min(from + MANY, holds.size())))) {
                    ids.add(placed.id());
                    entries.add(HoldEntries.ofPlacing(placed, token));
                }
            }
            // last, because the log's head is locked from here to the commit
            log.appendHolds(ids, entries);
            return ids;
        });
    }

    @Override
    public Hold release(long id, String reason) {
        TokenKey token = tokenKey.get();
        return transaction.execute(status -> {
            Hold released = update(id, reason);
            log.appendHold(id, HoldEntries.ofRelease(released, token));
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

    @Override
    public List<Hold> find(List<Long> ids) {
        return database.sql("select " + COLUMNS + " from keepuntil.hold where id = any(?) order by id")
                .param(ids.toArray(Long[]::new))
                .query(JdbcHolds::hold)
                .list();
    }

    @Override
    public List<String> classes() {
        return database.sql(
                        "select distinct class from keepuntil.hold where released_at is null and class is not null order by class")
                .query(String.class)
                .list();
    }

    /** In the order given, which their numbers follow. */
    private List<Hold> insert(List<NewHold> holds) {
        List<Hold> placed = new ArrayList<>(database.sql("""
                        insert into keepuntil.hold
                            (class, key, person_table, conditions, kind, authority, reference, reason, review_on, owner)
                        select class, key::text[], person_table::text[], conditions::text[], kind, authority, reference, reason,
                            review_on::date, owner
                        from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                            ?::text[]) with ordinality as new
                            (class, key, person_table, conditions, kind, authority, reference, reason, review_on, owner, n)
                        order by n
                        returning\s""" + COLUMNS)
                .param(column(holds, hold -> ScopeColumns.of(hold.scope()).recordClass()))
                .param(column(holds, hold -> ScopeColumns.of(hold.scope()).key()))
                .param(column(holds, hold -> ScopeColumns.of(hold.scope()).personTable()))
                .param(column(holds, hold -> ScopeColumns.of(hold.scope()).conditions()))
                .param(column(holds, hold -> hold.kind().word()))
                .param(column(holds, NewHold::authority))
                .param(column(holds, hold -> hold.reference().orElse(null)))
                .param(column(holds, NewHold::reason))
                .param(column(
                        holds, hold -> hold.reviewOn().map(LocalDate::toString).orElse(null)))
                .param(column(holds, hold -> hold.owner().orElse(null)))
                .query(JdbcHolds::hold)
                .list());
        placed.sort(Comparator.comparingLong(Hold::id));
        return placed;
    }

    private static @Nullable String[] column(List<NewHold> holds, Function<NewHold, @Nullable String> value) {
        return holds.stream().map(value).toArray(String[]::new);
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

    private static Hold hold(ResultSet row, int number) throws SQLException {
        return new Hold(
                row.getLong("id"),
                ScopeColumns.read(row),
                HoldKind.of(row.getString("kind")).orElseThrow(),
                row.getString("authority"),
                Optional.ofNullable(row.getString("reference")),
                row.getString("reason"),
                row.getString("placed_by"),
                row.getObject("placed_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("review_on", LocalDate.class)),
                Optional.ofNullable(row.getString("owner")),
                release(row, row.getObject("released_at", OffsetDateTime.class)));
    }

    private static Optional<Hold.Release> release(ResultSet row, @Nullable OffsetDateTime at) throws SQLException {
        return at == null
                ? Optional.empty()
                : Optional.of(new Hold.Release(
                        row.getString("released_by"), at.toInstant(), row.getString("release_reason")));
    }
}
