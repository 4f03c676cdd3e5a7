package org.keepuntil.residue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.AuditLog;
import org.keepuntil.audit.LevelReached;
import org.keepuntil.testing.TestDatabase;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Levels are claimed when they are reached and not before, whatever is in the way. */
class PurgeTest {
    private static final Hours NO_END = new Hours(Clock.systemUTC(), () -> false, Optional.empty());

    @TempDir
    private Path folder;

    private Planted planted;
    private TestDatabase.Login maintainer;

    @BeforeEach
    void plant() throws Exception {
        planted = Planted.in(TestDatabase.create(), folder);
        maintainer = planted.entitledMaintainer();
        planted.grantOwner();
    }

    @AfterEach
    void drop() {
        planted.close();
    }

    @Test
    void whoeverSeesTheRows_isNamed_andTheNextLevelWaits() throws Exception {
        try (Connection old = planted.sample().superuser().getConnection()) {
            look(old);
            old.setClientInfo("ApplicationName", "a long report");
            planted.run();

            assertThat(traces()).isNotEmpty().allSatisfy(trace -> {
                assertThat(trace.next()).isEqualTo(Level.L2);
                assertThat(trace.ground().orElseThrow()).startsWith("still seen by the session ");
            });
            planted.superuser().execute("vacuum (full) s.visit");
            assertThat(purge(NO_END))
                    .allSatisfy(trace -> assertThat(trace.next()).isEqualTo(Level.L2));
            assertThat(count("select count(*) from s.visit where said like ?")).isZero();
            old.rollback();
        }
        // what was rewritten while somebody saw the rows has to be rewritten again
        long file = node();

        assertThat(purge(NO_END))
                .allSatisfy(trace -> assertThat(trace.reached()).containsKey(Level.L3));
        assertThat(node()).isNotEqualTo(file);
    }

    private static void look(Connection connection) throws Exception {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select 1");
        }
    }

    @Test
    void whatSomebodyElseHasRewritten_isNotRewrittenAgain() throws Exception {
        planted.run();
        planted.superuser().execute("vacuum (full) s.visit");
        long file = node();

        List<Trace> traces = purge(NO_END);

        assertThat(traces).allSatisfy(trace -> assertThat(trace.reached()).containsKey(Level.L3));
        assertThat(node()).isEqualTo(file);
    }

    @Test
    void aTableThatIsEmpty_isOnlyReindexed() throws Exception {
        planted.run();
        planted.superuser().execute("vacuum s.note");
        long heap = node("s.note");
        long index = node("s.note_said");

        assertThat(purge(NO_END))
                .allSatisfy(trace -> assertThat(trace.reached()).containsKey(Level.L3));
        assertThat(node("s.note")).isEqualTo(heap);
        assertThat(node("s.note_said")).isNotEqualTo(index);
    }

    @Test
    void aWindowThatIsOver_leavesEverything_andTheNextTimeGoesOn() throws Exception {
        planted.run();
        Clock clock = Clock.fixed(Instant.parse("2026-11-22T06:00:00Z"), ZoneOffset.UTC);
        Hours over = new Hours(clock, () -> false, Optional.of(clock.instant().plusMillis(500)));

        assertThat(purge(over)).allSatisfy(trace -> {
            assertThat(trace.next()).isEqualTo(Level.L3);
            assertThat(trace.ground().orElseThrow()).contains("the window ends before");
        });
        assertThat(purge(NO_END))
                .allSatisfy(trace -> assertThat(trace.reached()).containsKey(Level.L3));
    }

    @Test
    void eachLevel_isInTheLogOnce_andASecondPurgeDoesNothing() throws Exception {
        planted.run();
        purge(NO_END);
        List<Trace> first = traces();
        long file = node();

        List<Trace> second = purge(NO_END);
        assertThat(second.stream().map(trace -> trace.reached().get(Level.L3)).toList())
                .isEqualTo(first.stream()
                        .map(trace -> trace.reached().get(Level.L3))
                        .toList());
        assertThat(node()).isEqualTo(file);
        List<String> expected = new ArrayList<>();
        second.forEach(trace ->
                trace.reached().forEach((level, at) -> expected.add(trace.recordClass() + trace.relation() + level)));
        assertThat(logged()).containsExactlyInAnyOrderElementsOf(expected).contains("persons.personL3");
    }

    private List<String> logged() {
        List<String> logged = new ArrayList<>();
        AuditLog.of(JdbcClient.create(planted.sample().superuser())).readIndexed(1, (index, entry) -> {
            if (entry instanceof LevelReached reached) {
                logged.add(reached.recordClass() + reached.relation() + reached.level());
            }
        });
        return logged;
    }

    @Test
    void noLevel_isClaimedOutOfTurn_orInAnothersName() throws Exception {
        planted.run();
        JdbcTemplate jdbc = new JdbcTemplate(maintainer.dataSource());
        String entry = "'\\x00'::bytea";

        assertThatThrownBy(() -> jdbc.execute(
                        "select keepuntil.reach_residue(1, 'visit', 's.visit', 'L4', 'said so', null, null, " + entry
                                + ")"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("the one before it is not");
        assertThatThrownBy(() -> jdbc.execute(
                        "select keepuntil.reach_residue(1, 'visit', 's.visit', 'L3', 'said so', null, null, " + entry
                                + ")"))
                .hasMessageContaining("the bundle is cut short");
        assertThatThrownBy(() -> jdbc.execute("update keepuntil.residue set l4_at = now()"))
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> jdbc.execute("select keepuntil.rewrite_own('hold')"))
                .hasStackTraceContaining("not rewritten");
    }

    private List<Trace> traces() throws Exception {
        try (Purge purge = Purge.of(maintainer.dataSource(), OptionalLong.empty())) {
            return purge.traces();
        }
    }

    private List<Trace> purge(Hours hours) throws Exception {
        try (Purge purge = Purge.of(maintainer.dataSource(), OptionalLong.empty())) {
            purge.work(new PurgeOrder(hours, Duration.ofSeconds(1), new Depth(10), Level.L4), progress -> {});
            return purge.traces();
        }
    }

    private long node() {
        return node("s.visit");
    }

    private long node(String relation) {
        Long node =
                planted.superuser().queryForObject("select pg_relation_filenode(?::regclass)", Long.class, relation);
        return node == null ? 0 : node;
    }

    private long count(String query) {
        Long count = planted.superuser().queryForObject(query, Long.class, planted.text() + "%");
        return count == null ? 0 : count;
    }
}
