package org.keepuntil.residue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.testing.CrashServer;
import org.keepuntil.testing.Program;
import org.keepuntil.testing.TestDatabase;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Who stands in the way of a purge, and what breaks it off, on a server of the test's own. */
class PurgeServerTest {
    private static final Hours NO_END = new Hours(Clock.systemUTC(), () -> false, Optional.empty());

    @TempDir
    private static Path home;

    private static CrashServer server;

    @TempDir
    private Path folder;

    private Planted planted;
    private JdbcTemplate jdbc;
    private TestDatabase.Login maintainer;

    @BeforeAll
    static void start() throws Exception {
        server = new CrashServer(home, List.of("wal_level=logical", "max_prepared_transactions=5"));
    }

    @AfterAll
    static void end() throws Exception {
        server.close();
    }

    @BeforeEach
    void plant() throws Exception {
        planted = Planted.in(server.create(), folder);
        jdbc = planted.superuser();
        maintainer = planted.entitledMaintainer();
    }

    @AfterEach
    void drop() {
        planted.close();
    }

    @Test
    void whoeverKeepsWhatWentInSight_isNamed_andTheLevelIsReachedWhenTheyAreGone() throws Exception {
        planted.grantOwner();
        server.backUp();
        jdbc.execute("select pg_create_physical_replication_slot('standby', true),"
                + " pg_create_physical_replication_slot('kept', true)");
        jdbc.execute("select pg_create_logical_replication_slot('feed', 'pgoutput')");
        try (Connection standby = server.standBy(
                                "standby", planted.sample().database().name())
                        .getConnection();
                Connection session = planted.sample().superuser().getConnection()) {
            look(standby);
            await(() -> has("select 1 from pg_replication_slots where slot_name = 'standby' and xmin is not null"));
            look(session);
            session.setClientInfo("ApplicationName", "a long report");
            prepare("left behind");
            planted.run();

            assertThat(ground("s.visit"))
                    .startsWith("still seen by")
                    .contains(
                            "the session ",
                            " of a long report",
                            "the prepared transaction left behind",
                            "the replication slot standby")
                    .doesNotContain("feed", "kept");
            assertThat(ground("pg_catalog.pg_largeobject")).contains("the replication slot feed");

            session.rollback();
            jdbc.execute("rollback prepared 'left behind'");
            assertThat(ground("s.visit"))
                    .contains("the replication slot standby")
                    .doesNotContain("session", "prepared");
            standby.rollback();
        }
        await(() -> !ground("s.visit").contains("standby"));

        assertThat(next("s.visit")).isEqualTo(Level.L3);
        assertThat(ground("s.visit"))
                .contains("the statistics as they were are still seen by the replication slot feed");
        assertThat(next("pg_catalog.pg_largeobject")).isEqualTo(Level.L2);
        jdbc.execute("select pg_drop_replication_slot('feed')");
        await(() -> purge().stream().allMatch(trace -> trace.next() == Level.L4));
        assertThat(ground("s.visit")).contains("the replication slots kept").contains("keep them");

        server.endStandby();
        jdbc.execute("select pg_drop_replication_slot('kept')");
        await(() -> has("select 1 from pg_replication_slots where slot_name = 'standby' and not active"));
        jdbc.execute("select pg_drop_replication_slot('standby')");
        await(() -> purge().stream().allMatch(trace -> trace.next() == Level.L5));
    }

    private static void look(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select count(*) from s.visit");
        }
    }

    private void prepare(String name) throws SQLException {
        try (Connection connection = planted.sample().superuser().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create table s.other (id integer)");
            statement.execute("prepare transaction '" + name + "'");
        }
    }

    @Test
    void aPurgeThatIsKilled_isFinishedByTheNext() throws Exception {
        planted.grantOwner();
        String owner = '"' + "keepuntil_" + planted.sample().database().name() + "_app\"";
        jdbc.execute("""
                create table s.slow (really boolean);
                grant select on s.slow to public;
                create function s.slowly(word text) returns text language plpgsql immutable as $$ begin
                    if exists (select from s.slow) then perform pg_sleep(0.2); end if;
                    return word;
                end $$;
                grant usage on schema s to public;
                create index visit_slowly on s.visit (s.slowly(said));
                alter index s.visit_slowly owner to %s""".formatted(owner));
        planted.run();
        jdbc.execute("vacuum s.note");
        assertThat(jdbc.queryForObject("select pg_relation_size('s.note')", Long.class))
                .isZero();
        killTheBackendInTheMiddle();
        assertThat(jdbc.queryForList("select relname from pg_class where relname ~ '_ccnew'", String.class))
                .isNotEmpty();

        jdbc.execute("insert into s.slow values (true)");
        Path output = folder.resolve("killed.log");
        Process program = Program.start(environment(), output, "residue");
        await(() -> has(
                        "select 1 from pg_stat_activity where query like 'vacuum (full) \"s\".\"visit\"%' and wait_event = 'PgSleep'")
                || !program.isAlive());
        assertThat(program.isAlive()).as(Files.readString(output)).isTrue();
        program.destroyForcibly().waitFor();
        await(() -> !has("select 1 from pg_stat_activity where usename like 'keepuntil%'"));
        assertThat(traces()).noneMatch(trace -> trace.reached().containsKey(Level.L3));

        jdbc.execute("truncate s.slow");
        await(() -> purge().stream().allMatch(trace -> trace.reached().containsKey(Level.L3)));
        assertThat(jdbc.queryForList(
                        "select relname from pg_class where relname ~ '_cc(new|old)' and relnamespace <> 'pg_toast'::regnamespace",
                        String.class))
                .isEmpty();
    }

    /** While it waits for somebody who may still write, with a new index half made. */
    private void killTheBackendInTheMiddle() throws Exception {
        try (Connection writer = planted.sample().superuser().getConnection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("lock table s.note in row exclusive mode");
            CompletableFuture<List<Trace>> purging = CompletableFuture.supplyAsync(this::purge);
            String atWork = "select pid from pg_stat_activity where query like 'reindex table concurrently%note%'"
                    + " and exists (select from pg_class where relname ~ '_ccnew')";
            await(() -> has(atWork) || purging.isDone());
            assertThat(purging).isNotDone();
            server.kill(jdbc.queryForList(atWork, Long.class).get(0));
            assertThatThrownBy(purging::join).hasStackTraceContaining("org.keepuntil.residue");
        } catch (SQLException serverIsGone) {
            // every session ends with it
        }
        await(() -> has("select 1"));
    }

    @Test
    void whatABrokenReindexLeft_isNamedToWhoeverMayNotDropIt() throws Exception {
        planted.run();
        jdbc.execute("create index visit_said_ccnew on s.visit (said);"
                + " update pg_index set indisvalid = false where indexrelid = 's.visit_said_ccnew'::regclass");

        assertThat(ground("s.visit"))
                .contains("which only its owner may drop: drop index concurrently s.visit_said_ccnew");
        planted.grantOwner();
        await(() -> purge().stream().allMatch(trace -> trace.reached().containsKey(Level.L3)));
        assertThat(has("select 1 from pg_class where relname = 'visit_said_ccnew'"))
                .isFalse();
    }

    private Map<String, String> environment() {
        String[] address = planted.sample().database().hostAndPort().split(":", 2);
        return Map.of(
                "PGHOST", address[0],
                "PGPORT", address[1],
                "PGDATABASE", planted.sample().database().name(),
                "PGUSER", maintainer.user(),
                "PGPASSWORD", maintainer.password(),
                "XDG_CONFIG_HOME", folder.toString());
    }

    private boolean has(String query) {
        try {
            return !jdbc.queryForList(query).isEmpty();
        } catch (DataAccessException serverComesUp) {
            return false;
        }
    }

    /** Waits for what others do, for a minute and a half at most. */
    private static void await(BooleanSupplier done) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            Thread.sleep(50);
        }
    }

    /** Purges, and tells why that did not go further. */
    private String ground(String relation) {
        return purge().stream()
                .filter(trace -> trace.relation().equals(relation))
                .map(trace -> trace.ground().orElse(""))
                .findFirst()
                .orElseThrow();
    }

    private Level next(String relation) throws SQLException {
        return traces().stream()
                .filter(trace -> trace.relation().equals(relation))
                .map(Trace::next)
                .findFirst()
                .orElseThrow();
    }

    private List<Trace> traces() throws SQLException {
        try (Purge purge = Purge.of(maintainer.dataSource(), OptionalLong.empty())) {
            return purge.traces();
        }
    }

    private List<Trace> purge() {
        try (Purge purge = Purge.of(maintainer.dataSource(), OptionalLong.empty())) {
            purge.work(new PurgeOrder(NO_END, Duration.ofMillis(500), new Depth(10), Level.L4), progress -> {});
            return purge.traces();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
