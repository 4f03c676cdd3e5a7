package org.keepuntil.fleet;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.keepuntil.fleet.Hours.Night;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** What became of each night of each target. */
public final class NightBook {
    private static final RowMapper<Page> PAGE = (row, n) -> new Page(
            row.getString("target"),
            row.getObject("night", LocalDate.class),
            row.getObject("began", OffsetDateTime.class).toInstant(),
            Optional.ofNullable(row.getObject("ended", OffsetDateTime.class)).map(OffsetDateTime::toInstant),
            row.getInt("attempts"),
            row.getString("worker"),
            Optional.ofNullable(row.getObject("status", Integer.class)),
            row.getBoolean("finished"));

    private final JdbcTemplate jdbc;

    public NightBook(DataSource coordination) {
        this.jdbc = new JdbcTemplate(coordination);
    }

    /**
     * A night of a target.
     *
     * @param ended when the last attempt ended; empty while one is under way, or was when its worker was lost
     * @param status the exit status of the last attempt
     * @param finished whether nobody begins another
     */
    public record Page(
            String target,
            LocalDate night,
            Instant began,
            Optional<Instant> ended,
            int attempts,
            String worker,
            Optional<Integer> status,
            boolean finished) {}

    /** The last night of each target. */
    public List<Page> last() {
        return jdbc.query("select distinct on (target) * from keepuntil_fleet.night order by target, night desc", PAGE);
    }

    boolean isFinished(Target target, Night night) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select from keepuntil_fleet.night where target = ? and night = ? and finished)",
                Boolean.class,
                target.name(),
                night.of()));
    }

    /** An attempt begins; false where the night is finished. */
    boolean begin(Target target, Night night, String worker, Instant now) {
        return jdbc.update("""
                        insert into keepuntil_fleet.night as n (target, night, server, began, worker) values (?, ?, ?, ?, ?)
                        on conflict (target, night) do update set attempts = n.attempts + 1, worker = excluded.worker, ended = null, status = null
                        where not n.finished""", target.name(), night.of(), target.server(), now.atOffset(ZoneOffset.UTC), worker) == 1;
    }

    /** The attempt of this worker has ended; one that was taken over has nothing to say any more. */
    void end(Target target, Night night, String worker, int status, boolean finished, Instant now) {
        jdbc.update("""
                update keepuntil_fleet.night set ended = ?, status = ?, finished = ?
                where target = ? and night = ? and worker = ? and not finished""", now.atOffset(ZoneOffset.UTC), status, finished, target.name(), night.of(), worker);
    }
}
