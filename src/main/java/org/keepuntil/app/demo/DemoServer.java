package org.keepuntil.app.demo;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL that needs no installing: unpacked, started and stopped by this program, with data that stay between starts.
 * It keeps its promises through a crash (fsync is on), takes connections from this machine only, and asks for a password,
 * because other users of the machine can reach it too. It ends with {@link #close()} or with the JVM.
 */
public final class DemoServer implements AutoCloseable {
    /** The database that is made on the first start. */
    public static final String DATABASE = "sees";

    public static final String SUPERUSER = "postgres";

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final DemoHome home;
    private final EmbeddedPostgres postgres;
    private final String password;
    private final Optional<ProcessHandle> postmaster;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread closeWithJvm = new Thread(this::stop, "demo-server-stop");

    private DemoServer(DemoHome home, EmbeddedPostgres postgres, String password) throws IOException {
        this.home = home;
        this.postgres = postgres;
        this.password = password;
        this.postmaster = LeftoverServer.pid(home.data()).flatMap(ProcessHandle::of);
    }

    /** {@code KEEPUNTIL_DEMO_HOME}, or {@code keepuntil/demo} in the user's cache folder. */
    public static Path defaultHome() {
        return DemoHome.usual(System.getenv());
    }

    /**
     * Starts the server that lives in this folder; makes it first where there is none. A server that a killed program left
     * there is stopped in good order before.
     *
     * @throws DemoServerException if it cannot run here; the message says what to do
     */
    public static DemoServer start(Path folder) {
        DemoHome home = DemoHome.open(folder);
        try {
            new LeftoverServer(home).stop();
            home.clearHalfMade();
            DemoServer server = launch(home);
            Runtime.getRuntime().addShutdownHook(server.closeWithJvm);
            return server;
        } catch (DemoServerException e) {
            home.close();
            throw e;
        } catch (IOException | SQLException | RuntimeException | ExceptionInInitializerError e) {
            DemoServerException explained = StartFailure.explain(home, e);
            home.close();
            throw explained;
        }
    }

    /** Whether a server was made in this folder before. */
    public static boolean exists(Path folder) {
        return Files.exists(folder.resolve("ready"));
    }

    /** From now on it ends with {@link #close()} alone: whoever says so closes it when the JVM ends, after what still works on it. */
    void closeOnlyWhenAsked() {
        Runtime.getRuntime().removeShutdownHook(closeWithJvm);
    }

    private static DemoServer launch(DemoHome home) throws IOException, SQLException {
        String password = home.password();
        EmbeddedPostgres postgres;
        try (StartWatch watch = new StartWatch(home)) {
            postgres = builder(home, password).start();
            if (watch.failed()) {
                throw new IOException("pg_ctl could not start the server");
            }
        }
        DemoServer server = new DemoServer(home, postgres, password);
        try {
            server.createDatabase();
            home.markReady();
            return server;
        } catch (IOException | SQLException e) {
            server.stop();
            throw e;
        }
    }

    private static EmbeddedPostgres.Builder builder(DemoHome home, String password) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(home.data())
                .setCleanDataDirectory(false)
                .setOverrideWorkingDirectory(home.programs().toFile())
                .setPgBinaryResolver(new Programs())
                .setRegisterShutdownHook(false)
                .setLocaleConfig("locale", DemoHome.locale())
                // These two are options of initdb, as the locale is: the library passes on any.
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", home.passwordFile().toString())
                .setConnectConfig("password", password)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("max_connections", "100")
                // What the log has of destroyed records goes at the next checkpoint, and not when its file is used
                // again.
                .setServerConfig("wal_recycle", "off")
                // Without sockets nothing of it lies in /tmp.
                .setServerConfig("unix_socket_directories", "")
                // A file, never our own output: who reads that through a pipe would wait for the server to end.
                .setOutputRedirector(Redirect.appendTo(home.log().toFile()))
                .setPGStartupWait(PATIENCE);
    }

    private void createDatabase() throws SQLException {
        try (Connection connection = dataSource("postgres", SUPERUSER).getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet found =
                    statement.executeQuery("select 1 from pg_database where datname = '" + DATABASE + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("create database " + DATABASE);
        }
    }

    /** The JDBC URL of the demonstration's database with the superuser in it, without the password. */
    public String jdbcUrl() {
        return jdbcUrl(SUPERUSER);
    }

    public String jdbcUrl(String user) {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + DATABASE + "?user=" + user;
    }

    /** The same as libpq writes it, for people and their tools. */
    public String uri(String user) {
        return "postgresql://" + user + "@localhost:" + postgres.getPort() + "/" + DATABASE;
    }

    public int port() {
        return postgres.getPort();
    }

    /** The password of the superuser, meant for every other login of the demonstration too. */
    public String password() {
        return password;
    }

    /** A file for {@code PGPASSFILE} that holds the password for every login. */
    public Path passFile() {
        return home.passFile();
    }

    /** Connections of the superuser to the demonstration's database, a new one each time. */
    public DataSource dataSource() {
        return dataSource(DATABASE, SUPERUSER);
    }

    /** Connections of a login that was made with {@link #password()}. */
    public DataSource dataSource(String user) {
        return dataSource(DATABASE, user);
    }

    private DataSource dataSource(String database, String user) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"localhost"});
        source.setPortNumbers(new int[] {postgres.getPort()});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    /** Stops the server and waits until it is gone. The data stay. */
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(closeWithJvm);
        } catch (IllegalStateException e) {
            return; // the JVM is ending, and the hook has nothing left to do
        }
    }

    private void stop() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            postgres.close();
            // The library waits for five seconds only, and a last checkpoint can take longer.
            postmaster.ifPresent(LeftoverServer::await);
        } catch (IOException e) {
            throw new DemoServerException("The demonstration's server did not stop; the next start will see to it.", e);
        } finally {
            home.close();
        }
    }

    /** The programs that lie in this program's own jars. One object a server: the library keeps one unpacked folder an object. */
    private static final class Programs implements PgBinaryResolver {
        @Override
        public InputStream getPgBinary(String system, String machine) throws IOException {
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
        }
    }
}
