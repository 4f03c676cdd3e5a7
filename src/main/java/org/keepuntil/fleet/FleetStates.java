package org.keepuntil.fleet;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** How each target of a fleet stands, as the workers have written it down; the targets themselves are not asked. */
public final class FleetStates {
    private final JdbcTemplate jdbc;
    private final NightBook book;

    public FleetStates(DataSource coordination) {
        this.jdbc = new JdbcTemplate(coordination);
        this.book = new NightBook(coordination);
    }

    /** What a target does. */
    public enum State {
        NOT_YET("not yet"),
        WAITS("waits for a place"),
        UNDER_WAY("under way"),
        LEFT("left by its worker"),
        GOES_ON("goes on later"),
        ENDED("ended");

        private final String word;

        State(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * A target.
     *
     * @param night its last night; empty before the first
     * @param next when a worker looks at it again; empty where none has ever planned that
     */
    public record Standing(Target target, State state, Optional<NightBook.Page> night, Optional<Instant> next) {
        /** The exit status of its last run; empty while there is none. */
        public Optional<Integer> status() {
            return night.flatMap(NightBook.Page::status);
        }
    }

    private record Lease(Instant next, boolean held) {}

    /** All of them, in the order of the file. */
    public List<Standing> of(Fleet fleet, Instant now) {
        Map<String, NightBook.Page> pages = new HashMap<>();
        book.last().forEach(page -> pages.put(page.target(), page));
        Map<String, Lease> leases = leases(now.minus(fleet.takeover()));
        Set<String> waiting = Set.copyOf(jdbc.queryForList(
                "select target from keepuntil_fleet.waiting where seen > clock_timestamp() - " + Places.GONE,
                String.class));
        return fleet.targets().stream()
                .map(target -> {
                    NightBook.@Nullable Page page = pages.get(target.name());
                    @Nullable Lease lease = leases.get(target.name());
                    return new Standing(
                            target,
                            state(page, lease, waiting.contains(target.name())),
                            Optional.ofNullable(page),
                            Optional.ofNullable(lease).map(Lease::next));
                })
                .toList();
    }

    private static State state(NightBook.@Nullable Page page, @Nullable Lease lease, boolean waits) {
        if (page != null && page.ended().isEmpty()) {
            return lease != null && lease.held() ? State.UNDER_WAY : State.LEFT;
        }
        if (waits) {
            return State.WAITS;
        }
        if (page == null) {
            return State.NOT_YET;
        }
        return page.finished() ? State.ENDED : State.GOES_ON;
    }

    private Map<String, Lease> leases(Instant alive) {
        Map<String, Lease> leases = new HashMap<>();
        jdbc.query(
                """
                select task_instance, execution_time, picked and last_heartbeat > ? from keepuntil_fleet.scheduled_tasks
                where task_name = ?""",
                row -> {
                    leases.put(
                            row.getString(1),
                            new Lease(row.getObject(2, OffsetDateTime.class).toInstant(), row.getBoolean(3)));
                },
                alive.atOffset(ZoneOffset.UTC),
                FleetWorker.TASK);
        return leases;
    }
}
