package org.keepuntil.audit.tlog;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A public key with a name, written {@code name+hash+key} as in Go's package note. */
public final class VerifierKey {
    private static final int PARTS = 3;

    private final String name;
    private final byte[] publicKey;
    private final byte[] hash;

    VerifierKey(String name, byte[] publicKey) {
        this.name = KeyText.requiredName(name);
        this.publicKey = publicKey;
        this.hash = KeyText.hash(name, publicKey);
    }

    /**
     * A key as it is written.
     *
     * @throws MalformedLogException if it is not in that form, or its hash is another's
     */
    public static VerifierKey parse(String text) {
        String[] parts = text.strip().split("\\+", PARTS);
        if (parts.length != PARTS) {
            throw new MalformedLogException("a key for verifying is written name+hash+key");
        }
        VerifierKey key = new VerifierKey(parts[0], KeyText.key(parts[2]));
        if (!key.id().equals(parts[1])) {
            throw new MalformedLogException("the hash in the key of " + parts[0] + " is not that of the key");
        }
        return key;
    }

    /** As others are given it. */
    public String format() {
        return KeyText.write(name, hash, publicKey);
    }

    public String name() {
        return name;
    }

    /** The key's hash: eight hexadecimal digits that tell it from others of the name. */
    public String id() {
        return HexFormat.of().formatHex(hash);
    }

    byte[] hash() {
        return hash.clone();
    }

    /** Whether a signature of a note says that it was made with this key. Any other key may say so too. */
    boolean isNamedBy(Note.Signature signature) {
        return signature.name().equals(name) && signature.key().equals(id());
    }

    boolean verifies(String text, Note.Signature signature) {
        return isNamedBy(signature)
                && Ed25519.verifies(publicKey, text.getBytes(StandardCharsets.UTF_8), signature.bytes());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VerifierKey key && format().equals(key.format());
    }

    @Override
    public int hashCode() {
        return format().hashCode();
    }

    @Override
    public String toString() {
        return format();
    }
}
