package org.keepuntil.audit.seal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.audit.KeyFile;
import org.keepuntil.audit.tlog.MalformedLogException;
import org.keepuntil.audit.tlog.SigningKey;
import org.keepuntil.control.Installation;

/**
 * Finds the key that signs the log of an installation. It lives outside the database: in the variable {@value #VARIABLE}, in the file
 * that {@value #FILE_VARIABLE} names, or else in {@code keepuntil/log-ID.key} under {@code $XDG_CONFIG_HOME} or {@code ~/.config}, where ID
 * is the installation's.
 */
public final class SigningKeys {
    /** The environment variable that names the file. */
    public static final String FILE_VARIABLE = "KEEPUNTIL_SIGNING_KEY_FILE";

    /** The environment variable that has the key itself. */
    public static final String VARIABLE = "KEEPUNTIL_SIGNING_KEY";

    private static final String WHAT = "signing key";

    private final Map<String, String> environment;
    private final Path home;

    /**
     * @param environment the process's, or one with a file that was named otherwise
     * @param home the user's directory
     */
    public SigningKeys(Map<String, String> environment, Path home) {
        this.environment = Map.copyOf(environment);
        this.home = home;
    }

    /**
     * The key that signs the installation's log now.
     *
     * @param inForce its public key, as the database has it
     * @throws SigningKeyException if it is not there, or is another
     */
    public SigningKey of(Installation installation, Optional<String> inForce) {
        String wanted = inForce.orElseThrow(
                () -> new SigningKeyException(
                        "The log of this database has no signing key yet. Run, as whoever installs or approves: keepuntil audit keygen"));
        Optional<SigningKey> found = read(installation);
        if (found.isPresent() && isThat(found.get(), wanted)) {
            return found.get();
        }
        Optional<SigningKey> next = isInEnvironment() ? Optional.empty() : read(next(installation));
        if (next.isPresent() && isThat(next.get(), wanted)) {
            // a change of keys was cut off after the database had written it down
            putInPlace(installation);
            return next.get();
        }
        throw new SigningKeyException(found.map(key -> "The key in " + where(installation) + " is "
                                + key.verifier().id() + ", but the log of this database is signed with ")
                        .orElse("There is no signing key in " + where(installation)
                                + ". The log of this database is signed with ")
                + wanted + ". Put that key there, or name its file in " + FILE_VARIABLE
                + "; if it is lost: keepuntil audit keygen --lost");
    }

    /** The key for an installation that has none yet, made if there is none where it is looked for. */
    public SigningKey ofNew(Installation installation) {
        return read(installation).orElseGet(() -> made(at(file(installation)), Origin.of(installation.id())));
    }

    /**
     * A key to take the place of the one in force, kept beside it until {@link #putInPlace}.
     *
     * @throws SigningKeyException if the key is not in a file
     */
    public SigningKey next(Installation installation, String inForce) {
        if (isInEnvironment()) {
            throw new SigningKeyException("The key is in " + VARIABLE
                    + ", where no other can be put from here. Name a file for the new one in " + FILE_VARIABLE
                    + " and leave " + VARIABLE + " out");
        }
        KeyFile file = next(installation);
        return read(file)
                .filter(key -> !isThat(key, inForce))
                .orElseGet(() -> made(file, Origin.of(installation.id())));
    }

    /** From now on the next key is the key; the one before it is gone from here. */
    public void putInPlace(Installation installation) {
        Path file = file(installation);
        try {
            Files.move(next(installation).path(), file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new SigningKeyException("The new signing key cannot be put into " + file, e);
        }
    }

    /** The key that is found now, whatever the database says. */
    public Optional<SigningKey> read(Installation installation) {
        Optional<SigningKey> found = isInEnvironment()
                ? Optional.of(parsed(environment.getOrDefault(VARIABLE, ""), VARIABLE))
                : read(at(file(installation)));
        String name = Origin.of(installation.id());
        if (found.isPresent() && !found.get().verifier().name().equals(name)) {
            throw new SigningKeyException("The key in " + where(installation) + " is for the log "
                    + found.get().verifier().name() + ", not for " + name);
        }
        return found;
    }

    /** Where the installation's key is looked for, for a message. */
    public String where(Installation installation) {
        return isInEnvironment()
                ? "the variable " + VARIABLE
                : file(installation).toString();
    }

    private Path file(Installation installation) {
        return KeyFile.place(environment, home, FILE_VARIABLE, "log-" + installation.id() + ".key");
    }

    private KeyFile next(Installation installation) {
        Path file = file(installation);
        return at(file.resolveSibling(file.getFileName() + ".new"));
    }

    private boolean isInEnvironment() {
        return !environment.getOrDefault(VARIABLE, "").isEmpty();
    }

    private static Optional<SigningKey> read(KeyFile file) {
        return file.read().map(text -> parsed(text, file.path().toString()));
    }

    private static SigningKey made(KeyFile file, String name) {
        SigningKey key = SigningKey.generate(name);
        file.write(key.format());
        return key;
    }

    private static KeyFile at(Path file) {
        return new KeyFile(WHAT, file, SigningKeyException::new);
    }

    private static SigningKey parsed(String text, String where) {
        try {
            return SigningKey.parse(text);
        } catch (MalformedLogException e) {
            throw new SigningKeyException("What is in " + where + " is no " + WHAT + ": " + e.getMessage(), e);
        }
    }

    private static boolean isThat(SigningKey key, String verifier) {
        return key.verifier().format().equals(verifier);
    }
}
