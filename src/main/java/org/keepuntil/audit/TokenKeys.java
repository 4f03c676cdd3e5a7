package org.keepuntil.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.control.Installation;

/**
 * Finds the token key of an installation. It lives outside the database: in the file that {@value #VARIABLE} names, or else in {@code
 * keepuntil/token-ID.key} under {@code $XDG_CONFIG_HOME} or {@code ~/.config}, where ID is the installation's.
 */
public final class TokenKeys {
    /** The environment variable that names the file. */
    public static final String VARIABLE = "KEEPUNTIL_TOKEN_KEY_FILE";

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Map<String, String> environment;
    private final Path home;

    /**
     * @param environment the process's, or one with a file that was named otherwise
     * @param home the user's directory
     */
    public TokenKeys(Map<String, String> environment, Path home) {
        this.environment = Map.copyOf(environment);
        this.home = home;
    }

    /**
     * The key that the installation's log was begun with.
     *
     * @throws TokenKeyException if it is not there, or is another
     */
    public TokenKey of(Installation installation) {
        Path file = file(installation);
        String expected = installation
                .tokenKeyId()
                .orElseThrow(() -> new TokenKeyException("This database has no token key yet. Run: keepuntil init"));
        TokenKey key = read(file).orElseThrow(() -> missing(file, expected));
        if (!key.id().equals(expected)) {
            throw new TokenKeyException(
                    "The key in " + file + " is " + key.id() + ", but the log of this database was begun with "
                            + expected + ". Put that key there, or name its file in " + VARIABLE);
        }
        return key;
    }

    /**
     * The key for an installation that has none yet, made if there is no file; for one that has, its key.
     *
     * @throws TokenKeyException if the installation's key is not there, or is another, or if the file cannot be written
     */
    public TokenKey ofNew(Installation installation) {
        if (installation.tokenKeyId().isPresent()) {
            return of(installation);
        }
        Path file = file(installation);
        return read(file).orElseGet(() -> write(TokenKey.generate(), file));
    }

    /** Where the installation's key is looked for. */
    public Path file(Installation installation) {
        String named = environment.getOrDefault(VARIABLE, "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        Path configured = Path.of(environment.getOrDefault("XDG_CONFIG_HOME", ""));
        // The specification of that variable says to ignore a relative path.
        Path directory = configured.isAbsolute() ? configured : home.resolve(".config");
        return directory.resolve("keepuntil").resolve("token-" + installation.id() + ".key");
    }

    private static Optional<TokenKey> read(Path file) {
        try {
            String text = Files.readString(file);
            refuseIfOthersMayRead(file);
            return Optional.of(TokenKey.parse(text));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new TokenKeyException("The token key cannot be read from " + file, e);
        } catch (IllegalArgumentException e) {
            throw new TokenKeyException(
                    file + " is no token key: that is 32 bytes or more, in hexadecimal digits or base64", e);
        }
    }

    private static void refuseIfOthersMayRead(Path file) throws IOException {
        if (isPosix(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new TokenKeyException(
                    "Others than its owner may use the token key in " + file + ". Run: chmod 600 " + file);
        }
    }

    private static TokenKey write(TokenKey key, Path file) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            FileAttribute<?>[] mode = isPosix(file)
                    ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                    : new FileAttribute<?>[0];
            try (var channel =
                    Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
                channel.write(ByteBuffer.wrap(key.format().getBytes(StandardCharsets.US_ASCII)));
            }
            return key;
        } catch (FileAlreadyExistsException e) {
            throw new TokenKeyException("Somebody else has just made " + file + ". Run the command again", e);
        } catch (IOException e) {
            throw new TokenKeyException("The new token key cannot be written to " + file, e);
        }
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static TokenKeyException missing(Path file, String expected) {
        return new TokenKeyException(
                "There is no token key in " + file + ". The log of this database was begun with the key " + expected
                        + ": put it there, or name its file in " + VARIABLE);
    }
}
