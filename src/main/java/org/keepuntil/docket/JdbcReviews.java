package org.keepuntil.docket;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.Digests;
import org.keepuntil.audit.ReviewDecided;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.control.ArrayText;
import org.keepuntil.decide.Docket;
import org.keepuntil.decide.ReviewDecision;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link Reviews} in the control schema. Who and when come from the database, so the entries are written after the rows. */
final class JdbcReviews implements Reviews {
    private static final int FETCH = 1000;

    /** Entries that are written at a time. */
    private static final int LOT = 500;

    private static final String CURRENT = "d.replaced_at is null and d.run is null and d.key is not null";

    private static final String DECIDED = """
            d.id, d.rule, d.stage, d.choice, d.keep_until, d.reason, d.decided_by, d.decided_at, coalesce(d.entry, 0), d.run,
            case when d.gone then 'GONE' when d.replaced_at is not null then 'REPLACED' when d.run is not null then 'DONE'
                when v.key is not null and v.state is distinct from d.ground then 'VOID' else 'IN_FORCE' end""";

    private static final String FROM = """
            from keepuntil.review v left join keepuntil.review_decision d on d.class = v.class and d.key = v.key and %s
                and (d.rule, d.stage, d.ground) = (v.rule, v.stage, v.state) and not coalesce(d.keep_until <= ?, false)
            where v.state is not null""".formatted(CURRENT);

    private static final String LIST =
            "select v.class, v.key, v.rule, v.stage, v.why, v.since, " + DECIDED + "\n" + FROM;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final AuditLog log;

    JdbcReviews(DataSource database) {
        this.jdbc = new JdbcTemplate(database);
        jdbc.setFetchSize(FETCH);
        this.log = AuditLog.of(JdbcClient.create(database));
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    }

    @Override
    public List<Undecided> undecided(LocalDate today) {
        return jdbc.query(
                "select v.class, v.rule, v.since, count(*)\n" + FROM
                        + " and d.id is null group by v.class, v.rule, v.since order by v.class, v.since, v.rule",
                (row, n) -> new Undecided(
                        row.getString(1), row.getString(2), row.getObject(3, LocalDate.class), row.getLong(4)),
                today);
    }

    @Override
    public void list(List<String> classes, LocalDate today, boolean decided, Consumer<Waiting> consumer) {
        String wanted = (classes.isEmpty() ? "" : " and v.class = any(?)") + (decided ? "" : " and d.id is null");
        List<Object> values = new ArrayList<>(List.of(today));
        if (!classes.isEmpty()) {
            values.add(classes.toArray(String[]::new));
        }
        transaction.executeWithoutResult(status -> jdbc.query(
                LIST + wanted + " order by v.class, v.since, v.key",
                row -> {
                    consumer.accept(waiting(row));
                },
                values.toArray()));
    }

    @Override
    public Optional<Waiting> find(String recordClass, RecordKey key, LocalDate today) {
        return jdbc
                .query(
                        LIST + " and v.class = ? and v.key = ?::text[]",
                        (row, n) -> waiting(row),
                        today,
                        recordClass,
                        array(key))
                .stream()
                .findFirst();
    }

    @Override
    public List<Decided> decisions(String recordClass, RecordKey key) {
        return jdbc.query(
                "select " + DECIDED + " from keepuntil.review_decision d left join keepuntil.review v"
                        + " on v.class = d.class and v.key = d.key where d.class = ? and d.key = ?::text[] order by d.id desc",
                (row, n) -> decided(row, 1),
                recordClass,
                array(key));
    }

    private static String[] array(RecordKey key) {
        return key.parts().toArray(String[]::new);
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(
                row.getString(1),
                new RecordKey(List.of((String[]) row.getArray(2).getArray())),
                row.getString(3),
                row.getInt(4),
                Why.valueOf(row.getString(5).toUpperCase(Locale.ROOT)),
                row.getObject(6, LocalDate.class),
                row.getObject(7) == null ? Optional.empty() : Optional.of(decided(row, 7)));
    }

    private static Decided decided(ResultSet row, int first) throws SQLException {
        long run = row.getLong(first + 9);
        return new Decided(
                row.getLong(first),
                decision(row, first + 1),
                row.getString(first + 5),
                row.getString(first + 6),
                row.getObject(first + 7, OffsetDateTime.class).toInstant(),
                row.getLong(first + 8),
                run == 0 ? Optional.empty() : Optional.of(run),
                Fate.valueOf(row.getString(first + 10)));
    }

    private static ReviewDecision decision(ResultSet row, int first) throws SQLException {
        return new ReviewDecision(
                new Docket.Stage(row.getString(first), row.getInt(first + 1)),
                ReviewDecision.Choice.ofWord(row.getString(first + 2)).orElseThrow(),
                Optional.ofNullable(row.getObject(first + 3, LocalDate.class)));
    }

    @Override
    public int decide(List<NewDecision> decisions, Workload workload, LocalDate today, Supplier<TokenKey> tokens) {
        TokenKey token = tokens.get();
        return Objects.requireNonNull(transaction.execute(status -> {
            List<NewDecision> asListed = new DecisionCheck(jdbc, workload, today).checked(decisions);
            insert(asListed, token);
            return log();
        }));
    }

    private void insert(List<NewDecision> decisions, TokenKey token) {
        jdbc.update("""
                insert into keepuntil.review_decision (class, key, key_ref, choice, keep_until, reason)
                select t.class, t.key::text[], t.ref, t.choice, t.until::date, t.reason
                from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) as t (class, key, ref, choice, until, reason)""", new Object[] {
            decisions.stream().map(NewDecision::recordClass).toArray(String[]::new),
            decisions.stream().map(d -> ArrayText.of(d.key().parts())).toArray(String[]::new),
            decisions.stream()
                    .map(d -> token.reference(d.recordClass(), d.key().parts()))
                    .toArray(String[]::new),
            decisions.stream().map(d -> d.choice().word()).toArray(String[]::new),
            decisions.stream()
                    .map(d -> d.keepUntil().map(LocalDate::toString).orElse(null))
                    .toArray(String[]::new),
            decisions.stream().map(NewDecision::reason).toArray(String[]::new)
        });
    }

    /** What this transaction has written down, and nobody else's: a decision that is committed has its entry. */
    private int log() {
        List<ReviewDecided> entries = jdbc.query("""
                select id, decided_at, class, key_ref, rule, stage, choice, keep_until, reason, decided_by, ground
                from keepuntil.review_decision where entry is null and decided_by = session_user order by id""", JdbcReviews::entry);
        for (int from = 0; from < entries.size(); from += LOT) {
            log.appendReviews(entries.subList(from, Math.min(entries.size(), from + LOT)));
        }
        return entries.size();
    }

    private static ReviewDecided entry(ResultSet row, int n) throws SQLException {
        @Nullable LocalDate until = row.getObject(8, LocalDate.class);
        return new ReviewDecided(
                row.getLong(1),
                row.getObject(2, OffsetDateTime.class).toInstant(),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getInt(6),
                until == null ? row.getString(7) : "keep until " + until,
                Digests.sha256(List.of(row.getString(9), row.getString(10), row.getString(11))));
    }
}
