package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.keepuntil.sql.Identifier;
import org.keepuntil.testing.TestDatabase;

/** What a real server makes of a target, and what its refusals are told as. */
class TargetDatabaseTest {
    private static TestDatabase database;
    private static TestDatabase.Login clerk;
    private static String oddRole;
    private static String stranger;

    @BeforeAll
    static void makeDatabase() {
        database = TestDatabase.create();
        oddRole = "keepuntil_" + database.name() + "_odd \"role\"";
        stranger = "keepuntil_" + database.name() + "_stranger";
        database.execute("create role " + Identifier.quote(oddRole));
        database.execute("create role " + Identifier.quote(stranger));
        clerk = database.login("clerk", oddRole);
        String user = Identifier.quote(clerk.user());
        database.execute("alter role " + user + " set default_transaction_isolation = 'repeatable read'");
        database.execute("alter role " + user + " set search_path = public");
        database.execute("alter role " + user + " set timezone = 'Asia/Kolkata'");
        database.execute("create table public.letter (email text unique)");
        database.execute("insert into public.letter values ('jane@example.org')");
        database.execute("grant insert on public.letter to " + user);
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    @Test
    void sessions_startAlike_whateverTheLoginsDefaults() throws SQLException {
        try (HikariDataSource pool = target(clerk.url()).dataSource()) {
            assertThat(ask(pool, "show timezone")).isEqualTo("UTC");
            assertThat(ask(pool, "show datestyle")).isEqualTo("ISO, YMD");
            assertThat(ask(pool, "show row_security")).isEqualTo("off");
            assertThat(ask(pool, "show search_path")).isEqualTo("pg_catalog, pg_temp");
            assertThat(ask(pool, "show transaction_isolation")).isEqualTo("read committed");
            assertThat(ask(pool, "show application_name")).isEqualTo("keepuntil");
            assertThat(ask(pool, "select current_user")).isEqualTo(clerk.user());
        }
    }

    @Test
    void sessions_workAsTheRole_whateverItsName() throws SQLException {
        try (HikariDataSource pool = target(clerk.url()).dataSource(oddRole)) {
            assertThat(ask(pool, "select current_user")).isEqualTo(oddRole);
            assertThat(ask(pool, "select session_user")).isEqualTo(clerk.user());
        }
    }

    @Test
    void failure_saysPrivileges_whenTheRoleIsMissingOrNotGranted() {
        assertThat(failureOf(() -> target(clerk.url()).dataSource("nobody")).code())
                .isEqualTo(ExitCode.PRIVILEGES);
        assertThat(failureOf(() -> target(clerk.url()).dataSource(stranger)).code())
                .isEqualTo(ExitCode.PRIVILEGES);
    }

    @Test
    void failure_saysDatabase_whenNobodyListensOrTheDatabaseIsMissing() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        Failure closed = failureOf(
                () -> target("postgresql://clerk@localhost:" + free + "/x").dataSource());
        Failure missing = failureOf(() -> target(clerk.url().replace("/" + database.name() + "?", "/nowhere?"))
                .dataSource());

        assertThat(closed.code()).isEqualTo(ExitCode.DATABASE);
        assertThat(closed.message()).contains("cannot be reached", "08001");
        assertThat(missing.code()).isEqualTo(ExitCode.DATABASE);
        assertThat(missing.message()).contains("no such database", "3D000");
    }

    @Test
    void failure_saysLoginRefused_whenThePasswordIsWrong() {
        Failure failure =
                failureOf(() -> target(database.url(clerk.user(), "s3cret")).dataSource());

        assertThat(failure.code()).isEqualTo(ExitCode.DATABASE);
        assertThat(failure.message()).contains("refused the login", "28P01");
        assertThat(failure.toString()).contains(".pgpass").doesNotContain("s3cret");
    }

    @Test
    void failure_holdsNoValue_whenAKeyIsViolated() {
        Throwable thrown = onAConnection("insert into public.letter values ('jane@example.org')");

        assertThat(new Failures().of(thrown).toString()).contains("23505").doesNotContain("jane");
        assertThat(thrown).hasMessageNotContaining("jane");
    }

    @Test
    void failure_saysLost_whenTheConnectionIsCut() {
        Throwable thrown = onAConnection("select pg_terminate_backend(pg_backend_pid())");

        assertThat(new Failures().of(thrown).code()).isEqualTo(ExitCode.LOST_DATABASE);
    }

    private static Failure failureOf(ThrowingCallable call) {
        return new Failures().of(catchThrowable(call));
    }

    private static Throwable onAConnection(String sql) {
        return catchThrowable(() -> {
            try (HikariDataSource pool = target(clerk.url()).dataSource();
                    Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        });
    }

    private static Target target(String address) {
        Surroundings surroundings =
                new Surroundings(Map.of("KEEPUNTIL_DATABASE", address), Path.of("/nowhere"), "login");
        return new DatabaseOption(surroundings, approver -> {
                    throw new AssertionError("no demo here");
                })
                .target();
    }

    private static String ask(HikariDataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
