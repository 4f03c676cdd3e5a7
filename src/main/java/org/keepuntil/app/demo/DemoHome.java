package org.keepuntil.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder that the demonstration's server lives in, closed to other users and locked while a program uses it.
 *
 * <pre>
 * bin/         PostgreSQL's programs, unpacked once
 * data/        the data directory
 * ready        there once data/ was made completely
 * password     of every login of the demonstration
 * pgpass       the same for psql and the like (PGPASSFILE)
 * schedule     the name of the schedule that was played last
 * server.log   what PostgreSQL said since the last start
 * </pre>
 */
final class DemoHome implements AutoCloseable {
    static final String VARIABLE = "KEEPUNTIL_DEMO_HOME";

    private static final long ROOM_TO_START = 300L << 20;

    private final Path folder;
    private final FileChannel lockFile;

    private DemoHome(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /** Where the demonstration lives if nobody says otherwise. */
    static Path usual(Map<String, String> environment) {
        String chosen = environment.getOrDefault(VARIABLE, "");
        if (!chosen.isBlank()) {
            return Path.of(chosen).toAbsolutePath();
        }
        Path cache = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
        // The XDG specification says to ignore what is not absolute.
        Path base = cache.isAbsolute() ? cache : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("keepuntil").resolve("demo");
    }

    static DemoHome open(Path folder) {
        try {
            Path real = create(folder).toRealPath();
            FileChannel lockFile = FileChannel.open(
                    real.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!lock(lockFile)) {
                lockFile.close();
                throw new DemoServerException("Another demonstration runs in " + real + ". Wait until it ends, or set "
                        + VARIABLE + " to another folder.");
            }
            return new DemoHome(real, lockFile);
        } catch (IOException e) {
            throw new DemoServerException(
                    "The folder " + folder + " cannot be used (" + e.getClass().getSimpleName() + "). Set " + VARIABLE
                            + " to a folder that you can write to.",
                    e);
        }
    }

    private static Path create(Path folder) throws IOException {
        Path above = folder.toAbsolutePath().getParent();
        if (above != null) {
            Files.createDirectories(above);
        }
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(folder, forOwnerOnly("rwx------"));
        }
        return folder;
    }

    private static FileAttribute<?> forOwnerOnly(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    private static boolean lock(FileChannel file) throws IOException {
        try {
            @SuppressWarnings("unused") // it is held until the channel closes
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // this very program has it
        }
    }

    Path folder() {
        return folder;
    }

    Path programs() {
        return folder.resolve("bin");
    }

    Path data() {
        return folder.resolve("data");
    }

    Path log() {
        return folder.resolve("server.log");
    }

    Path passwordFile() {
        return folder.resolve("password");
    }

    Path passFile() {
        return folder.resolve("pgpass");
    }

    /** Removes what was left half made, by a program that was killed or a start that failed, so that it is made anew. */
    void clearHalfMade() throws IOException {
        if (!Files.exists(folder.resolve("ready"))) {
            delete(data());
            delete(programs());
            refuseIfFull();
        }
        if (Files.isDirectory(programs())) {
            try (Stream<Path> versions = Files.list(programs())) {
                for (Path version : versions.filter(path -> !Files.exists(path.resolve(".exists")))
                        .toList()) {
                    delete(version);
                }
            }
        }
        Files.deleteIfExists(log());
    }

    /** Looked at beforehand, because unpacking onto a full disk ends without an error, and with broken programs. */
    private void refuseIfFull() throws IOException {
        if (Files.getFileStore(folder).getUsableSpace() < ROOM_TO_START) {
            throw new IOException("No space left on device");
        }
    }

    void markReady() throws IOException {
        Files.writeString(folder.resolve("ready"), "");
    }

    /** The password of this demonstration: made up once, known only to who can read the folder. */
    String password() throws IOException {
        if (!Files.exists(passwordFile())) {
            byte[] random = new byte[18];
            new SecureRandom().nextBytes(random);
            writeSecret(passwordFile(), Base64.getUrlEncoder().encodeToString(random));
        }
        String password = Files.readString(passwordFile()).strip();
        writeSecret(passFile(), "localhost:*:*:*:" + password + "\n");
        return password;
    }

    private static void writeSecret(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, forOwnerOnly("rw-------"));
        Files.writeString(file, text);
    }

    /** All that PostgreSQL said since the last start. */
    String said() {
        try {
            return Files.exists(log()) ? new String(Files.readAllBytes(log()), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            return "";
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(folder)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.delete(path);
        }
    }

    /** The locale that databases are made with: the same everywhere, and UTF-8. */
    static String locale() {
        boolean mac = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac");
        return mac ? "C" : "C.UTF-8";
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
