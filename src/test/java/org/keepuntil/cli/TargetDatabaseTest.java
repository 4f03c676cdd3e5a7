package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real server makes of a target, and what its refusals are told as. */
class TargetDatabaseTest {
    @TempDir
    private static Path home;

    private static EmbeddedPostgres server;

    @BeforeAll
    static void startServer() throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setLocaleConfig("locale", "C.UTF-8")
                .setServerConfig("timezone", "Asia/Kolkata")
                .start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role \"odd \"\"role\"\"\"");
            statement.execute("create role clerk login password 's3cret'");
            statement.execute("alter role clerk set default_transaction_isolation = 'repeatable read'");
            statement.execute("alter role clerk set search_path = public");
            statement.execute("grant \"odd \"\"role\"\"\" to clerk");
            statement.execute("create role stranger");
            statement.execute("create table public.letter (email text unique)");
            statement.execute("insert into public.letter values ('jane@example.org')");
            statement.execute("grant insert on public.letter to clerk");
            statement.execute("create role guarded login password 'another'");
            askForPasswordsOf("guarded", statement);
        }
    }

    private static void askForPasswordsOf(String role, Statement statement) throws SQLException, IOException {
        try (ResultSet rows = statement.executeQuery("show hba_file")) {
            rows.next();
            Path rules = Path.of(rows.getString(1));
            Files.writeString(rules, "host all " + role + " all scram-sha-256\n" + Files.readString(rules));
        }
        statement.execute("select pg_reload_conf()");
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Test
    void sessions_startAlike_whateverTheLoginsDefaults() throws SQLException {
        try (HikariDataSource pool = target("clerk").dataSource()) {
            assertThat(ask(pool, "show timezone")).isEqualTo("UTC");
            assertThat(ask(pool, "show datestyle")).isEqualTo("ISO, YMD");
            assertThat(ask(pool, "show row_security")).isEqualTo("off");
            assertThat(ask(pool, "show search_path")).isEqualTo("pg_catalog, pg_temp");
            assertThat(ask(pool, "show transaction_isolation")).isEqualTo("read committed");
            assertThat(ask(pool, "show application_name")).isEqualTo("keepuntil");
            assertThat(ask(pool, "select current_user")).isEqualTo("clerk");
        }
    }

    @Test
    void sessions_workAsTheRole_whateverItsName() throws SQLException {
        try (HikariDataSource pool = target("clerk").dataSource("odd \"role\"")) {
            assertThat(ask(pool, "select current_user")).isEqualTo("odd \"role\"");
            assertThat(ask(pool, "select session_user")).isEqualTo("clerk");
        }
    }

    @Test
    void failure_saysPrivileges_whenTheRoleIsMissingOrNotGranted() {
        assertThat(failureOf(() -> target("clerk").dataSource("nobody")).code()).isEqualTo(ExitCode.PRIVILEGES);
        assertThat(failureOf(() -> target("clerk").dataSource("stranger")).code())
                .isEqualTo(ExitCode.PRIVILEGES);
    }

    @Test
    void failure_saysDatabase_whenNobodyListensOrTheDatabaseIsMissing() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        Failure closed = failureOf(() -> target("clerk", free, "postgres").dataSource());
        Failure missing =
                failureOf(() -> target("clerk", server.getPort(), "nowhere").dataSource());

        assertThat(closed.code()).isEqualTo(ExitCode.DATABASE);
        assertThat(closed.message()).contains("cannot be reached", "08001");
        assertThat(missing.code()).isEqualTo(ExitCode.DATABASE);
        assertThat(missing.message()).contains("no such database", "3D000");
    }

    @Test
    void failure_saysLoginRefused_whenThePasswordIsWrong() {
        Failure failure = failureOf(() -> target("guarded").dataSource());

        assertThat(failure.code()).isEqualTo(ExitCode.DATABASE);
        assertThat(failure.message()).contains("refused the login", "28P01");
        assertThat(failure.toString()).contains(".pgpass").doesNotContain("s3cret");
    }

    @Test
    void failure_holdsNoValue_whenAKeyIsViolated() {
        Throwable thrown = catchThrowable(() -> {
            try (HikariDataSource pool = target("clerk").dataSource();
                    Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("insert into public.letter values ('jane@example.org')");
            }
        });

        assertThat(new Failures().of(thrown).toString()).contains("23505").doesNotContain("jane");
        assertThat(thrown).hasMessageNotContaining("jane");
    }

    @Test
    void failure_saysLost_whenTheConnectionIsCut() {
        Throwable thrown = catchThrowable(() -> {
            try (HikariDataSource pool = target("clerk").dataSource();
                    Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("select pg_terminate_backend(pg_backend_pid())");
            }
        });

        assertThat(new Failures().of(thrown).code()).isEqualTo(ExitCode.LOST_DATABASE);
    }

    private static Failure failureOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return new Failures().of(catchThrowable(call));
    }

    private static Target target(String user) {
        return target(user, server.getPort(), "postgres");
    }

    private static Target target(String user, int port, String database) {
        Map<String, String> environment =
                Map.of("KEEPUNTIL_DATABASE", "postgresql://" + user + ":s3cret@localhost:" + port + "/" + database);
        return new DatabaseOption(new Surroundings(environment, home, "login"), () -> {
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
