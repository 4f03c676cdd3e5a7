package org.keepuntil.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An embedded PostgreSQL with a data directory that is removed when the JVM ends. {@code -Dkeepuntil.test.fsync=true} makes
 * it keep its promises through a crash, at a price.
 */
public final class EmbeddedTestServer {
    private static final boolean FSYNC = Boolean.getBoolean("keepuntil.test.fsync");

    private EmbeddedTestServer() {}

    /**
     * Starts one.
     *
     * @param binaries another PostgreSQL than that of the class path
     */
    static TestServer start(Optional<EmbeddedBinaries> binaries) {
        Path home = home();
        String id = UUID.randomUUID().toString();
        String password = UUID.randomUUID().toString();
        File log = home.resolve(id + ".log").toFile();
        log.deleteOnExit();
        Path secret = home.resolve(id + ".secret");
        try {
            Files.writeString(secret, password);
            EmbeddedPostgres.Builder builder = builder(home.resolve(id), secret, password, log);
            binaries.ifPresent(b -> builder.setPgBinaryResolver((system, machine) -> b.archive()));
            EmbeddedPostgres server = builder.start();
            return new TestServer("localhost:" + server.getPort(), "postgres", "postgres", password, Map.of());
        } catch (Exception | ExceptionInInitializerError e) {
            throw new IllegalStateException("""
                    The tests need a PostgreSQL, and the embedded one did not start (its last words are below).
                    Start Docker, or set %s to a server of your own where tests may create databases and roles,
                    for example postgresql://postgres:secret@localhost:5432/postgres
                    %s""".formatted(TestServer.VARIABLE, lastWords(log.toPath())), e);
        } finally {
            secret.toFile().delete();
        }
    }

    public static EmbeddedPostgres.Builder builder(Path data, Path secret, String password, File log) {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setLocaleConfig("locale", mac() ? "C" : "C.UTF-8")
                // These two are options of initdb like the locale: logins need their password, so that tests can get it
                // wrong.
                .setLocaleConfig("auth", "scram-sha-256")
                .setLocaleConfig("pwfile", secret.toString())
                .setConnectConfig("password", password)
                .setServerConfig("fsync", FSYNC ? "on" : "off")
                .setServerConfig("synchronous_commit", FSYNC ? "on" : "off")
                .setServerConfig("unix_socket_directories", "")
                .setOutputRedirector(Redirect.appendTo(log))
                .setPGStartupWait(Duration.ofSeconds(60));
    }

    /** A folder of this user alone; what a killed JVM left there is cleared away by the next one. */
    private static Path home() {
        Path home = Path.of(System.getProperty("java.io.tmpdir"), "keepuntil-test-" + System.getProperty("user.name"));
        System.setProperty("ot.epg.working-dir", home.toString());
        try {
            if (!Files.isDirectory(home)) {
                Files.createDirectories(
                        home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return home;
    }

    private static boolean mac() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
    }

    private static String lastWords(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
        } catch (IOException e) {
            return "(it left no log)";
        }
    }
}
