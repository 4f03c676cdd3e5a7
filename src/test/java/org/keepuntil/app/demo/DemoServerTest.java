package org.keepuntil.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

@Timeout(180)
class DemoServerTest {
    /** For tests that leave it as it was; to unpack and to make a data directory takes the longest. */
    @TempDir
    static Path shared;

    @TempDir
    Path temp;

    @Test
    void data_stayBetweenStarts() throws IOException {
        Path home = shared.resolve("home with a space");
        int port;
        try (DemoServer server = DemoServer.start(home)) {
            port = server.port();
            new JdbcTemplate(server.dataSource())
                    .execute("drop table if exists kept; create table kept (n int); insert into kept values (42)");
        }
        assertThatThrownBy(() -> new Socket("localhost", port).close()).isInstanceOf(ConnectException.class);
        assertThat(runningFrom(home)).isEmpty();

        try (DemoServer server = DemoServer.start(home)) {
            assertThat(new JdbcTemplate(server.dataSource()).queryForObject("select n from kept", Integer.class))
                    .isEqualTo(42);
        }
    }

    @Test
    void server_isSafeAndItsOwn() throws IOException {
        Path home = shared.resolve("home with a space");
        try (DemoServer server = DemoServer.start(home)) {
            JdbcTemplate sql = new JdbcTemplate(server.dataSource());
            assertThat(settings(sql, "fsync", "synchronous_commit", "listen_addresses", "server_encoding"))
                    .containsExactly("on", "on", "localhost", "UTF8");
            assertThat(sql.queryForObject("select datcollate from pg_database where datname = 'sees'", String.class))
                    .isEqualTo("C.UTF-8");

            PGSimpleDataSource stranger = new PGSimpleDataSource();
            stranger.setUrl(server.jdbcUrl());
            stranger.setPassword("guess");
            assertThatThrownBy(stranger::getConnection).hasMessageContaining("password authentication failed");
        }
        assertThat(permissions(home)).isEqualTo("rwx------");
        assertThat(permissions(home.resolve("password"))).isEqualTo("rw-------");
        assertThat(permissions(home.resolve("pgpass"))).isEqualTo("rw-------");
        assertThat(home.resolve("server.log")).content().doesNotContain("guess");
    }

    private static List<String> settings(JdbcTemplate sql, String... names) {
        return List.of(names).stream()
                .map(name -> String.valueOf(sql.queryForObject("select current_setting(?)", String.class, name)))
                .toList();
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void start_takesOver_whenKilledProgramLeftItsServer() throws IOException, InterruptedException {
        Path home = shared.resolve("home with a space");
        Process program = program(home, Map.of());
        BufferedReader output = output(program);
        String port = output.readLine();
        String password = Files.readString(home.resolve("password"));
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://localhost:" + port + "/sees?user=postgres&password=" + password);
        new JdbcTemplate(source)
                .execute("drop table if exists kept; create table kept (n int); insert into kept values (42)");

        program.toHandle().destroyForcibly(); // Process.destroyForcibly would close our end of its output
        program.waitFor();

        assertThat(runningFrom(home)).as("the server that was left").isNotEmpty();
        assertThat(output.readLine())
                .as("the end of the program's output, though the server runs on")
                .isNull();
        try (DemoServer server = DemoServer.start(home)) {
            assertThat(new JdbcTemplate(server.dataSource()).queryForObject("select n from kept", Integer.class))
                    .isEqualTo(42);
            assertThat(home.resolve("server.log")).content().doesNotContain("was interrupted");
        }
        assertThat(runningFrom(home)).isEmpty();
    }

    @Test
    void server_endsWithTheProgram() throws IOException, InterruptedException {
        Path home = shared.resolve("home with a space");
        Process program = program(home, Map.of());
        assertThat(output(program).readLine()).matches("\\d+");

        program.getOutputStream().close();

        assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(runningFrom(home)).isEmpty();
        assertThat(home.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void start_isRefused_whileAnotherUsesTheFolder() {
        Path home = shared.resolve("home with a space");
        try (DemoServer server = DemoServer.start(home)) {
            assertThatThrownBy(() -> DemoServer.start(home))
                    .isInstanceOf(DemoServerException.class)
                    .hasMessageContaining("Another demonstration")
                    .hasMessageContaining("KEEPUNTIL_DEMO_HOME");
            assertThat(new JdbcTemplate(server.dataSource()).queryForObject("select 1", Integer.class))
                    .isEqualTo(1);
        }
    }

    @Test
    void start_makesAnew_whatWasHalfMade() throws IOException {
        Path home = temp.resolve("home");
        DemoServer.start(home).close();
        Path programs = onlyFolderIn(home.resolve("bin"));
        Files.delete(programs.resolve(".exists"));
        Files.write(programs.resolve("bin/postgres"), new byte[100]);
        Files.delete(home.resolve("ready"));
        Files.delete(home.resolve("data/PG_VERSION"));

        try (DemoServer server = DemoServer.start(home)) {
            assertThat(new JdbcTemplate(server.dataSource()).queryForObject("select 1", Integer.class))
                    .isEqualTo(1);
        }
    }

    @Test
    void start_works_whenProcessNumberNowBelongsToAnotherProgram() throws IOException {
        Path home = shared.resolve("home with a space");
        DemoServer.start(home).close();
        Process other = new ProcessBuilder("sleep", "180").start();
        String stale = other.pid() + "\n" + home.resolve("data") + "\n1700000000\n5432\n\nlocalhost\n";
        Files.writeString(home.resolve("data/postmaster.pid"), stale);

        try (DemoServer server = DemoServer.start(home)) {
            assertThat(new JdbcTemplate(server.dataSource()).queryForObject("select 1", Integer.class))
                    .isEqualTo(1);
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroy();
        }
    }

    @Test
    @Timeout(100) // less than the patience with a server that is starting
    void start_saysWhatToDoSoon_whenDataAreOfAnotherVersion() throws IOException {
        Path home = temp.resolve("home");
        DemoServer.start(home).close();
        Files.writeString(home.resolve("data/PG_VERSION"), "9.6\n");

        assertThatThrownBy(() -> DemoServer.start(home))
                .isInstanceOf(DemoServerException.class)
                .hasMessageContaining("another version of PostgreSQL")
                .hasMessageContaining(home.toRealPath().toString());
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void start_saysWhatToDo_whenFolderCannotBe() throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "");

        assertThatThrownBy(() -> DemoServer.start(file.resolve("home")))
                .isInstanceOf(DemoServerException.class)
                .hasMessageContaining("KEEPUNTIL_DEMO_HOME");
    }

    @Test
    void start_saysWhatToDo_whenRootCannotStepDown() throws IOException {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        Path empty = Files.createDirectory(temp.resolve("nothing-on-the-path"));

        Process program = program(temp.resolve("home"), Map.of("PATH", empty.toString()));

        assertThat(output(program).readLine()).contains("does not run as root").contains("ordinary user");
        program.getOutputStream().close();
    }

    private static Process program(Path home, Map<String, String> environment) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes,
                "-Dlogback.configurationFile=logback-off.xml",
                DemoServerProgram.class.getName(),
                home.toString());
        builder.environment().putAll(environment);
        return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    private static BufferedReader output(Process program) {
        return new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
    }

    private static List<ProcessHandle> runningFrom(Path home) throws IOException {
        Path real = home.toRealPath();
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .command()
                        .map(command -> Path.of(command).startsWith(real))
                        .orElse(false))
                .toList();
    }

    private static Path onlyFolderIn(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.findFirst().orElseThrow();
        }
    }
}
