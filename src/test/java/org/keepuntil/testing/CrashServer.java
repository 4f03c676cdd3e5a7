package org.keepuntil.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A PostgreSQL of a test's own, which writes with fsync and may be crashed, filled up and put back to what it was. Its files are on a
 * small file system of their own where this account may mount one.
 */
public final class CrashServer implements AutoCloseable {
    private static final int MEGABYTES = 700;

    private final Path home;
    private final boolean mounted;
    private final int port;
    private final String password = UUID.randomUUID().toString();
    private final Path binaries;
    private final TestServer server;
    private final List<String> more;
    private boolean standby;

    /** Makes one and starts it. */
    public CrashServer(Path home) throws Exception {
        this(home, List.of());
    }

    /** @param more settings, such as {@code wal_level=logical} */
    public CrashServer(Path home, List<String> more) throws Exception {
        this.home = home;
        this.more = more;
        Files.createDirectories(disk());
        this.mounted =
                ran("mount", "-t", "tmpfs", "-o", "mode=0700,size=" + MEGABYTES + "m", "tmpfs", disk().toString());
        this.port = freePort();
        this.server = new TestServer("localhost:" + port, "postgres", "postgres", password, Map.of());
        this.binaries = initialise();
        start();
    }

    private Path disk() {
        return home.resolve("disk");
    }

    private Path data() {
        return disk().resolve("data");
    }

    private Path copy() {
        return home.resolve("copy");
    }

    /** The embedded server's own start makes the data directory, and tells where its program is. */
    private Path initialise() throws Exception {
        Path secret = Files.writeString(home.resolve("secret"), password);
        try (EmbeddedPostgres first = EmbeddedTestServer.builder(data(), secret, password, log().toFile())
                .setCleanDataDirectory(false)
                .start()) {
            TestServer started =
                    new TestServer("localhost:" + first.getPort(), "postgres", "postgres", password, Map.of());
            return Path.of(String.valueOf(new JdbcTemplate(started.administration())
                    .queryForObject("select setting from pg_config where name = 'BINDIR'", String.class)));
        } finally {
            Files.delete(secret);
        }
    }

    private Path log() {
        return home.resolve("server.log");
    }

    public int port() {
        return port;
    }

    /** A new, empty database. */
    public TestDatabase create() {
        return TestDatabase.create(server);
    }

    /** Whether the disk is one that can be filled. */
    public boolean canBeFull() {
        return mounted;
    }

    /** Starts it, after whatever happened to it. */
    public void start() throws Exception {
        start(data(), settings());
    }

    private void start(Path directory, List<String> settings) throws Exception {
        List<String> command = new ArrayList<>();
        if (ran("unshare", "-U", "true")) {
            // PostgreSQL does not run as root; in a name space of its own the account is nobody
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(
                List.of(binaries.resolve("pg_ctl").toString(), "start", "-w", "-t", "60", "-D", directory.toString()));
        command.addAll(List.of("-l", log().toString(), "-o", String.join(" ", settings)));
        Process starting = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log().toFile()))
                .start();
        if (!starting.waitFor(90, TimeUnit.SECONDS) || starting.exitValue() != 0) {
            throw new IllegalStateException("PostgreSQL did not start: see " + log());
        }
    }

    private List<String> settings() {
        List<String> settings = new ArrayList<>(settings(port));
        more.forEach(setting -> settings.add("-c " + setting));
        return settings;
    }

    private static List<String> settings(int port) {
        return List.of(
                "-c port=" + port,
                "-c fsync=on",
                "-c synchronous_commit=on",
                "-c full_page_writes=on",
                "-c listen_addresses=localhost",
                "-c unix_socket_directories=",
                "-c max_connections=60",
                "-c shared_buffers=64MB",
                "-c max_wal_size=96MB");
    }

    /** Ends it in the midst of everything: no shutdown, no checkpoint. */
    public void crash() throws Exception {
        signal("QUIT", postmaster());
        awaitEnd();
    }

    /** Kills one of its processes: the server ends all others and recovers by itself. */
    public void kill(long process) throws Exception {
        signal("KILL", process);
    }

    /** Whether it runs, or is coming up again by itself. */
    public boolean runs() throws IOException {
        return Files.exists(data().resolve("postmaster.pid"))
                && ProcessHandle.of(postmaster()).map(ProcessHandle::isAlive).orElse(false);
    }

    private long postmaster() throws IOException {
        return Long.parseLong(
                Files.readAllLines(data().resolve("postmaster.pid")).get(0).strip());
    }

    private void stop() throws Exception {
        if (runs()) {
            signal("INT", postmaster());
            awaitEnd();
        }
    }

    private void awaitEnd() throws Exception {
        for (int i = 0; i < 600 && Files.exists(data().resolve("postmaster.pid")) && runs(); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** Remembers everything that is in it. */
    public void keep() throws Exception {
        stop();
        run("rm", "-rf", copy().toString());
        run("cp", "-a", data().toString(), copy().toString());
        start();
    }

    /** Puts back what was kept. */
    public void putBack() throws Exception {
        stop();
        freeDisk();
        run("rm", "-rf", data().toString());
        run("cp", "-a", copy().toString(), data().toString());
        start();
    }

    /** Copies all of it while it works, as pg_basebackup does. */
    public void backUp() throws Exception {
        run("rm", "-rf", backup().toString());
        try (Connection session = server.administration().getConnection();
                Statement statement = session.createStatement()) {
            statement.execute("select pg_backup_start('drill', true)");
            run("cp", "-a", data().toString(), backup().toString());
            try (ResultSet label = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                label.next();
                Files.writeString(backup().resolve("backup_label"), label.getString(1));
            }
        }
        // what was written meanwhile is in the log of the server, which is copied last
        run(
                "rm",
                "-rf",
                backup().resolve("pg_wal").toString(),
                backup().resolve("postmaster.pid").toString());
        run("cp", "-a", data().resolve("pg_wal").toString(), backup().toString());
    }

    /** Loses everything, and restores what was backed up. */
    public void restore() throws Exception {
        stop();
        run("rm", "-rf", data().toString());
        run("cp", "-a", backup().toString(), data().toString());
        start();
    }

    /**
     * Starts a standby of it from its backup, which reports what is read there, through a slot of this name.
     *
     * @return connections to a database of the standby
     */
    public DataSource standBy(String slot, String database) throws Exception {
        int port = freePort();
        Files.createFile(backup().resolve("standby.signal"));
        Files.writeString(
                backup().resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=localhost port=%d user=postgres password=%s'\nprimary_slot_name = '%s'\n"
                                .formatted(this.port, password, slot)
                        + "hot_standby_feedback = on\nwal_receiver_status_interval = 1s\n");
        List<String> settings = new ArrayList<>(settings());
        settings.addAll(settings(port));
        start(backup(), settings);
        standby = true;
        return new TestServer("localhost:" + port, "postgres", "postgres", password, Map.of())
                .dataSource(database, "postgres", password);
    }

    /** Ends the standby. */
    public void endStandby() throws Exception {
        if (standby) {
            signal(
                    "QUIT",
                    Long.parseLong(Files.readAllLines(backup().resolve("postmaster.pid"))
                            .get(0)
                            .strip()));
            standby = false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private Path backup() {
        return home.resolve("backup");
    }

    /** Leaves no room on its disk. */
    public void fillDisk() throws IOException {
        byte[] block = new byte[1 << 16];
        try (OutputStream filler = Files.newOutputStream(filler())) {
            while (true) {
                filler.write(block);
            }
        } catch (IOException full) {
            // that is what was wanted
        }
    }

    public void freeDisk() throws IOException {
        Files.deleteIfExists(filler());
    }

    private Path filler() {
        return disk().resolve("filler");
    }

    @Override
    public void close() throws IOException {
        try {
            endStandby();
            if (runs()) {
                signal("QUIT", postmaster());
                awaitEnd();
            }
            if (mounted) {
                run("umount", "-l", disk().toString());
            }
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** Sends a signal to a process. */
    public static void signal(String name, long process) throws Exception {
        ran("kill", "-" + name, Long.toString(process));
    }

    private static void run(String... command) throws Exception {
        if (!ran(command)) {
            throw new IllegalStateException("failed: " + String.join(" ", command));
        }
    }

    private static boolean ran(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
