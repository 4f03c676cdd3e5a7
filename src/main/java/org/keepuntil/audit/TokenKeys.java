package org.keepuntil.audit;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.control.Installation;

/**
 * Finds the token key of an installation. It lives outside the database: in the file that {@value #VARIABLE} names, or else in {@code
 * keepuntil/token-ID.key} under {@code $XDG_CONFIG_HOME} or {@code ~/.config}, where ID is the installation's.
 */
public final class TokenKeys {
    /** The environment variable that names the file. */
    public static final String VARIABLE = "KEEPUNTIL_TOKEN_KEY_FILE";

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
        return KeyFile.place(environment, home, VARIABLE, "token-" + installation.id() + ".key");
    }

    private static Optional<TokenKey> read(Path file) {
        try {
            return at(file).read().map(TokenKey::parse);
        } catch (IllegalArgumentException e) {
            throw new TokenKeyException(
                    file + " is no token key: that is 32 bytes or more, in hexadecimal digits or base64", e);
        }
    }

    private static TokenKey write(TokenKey key, Path file) {
        at(file).write(key.format());
        return key;
    }

    private static KeyFile at(Path file) {
        return new KeyFile("token key", file, TokenKeyException::new);
    }

    private static TokenKeyException missing(Path file, String expected) {
        return new TokenKeyException(
                "There is no token key in " + file + ". The log of this database was begun with the key " + expected
                        + ": put it there, or name its file in " + VARIABLE);
    }
}
