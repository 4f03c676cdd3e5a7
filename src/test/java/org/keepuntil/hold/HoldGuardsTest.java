package org.keepuntil.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
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
import org.springframework.jdbc.core.JdbcTemplate;

/** What the database does not let happen to holds, whatever program is used. */
class HoldGuardsTest {
    private static final NewHold ONE_RECORD = new NewHold(
            "referral", Optional.of(List.of("4711")), HoldKind.POLICE, "a", Optional.empty(), "r", Optional.empty());

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

    /** One statement string is one transaction. */
    private static void releaseAs(long hold, String entry) {
        approver("update keepuntil.hold set release_reason = 'r' where id = " + hold + "; select keepuntil.log_hold("
                + hold + ", " + RawEntries.sql(entry) + ")");
    }
}
