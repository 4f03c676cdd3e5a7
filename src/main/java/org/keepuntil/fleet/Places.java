package org.keepuntil.fleet;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The places on a database server: no more runs at once than it bears, whoever's. A place is an advisory lock in the coordination database, which
 * is free as soon as its holder is gone. Those who wait get them in the order in which they came.
 */
final class Places {
    /** One who has not asked for so long does not wait any more. */
    static final String GONE = "interval '30 seconds'";

    private final DataSource coordination;
    private final JdbcTemplate jdbc;
    private final int onOneServer;

    Places(DataSource coordination, int onOneServer) {
        this.coordination = coordination;
        this.jdbc = new JdbcTemplate(coordination);
        this.onOneServer = onOneServer;
    }

    /** A place that was taken. */
    record Place(Connection connection) implements AutoCloseable {
        /** Gives it back. */
        @Override
        public void close() throws SQLException {
            try (Connection held = connection;
                    PreparedStatement unlock = held.prepareStatement("select pg_advisory_unlock_all()")) {
                unlock.execute();
            }
        }
    }

    /** A place for a run of the target, if it is its turn; else it waits from now on. */
    Optional<Place> take(Target target) throws SQLException {
        jdbc.update("""
                insert into keepuntil_fleet.waiting (target, server, since, seen) values (?, ?, clock_timestamp(), clock_timestamp())
                on conflict (target) do update set server = excluded.server, seen = excluded.seen""", target.name(), target.server());
        Optional<Place> place = isItsTurn(target) ? free(target.server()) : Optional.empty();
        if (place.isPresent()) {
            leave(target);
        }
        return place;
    }

    /** The target does not wait any more. */
    void leave(Target target) {
        jdbc.update("delete from keepuntil_fleet.waiting where target = ?", target.name());
    }

    private boolean isItsTurn(Target target) {
        Long before = jdbc.queryForObject("""
                select count(*) from keepuntil_fleet.waiting w join keepuntil_fleet.waiting own on own.target = ?
                where w.server = own.server and (w.since, w.target) < (own.since, own.target)
                    and w.seen > clock_timestamp() -\s""" + GONE, Long.class, target.name());
        return before != null && before < onOneServer;
    }

    private Optional<Place> free(String server) throws SQLException {
        Connection connection = coordination.getConnection();
        try {
            for (int place = 1; place <= onOneServer; place++) {
                if (lock(connection, server + " " + place)) {
                    return Optional.of(new Place(connection));
                }
            }
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
        connection.close();
        return Optional.empty();
    }

    private static boolean lock(Connection connection, String place) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select pg_try_advisory_lock(hashtextextended('keepuntil fleet place ' || ?, 0))")) {
            query.setString(1, place);
            try (ResultSet result = query.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }
}
