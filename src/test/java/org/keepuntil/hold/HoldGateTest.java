package org.keepuntil.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.audit.TokenKeys;
import org.keepuntil.control.ControlDatabase;
import org.keepuntil.control.Installation;
import org.keepuntil.control.RawEntries;
import org.springframework.jdbc.core.JdbcTemplate;

/** A hold that has returned is seen by every batch that goes on after it, and none goes on before. */
class HoldGateTest {
    private static final NewHold HOLD = new NewHold(
            "referral", Optional.of(List.of("1")), HoldKind.OTHER, "a", Optional.empty(), "r", Optional.empty());
    private static final String FREEZE = "select keepuntil.freeze_holds()";
    private static final String COUNT = "select count(*) from keepuntil.hold where released_at is null";

    @TempDir
    private Path directory;

    private ControlDatabase database;
    private TokenKey key;

    @BeforeEach
    void install() throws SQLException {
        database = ControlDatabase.installed();
        try (Connection connection = database.operator().getConnection()) {
            key = new TokenKeys(Map.of(), directory).ofNew(Installation.read(connection));
        }
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void place_waits_untilTheBatchUnderWayHasEnded() throws Exception {
        try (Connection batch = transaction()) {
            execute(batch, FREEZE);

            CompletableFuture<Hold> placing = placing();
            assertThat(waiting(1)).isTrue();
            assertThat(placing).isNotDone();
            assertThat(number(batch, COUNT)).isZero();

            batch.commit();
            assertThat(placing.get(20, TimeUnit.SECONDS).active()).isTrue();
        }
    }

    @Test
    void release_waits_untilTheBatchUnderWayHasEnded() throws Exception {
        Hold hold = holds().place(HOLD);
        try (Connection batch = transaction()) {
            execute(batch, FREEZE);

            CompletableFuture<Hold> releasing = aside(() -> holds().release(hold.id(), "over"));
            assertThat(waiting(1)).isTrue();
            assertThat(number(batch, COUNT)).isOne();

            batch.commit();
            assertThat(releasing.get(20, TimeUnit.SECONDS).active()).isFalse();
        }
    }

    @Test
    void batch_waits_untilTheHoldIsThere_andSeesIt() throws Exception {
        try (Connection approver = database.approver().getConnection();
                Connection batch = transaction()) {
            approver.setAutoCommit(false);
            long hold = number(approver, """
                    insert into keepuntil.hold (class, kind, authority, reason) values ('c', 'foi', 'a', 'r') returning id""");
            CompletableFuture<Long> seen = aside(() -> {
                execute(batch, FREEZE);
                return number(batch, COUNT);
            });
            assertThat(waiting(1)).isTrue();

            number(
                    approver,
                    "select keepuntil.log_hold(" + hold + ", "
                            + RawEntries.sql("keepuntil/1\thold-placed\t" + hold + "\tx") + ")");
            approver.commit();
            assertThat(seen.get(20, TimeUnit.SECONDS)).isOne();
        }
    }

    @Test
    void nextBatch_waits_whenSomebodyWaitsToPlaceAHold() throws Exception {
        try (Connection batch = transaction();
                Connection next = transaction()) {
            execute(batch, FREEZE);
            CompletableFuture<Hold> placing = placing();
            assertThat(waiting(1)).isTrue();
            CompletableFuture<Long> seen = aside(() -> {
                execute(next, FREEZE);
                return number(next, COUNT);
            });
            assertThat(waiting(2)).isTrue();

            batch.commit();

            assertThat(placing.get(20, TimeUnit.SECONDS).active()).isTrue();
            assertThat(seen.get(20, TimeUnit.SECONDS)).isOne();
        }
    }

    @Test
    void batches_doNotWaitForEachOther() throws Exception {
        try (Connection one = transaction();
                Connection other = transaction()) {
            execute(one, FREEZE);
            execute(other, "set local lock_timeout = '2s'");
            execute(other, FREEZE);
            assertThat(number(other, COUNT)).isZero();
        }
    }

    @Test
    void holds_doNotWaitForEachOther() throws Exception {
        try (Connection one = database.approver().getConnection()) {
            one.setAutoCommit(false);
            execute(one, "insert into keepuntil.hold (class, kind, authority, reason) values ('c', 'foi', 'a', 'r')");
            assertThat(placing().get(20, TimeUnit.SECONDS).active()).isTrue();
            one.rollback();
        }
    }

    /** In a thread of its own each: the common pool has one thread on a small machine, and those who wait would wait for each other. */
    private static <T> CompletableFuture<T> aside(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task).start());
    }

    private Holds holds() {
        return Holds.of(database.approver(), () -> key);
    }

    private CompletableFuture<Hold> placing() {
        return aside(() -> holds().place(HOLD));
    }

    /** A batch as the operator begins it. */
    private Connection transaction() throws SQLException {
        Connection connection = database.operator().getConnection();
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        return connection;
    }

    /** Whether that many sessions come to wait for a lock. */
    private boolean waiting(int sessions) throws InterruptedException {
        JdbcTemplate server = new JdbcTemplate(database.superuser());
        for (int i = 0; i < 400; i++) {
            Integer waiting = server.queryForObject(
                    "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
                    Integer.class);
            if (waiting != null && waiting >= sessions) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(25);
        }
        return false;
    }

    private static void execute(Connection connection, String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long number(Connection connection, String query) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
