package org.keepuntil.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * libpq's password file: lines of {@code host:port:database:user:password}, where {@code *} stands for anything and a backslash
 * makes a colon or a backslash an ordinary character. The driver reads it too, but looks several hosts up as one, an IPv6 address
 * with its brackets, and does not mind who else can read the file.
 */
final class PassFile {
    private static final Set<PosixFilePermission> OWNERS_ONLY = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path file;

    PassFile(Path file) {
        this.file = file;
    }

    /** The password of the first line that fits; empty where none does or there is no such file. */
    Optional<String> password(String host, String port, String database, String user) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            for (String line : Files.readAllLines(file)) {
                Optional<String> password = passwordIn(line, host, port, database, user);
                if (password.isPresent()) {
                    refuseOthersToRead();
                    return password.filter(found -> !found.isEmpty());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.empty();
    }

    private static Optional<String> passwordIn(String line, String... wanted) {
        if (line.startsWith("#")) {
            return Optional.empty();
        }
        String rest = line;
        for (String value : wanted) {
            rest = afterField(rest, value);
            if (rest == null) {
                return Optional.empty();
            }
        }
        return Optional.of(upToColon(rest));
    }

    /**
     * What follows the first field if that field is {@code value} or a star. As in libpq the value leads, so that an IPv6 address
     * may stand with its colons as they are.
     */
    private static @Nullable String afterField(String line, String value) {
        if (line.startsWith("*:")) {
            return line.substring(2);
        }
        int at = 0;
        for (int i = 0; i < value.length(); i++, at++) {
            at += at < line.length() && line.charAt(at) == '\\' ? 1 : 0;
            if (at >= line.length() || line.charAt(at) != value.charAt(i)) {
                return null;
            }
        }
        return at < line.length() && line.charAt(at) == ':' ? line.substring(at + 1) : null;
    }

    private static String upToColon(String rest) {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < rest.length() && rest.charAt(i) != ':'; i++) {
            i += rest.charAt(i) == '\\' && i + 1 < rest.length() ? 1 : 0;
            password.append(rest.charAt(i));
        }
        return password.toString();
    }

    /** libpq passes such a file over with a warning; then nobody understands why the login fails. */
    private void refuseOthersToRead() throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        if (!OWNERS_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new UserError(
                    ExitCode.DATABASE,
                    "Others can read the password file " + file + ", so it is not used.",
                    "Run `chmod 600 " + file + "`.");
        }
    }
}
