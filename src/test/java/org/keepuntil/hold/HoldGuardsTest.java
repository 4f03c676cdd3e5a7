package org.keepuntil.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.audit.TokenKeys;
import org.keepuntil.control.ControlDatabase;
import org.keepuntil.control.Installation;
import org.keepuntil.control.RawEntries;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the database does not let happen to holds, whatever program is used. */
class HoldGuardsTest {
    private static final NewHold ONE_RECORD = new NewHold(
            "referral", Optional.of(List.of("4711")), HoldKind.POLICE, "a", Optional.empty(), "r", Optional.empty());

    private static final NewHold ON_A_PERSON = new NewHold(
            new Scope.OfPerson("sees", "child \"x\"", List.of("a,b", "\\")),
            HoldKind.POLICE,
            "a",
            Optional.empty(),
            "r",
            Optional.empty(),
            Optional.of("Duty desk"));

    @TempDir
    private static Path directory;

    private static ControlDatabase database;
    private static Holds holds;

    @BeforeAll
    static void install() throws SQLException {
        database = ControlDatabase.installed();
        try (Connection connection = database.operator().getConnection()) {
            TokenKey key = new TokenKeys(Map.of(), directory).ofNew(Installation.read(connection));
            holds = Holds.of(database.approver(), () -> key);
        }
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void hold_doesNotComeToBe_whenItIsNotLogged() {
        assertThatThrownBy(() -> approver(
                        "insert into keepuntil.hold (class, kind, authority, reason) values ('c', 'foi', 'a', 'r')"))
                .hasStackTraceContaining("is not in the log");
        Hold placed = holds.place(ONE_RECORD);
        assertThatThrownBy(() ->
                        approver("update keepuntil.hold set release_reason = 'quietly' where id = " + placed.id()))
                .hasStackTraceContaining("is not in the log");
        assertThat(holds.list(Holds.Filter.ACTIVE)).contains(placed);
    }

    @Test
    void hold_isLoggedOnceAndAsWhatItIs() {
        Hold placed = holds.place(ONE_RECORD);
        String entry = "keepuntil/1\thold-placed\t" + placed.id() + "\tx";

        assertThatThrownBy(() -> logHold(placed.id(), entry)).hasStackTraceContaining("nothing to be written");
        assertThatThrownBy(() -> logHold(-1, entry)).hasStackTraceContaining("nothing to be written");
        assertThatThrownBy(() -> releaseAs(placed.id(), entry)).hasStackTraceContaining("may be written here");
        assertThatThrownBy(() -> releaseAs(placed.id(), "keepuntil/1\thold-released\t" + (placed.id() + 1) + "\tx"))
                .hasStackTraceContaining("may be written here");
    }

    @Test
    void hold_isNeverChanged_evenByTheOwner() {
        Hold placed = holds.place(ONE_RECORD);
        holds.release(placed.id(), "claim settled");
        for (String change : List.of(
                "class = 'other'",
                "key = null",
                "reason = 'x'",
                "placed_by = 'x'",
                "placed_at = now()",
                "placed_entry = 0",
                "placed_entry = null",
                "release_entry = null",
                "release_reason = 'x'",
                "release_reason = null")) {
            assertThatThrownBy(() -> new JdbcTemplate(database.superuser())
                            .update("update keepuntil.hold set " + change + " where id = " + placed.id()))
                    .as(change)
                    .hasStackTraceContaining("hold " + placed.id());
        }
        new JdbcTemplate(database.superuser())
                .update("update keepuntil.hold set released_at = null, released_by = null where id = " + placed.id());
        assertThat(holds.list(Holds.Filter.ACTIVE)).noneMatch(hold -> hold.id() == placed.id());
    }

    @Test
    void hold_isRefused_whenItsKeyCouldNeverMatch() {
        for (String key : List.of("{}", "{null}", "[2:2]={4711}", "{{4711}}")) {
            assertThatThrownBy(() -> approver("insert into keepuntil.hold (class, key, kind, authority, reason)"
                            + " values ('referral', '" + key + "', 'foi', 'a', 'r')"))
                    .as(key)
                    .hasStackTraceContaining("hold_key_check");
        }
    }

    @Test
    void holds_areLoggedTogether_eachOnceAndAsItself() {
        List<Long> placed = holds.place(List.of(ONE_RECORD, ON_A_PERSON, ONE_RECORD));
        String entry = "keepuntil/1\thold-placed\t%d\tx";

        assertThat(placed).isSorted().doesNotHaveDuplicates().hasSize(3);
        assertThat(new JdbcTemplate(database.superuser())
                        .queryForList(
                                "select placed_entry - min(placed_entry) over () from keepuntil.hold where id = any(?) order by id",
                                Long.class,
                                (Object) placed.toArray(Long[]::new)))
                .containsExactly(0L, 1L, 2L);
        assertThatThrownBy(() -> logHolds("{" + placed.get(0) + "}", entry.formatted(placed.get(0))))
                .hasStackTraceContaining("nothing to be written");
        assertThatThrownBy(() -> logHolds("{}", entry.formatted(1))).hasStackTraceContaining("nothing to be written");
        for (String wrong : List.of(
                "array[id, id]:" + entry + "%n" + entry,
                "array[id]:" + entry + "%n" + entry,
                "array[id]:keepuntil/1\thold-released\t%d\tx",
                "array[id]:keepuntil/1\thold-placed\t%d1\tx",
                "array[id]:")) {
            String[] parts = wrong.split(":", 2);
            assertThatThrownBy(() -> placeAndLog(parts[0], parts[1]))
                    .as(wrong)
                    .satisfiesAnyOf(
                            e -> assertThat(e).hasStackTraceContaining("one entry for one hold"),
                            e -> assertThat(e).hasStackTraceContaining("nothing to be written"));
        }
    }

    @Test
    void hold_coversOneThing() {
        for (String columns : List.of(
                "(class, person_table, key) values ('c', '{a,b}', '{1}'",
                "(person_table) values ('{a,b}'",
                "(person_table, key) values ('{a}', '{1}'",
                "(class, key, conditions) values ('c', '{1}', '{service: x}'",
                "(class, conditions) values ('c', '{}'",
                "(key) values ('{1}'")) {
            assertThatThrownBy(() -> approver("insert into keepuntil.hold "
                            + columns.replace(") values (", ", kind, authority, reason) values (")
                            + ", 'foi', 'a', 'r')"))
                    .as(columns)
                    .hasStackTraceContaining("violates check constraint");
        }
        Hold placed = holds.place(ON_A_PERSON);
        for (String change : List.of("person_table = '{a,c}'", "conditions = null, owner = 'x'", "owner = 'x'")) {
            assertThatThrownBy(() -> new JdbcTemplate(database.superuser())
                            .update("update keepuntil.hold set " + change + " where id = " + placed.id()))
                    .as(change)
                    .hasStackTraceContaining("hold " + placed.id());
        }
    }

    @Test
    void place_endsAnIdleSession_whenSomebodyLeavesItsTransactionOpen() throws SQLException {
        try (Connection connection = database.approver().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    "insert into keepuntil.hold (class, kind, authority, reason) values ('c', 'foi', 'a', 'r')");
            try (var timeout = statement.executeQuery("show idle_in_transaction_session_timeout")) {
                timeout.next();
                assertThat(timeout.getString(1)).isEqualTo("1min");
            }
            connection.rollback();
        }
    }

    private static void approver(String sql) {
        new JdbcTemplate(database.approver()).execute(sql);
    }

    private static void logHold(long hold, String entry) {
        approver("select keepuntil.log_hold(" + hold + ", " + RawEntries.sql(entry) + ")");
    }

    private static void logHolds(String ids, String entry) {
        approver("select keepuntil.log_holds('" + ids + "'::bigint[], " + RawEntries.sql(entry) + ")");
    }

    /** Places a hold and logs it in the same transaction, its number in the place of {@code %d}. */
    private static void placeAndLog(String ids, String entries) {
        new JdbcTemplate(database.approver()).execute((ConnectionCallback<Boolean>) connection -> {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement();
                    ResultSet placed = statement.executeQuery(
                            "insert into keepuntil.hold (class, kind, authority, reason) values ('c', 'foi', 'a', 'r') returning id")) {
                placed.next();
                long id = placed.getLong(1);
                String data = entries.isEmpty()
                        ? "''::bytea"
                        : RawEntries.sql(
                                entries.replace("%d", Long.toString(id)).split("%n"));
                statement.execute("select keepuntil.log_holds(" + ids + ", " + data + ") from (values (" + id
                        + "::bigint)) v (id)");
                connection.commit();
            } finally {
                connection.rollback();
            }
            return true;
        });
    }

    /** One statement string is one transaction. */
    private static void releaseAs(long hold, String entry) {
        approver("update keepuntil.hold set release_reason = 'r' where id = " + hold + "; select keepuntil.log_hold("
                + hold + ", " + RawEntries.sql(entry) + ")");
    }
}
