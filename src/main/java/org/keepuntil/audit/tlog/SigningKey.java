package org.keepuntil.audit.tlog;

import java.nio.charset.StandardCharsets;

/** A private key with a name, written {@code PRIVATE+KEY+name+hash+key} as in Go's package note. */
public final class SigningKey {
    private static final String PREFIX = "PRIVATE+KEY+";
    private static final int PARTS = 3;

    private final byte[] seed;
    private final VerifierKey verifier;

    private SigningKey(String name, byte[] seed) {
        this.seed = seed;
        this.verifier = new VerifierKey(name, Ed25519.publicKey(seed));
    }

    /** A new key. */
    public static SigningKey generate(String name) {
        return new SigningKey(name, Ed25519.newSeed());
    }

    /**
     * A key as it is written.
     *
     * @throws MalformedLogException if it is not in that form, or its hash is another's; the message does not have the key
     */
    public static SigningKey parse(String text) {
        String line = text.strip();
        String[] parts =
                line.startsWith(PREFIX) ? line.substring(PREFIX.length()).split("\\+", PARTS) : new String[0];
        if (parts.length != PARTS) {
            throw new MalformedLogException("a key for signing is written " + PREFIX + "name+hash+key");
        }
        SigningKey key = new SigningKey(parts[0], KeyText.key(parts[2]));
        if (!key.verifier.id().equals(parts[1])) {
            throw new MalformedLogException("the hash in the key of " + parts[0] + " is not that of the key");
        }
        return key;
    }

    /** As a file has it. */
    public String format() {
        return PREFIX + KeyText.write(verifier.name(), verifier.hash(), seed) + "\n";
    }

    /** The key with which others verify what this one signs. */
    public VerifierKey verifier() {
        return verifier;
    }

    Note.Signature sign(String text) {
        return new Note.Signature(
                verifier.name(), verifier.hash(), Ed25519.sign(seed, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Says which key it is, never what it is. */
    @Override
    public String toString() {
        return "signing key " + verifier.id() + " of " + verifier.name();
    }
}
