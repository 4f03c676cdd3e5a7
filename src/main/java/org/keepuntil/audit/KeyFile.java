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
import org.jspecify.annotations.Nullable;

/**
 * A file with a secret, which its owner alone may read.
 *
 * @param what the secret, in words for a message
 * @param refusal how it is said that the file is no good
 */
public record KeyFile(String what, Path path, Refusal refusal) {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /** Makes an exception of the kind of the key. */
    @FunctionalInterface
    public interface Refusal {
        RuntimeException of(String message, @Nullable Throwable cause);
    }

    /**
     * Where a key of ours is looked for: in the file that a variable names, or else in {@code keepuntil/NAME} under {@code
     * $XDG_CONFIG_HOME} or {@code ~/.config}.
     */
    public static Path place(Map<String, String> environment, Path home, String variable, String name) {
        String named = environment.getOrDefault(variable, "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        Path configured = Path.of(environment.getOrDefault("XDG_CONFIG_HOME", ""));
        // The specification of that variable says to ignore a relative path.
        Path directory = configured.isAbsolute() ? configured : home.resolve(".config");
        return directory.resolve("keepuntil").resolve(name);
    }

    /** What it says; empty where there is no such file. */
    public Optional<String> read() {
        try {
            String text = Files.readString(path);
            if (isPosix() && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path))) {
                throw refusal.of(
                        "Others than its owner may use the " + what + " in " + path + ". Run: chmod 600 " + path, null);
            }
            return Optional.of(text);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw refusal.of("The " + what + " cannot be read from " + path, e);
        }
    }

    /** Makes it, for its owner alone; it must not be there. */
    public void write(String text) {
        try {
            Path directory = path.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            FileAttribute<?>[] mode = isPosix()
                    ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                    : new FileAttribute<?>[0];
            try (var channel =
                    Files.newByteChannel(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
                channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            }
        } catch (FileAlreadyExistsException e) {
            throw refusal.of("Somebody else has just made " + path + ". Run the command again", e);
        } catch (IOException e) {
            throw refusal.of("The new " + what + " cannot be written to " + path, e);
        }
    }

    private boolean isPosix() {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
