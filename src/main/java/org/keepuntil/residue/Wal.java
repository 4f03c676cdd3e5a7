package org.keepuntil.residue;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The write-ahead log. Files before a mark have to be gone; those that the server has renamed to be used again have to have been written since,
 * because until then they hold what they held.
 */
public final class Wal {
    /** Where the WAL begins that has nothing of what was purged, and when that was. */
    public record Mark(String lsn, Instant at) {}

    private static final int CHECKPOINTS = 3;

    /** What the server keeps at the least, three times over; each goes to the archive as well, where there is one. */
    private static final int MOST_WRITTEN_OVER = 16;

    private static final Duration MOMENT = Duration.ofSeconds(1);

    /** By the number of the file, without the timeline. */
    private static final String OLDER = """
            select count(*) from pg_catalog.pg_ls_waldir() w
            where w.name ~ '^[0-9A-F]{24}$' and substr(w.name, 9) < substr(pg_walfile_name(?::pg_lsn), 9)""";

    /** The file that is next to be written is among them as long as nothing is in it: switching does not fill it then. */
    private static final String RECYCLED = """
            select count(*) from pg_catalog.pg_ls_waldir() w
            where w.name ~ '^[0-9A-F]{24}$' and w.modification <= ?::timestamptz
                and substr(w.name, 9) >= substr(pg_walfile_name(pg_current_wal_insert_lsn()), 9)""";

    private static final String SLOTS = """
            select slot_name from pg_catalog.pg_replication_slots where restart_lsn < ?::pg_lsn order by 1""";

    private static final String BESIDE = """
            select 'archived WAL is a backup, and archive_mode is on' where current_setting('archive_mode') <> 'off'
            union all
            select format('the WAL of %s, which receives it from here, was not looked at',
                string_agg(coalesce(nullif(application_name, ''), 'a standby'), ', ' order by application_name))
            from pg_catalog.pg_stat_replication having count(*) > 0""";

    private final JdbcTemplate jdbc;
    private final Statements statements;
    private final Hours hours;

    Wal(JdbcTemplate jdbc, Hours hours) {
        this.jdbc = jdbc;
        this.statements = new Statements(jdbc, hours);
        this.hours = hours;
    }

    /** What will be done. */
    static PlannedAct plan() {
        return new PlannedAct(
                "write-ahead log",
                "pg_switch_wal() and CHECKPOINT",
                "reads and writes go on; a checkpoint writes a lot",
                0,
                Duration.ZERO,
                Optional.empty());
    }

    /** Begins a new file, for all that is purged by now. Why it could not; empty where it could. */
    Optional<String> begin() {
        Optional<String> failed = statements.attempt("select pg_catalog.pg_switch_wal()");
        if (failed.isPresent()) {
            return Optional.of("not verified: the WAL could not be switched, " + Statements.words(failed.get())
                    + ": grant execute on function pg_switch_wal() to the maintainer");
        }
        jdbc.query("select keepuntil.mark_wal()", row -> {});
        return Optional.empty();
    }

    /** Asks for checkpoints, which remove what nobody needs. Whether that may be asked. */
    boolean checkpoint() {
        for (int i = 0; i < CHECKPOINTS; i++) {
            // a file that was switched to and holds nothing is not switched again
            if (statements.attempt("select pg_catalog.pg_switch_wal()").isPresent()
                    || statements.attempt("checkpoint").isPresent()) {
                return false;
            }
        }
        return true;
    }

    /** Why files from before the mark may still be there; empty where none is. */
    Optional<String> left(Mark mark, boolean checkpointed) {
        if (!mayList()) {
            return Optional.of(
                    "not verified: the maintainer may not see which WAL files there are: grant pg_monitor to it");
        }
        Long older = jdbc.queryForObject(OLDER, Long.class, mark.lsn());
        if (older != null && older > 0) {
            return Optional.of(older + " WAL files from before the purge are still there: " + why(mark, checkpointed));
        }
        long recycled = writeOver(mark);
        if (recycled > 0) {
            return Optional.of(recycled + " WAL files from before the purge wait to be written over:"
                    + " they are as the server works, or are removed at once with wal_recycle = off");
        }
        // the file that is written now may have been one of them: it is filled up
        return statements
                .attempt("select pg_catalog.pg_switch_wal()")
                .map(state -> "not verified: the WAL could not be switched, " + Statements.words(state));
    }

    /** A file that is left in the middle is filled up, so a server that has few of them is through with them at once. How many are left. */
    private long writeOver(Mark mark) {
        long recycled = recycled(mark);
        for (long i = recycled;
                i > 0 && i <= MOST_WRITTEN_OVER && hours.against(MOMENT).isEmpty();
                i--) {
            // one that nothing is in is not left
            if (statements
                    .attempt("select pg_catalog.pg_logical_emit_message(false, 'keepuntil', '')")
                    .or(() -> statements.attempt("select pg_catalog.pg_switch_wal()"))
                    .isPresent()) {
                return recycled;
            }
            recycled = recycled(mark);
        }
        return recycled;
    }

    private long recycled(Mark mark) {
        Long recycled = jdbc.queryForObject(RECYCLED, Long.class, Timestamp.from(mark.at()));
        return recycled == null ? 0 : recycled;
    }

    private boolean mayList() {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select has_function_privilege('pg_catalog.pg_ls_waldir()', 'EXECUTE')", Boolean.class));
    }

    private String why(Mark mark, boolean checkpointed) {
        List<String> slots = jdbc.queryForList(SLOTS, String.class, mark.lsn());
        if (!slots.isEmpty()) {
            return "the replication slots " + String.join(", ", slots) + " keep them";
        }
        return checkpointed
                ? "the archiver, a standby or wal_keep_size keeps them"
                : "the next checkpoint removes them; the maintainer may not ask for one (grant pg_checkpoint, since PostgreSQL 15)";
    }

    /** What is said when it is reached. */
    String words() {
        List<String> words = new ArrayList<>(List.of("no WAL file from before the purge is there"));
        words.addAll(jdbc.queryForList(BESIDE, String.class));
        return String.join("; ", words);
    }
}
