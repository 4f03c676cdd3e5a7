package org.keepuntil.residue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.Bundle;
import org.keepuntil.audit.LevelReached;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The rows of {@code keepuntil.residue}. What is reached is written there and to the log in one transaction. */
final class Traces {
    private static final String ALL = """
            select r.run, r.class, r.relation, r.rows, r.before_xid::text, r.l1_at, r.l2_at, r.l3_at, r.l3_by, r.l4_at, r.l4_by,
                r.wal_lsn::text, r.wal_at, r.backups_until, r.ground,
                (select string_agg(f.key || '=' || f.value, ',') from jsonb_each_text(r.files) f) as files
            from keepuntil.residue r""";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    Traces(JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Those of the run, or else of all runs, the oldest first. */
    List<Trace> of(OptionalLong run) {
        String order = " order by r.run, r.class = '*', r.class, r.relation";
        return run.isPresent()
                ? jdbc.query(ALL + " where r.run = ?" + order, (row, n) -> trace(row), run.getAsLong())
                : jdbc.query(ALL + order, (row, n) -> trace(row));
    }

    /** Those of which a level is still to be reached that can be measured. */
    List<Trace> open(OptionalLong run) {
        return of(run).stream().filter(trace -> trace.next() != Level.L5).toList();
    }

    /** Writes down that the next level of it is reached. */
    void reach(Trace trace, String how, Map<Long, Long> files, Optional<LocalDate> until) {
        Level level = trace.next();
        transaction.executeWithoutResult(status -> jdbc.query(
                "select keepuntil.reach_residue(?, ?, ?, ?, ?, ?::jsonb, ?, ?)",
                row -> {},
                trace.run(),
                trace.recordClass(),
                trace.relation(),
                level.name(),
                how,
                json(files),
                until.orElse(null),
                Bundle.encode(List.of(new LevelReached(
                        trace.run(), trace.recordClass(), trace.relation(), level.name(), now(), how)))));
    }

    /** Writes down why the next level of it is not reached. */
    void explain(Trace trace, String ground) {
        jdbc.query(
                "select keepuntil.explain_residue(?, ?, ?, ?, ?)",
                row -> {},
                trace.run(),
                trace.recordClass(),
                trace.relation(),
                trace.next().name(),
                ground);
    }

    /** When the transaction began: what the rows bear. */
    Instant now() {
        Timestamp now = jdbc.queryForObject("select now()", Timestamp.class);
        if (now == null) {
            throw new IllegalStateException("the server has no time");
        }
        return now.toInstant();
    }

    private static String json(Map<Long, Long> files) {
        return new TreeMap<>(files)
                .entrySet().stream()
                        .map(file -> "\"" + file.getKey() + "\": " + file.getValue())
                        .collect(Collectors.joining(", ", "{", "}"));
    }

    private static Trace trace(ResultSet row) throws SQLException {
        Map<Level, Instant> reached = new EnumMap<>(Level.class);
        for (Level level : List.of(Level.L1, Level.L2, Level.L3, Level.L4)) {
            Timestamp at = row.getTimestamp(level.name() + "_at");
            if (at != null) {
                reached.put(level, at.toInstant());
            }
        }
        Map<Level, String> by = new EnumMap<>(Level.class);
        for (Level level : List.of(Level.L3, Level.L4)) {
            String how = row.getString(level.name() + "_by");
            if (how != null) {
                by.put(level, how);
            }
        }
        Timestamp walAt = row.getTimestamp("wal_at");
        return new Trace(
                row.getLong("run"),
                row.getString("class"),
                row.getString("relation"),
                row.getLong("rows"),
                row.getString("before_xid"),
                files(row.getString("files")),
                reached,
                by,
                walAt == null
                        ? Optional.empty()
                        : Optional.of(new Wal.Mark(row.getString("wal_lsn"), walAt.toInstant())),
                Optional.ofNullable(row.getObject("backups_until", LocalDate.class)),
                Optional.ofNullable(row.getString("ground")));
    }

    private static Map<Long, Long> files(@Nullable String list) {
        Map<Long, Long> files = new HashMap<>();
        if (list != null) {
            for (String file : list.split(",", -1)) {
                int at = file.indexOf('=');
                files.put(Long.valueOf(file.substring(0, at)), Long.valueOf(file.substring(at + 1)));
            }
        }
        return files;
    }
}
