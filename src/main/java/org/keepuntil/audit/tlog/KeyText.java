package org.keepuntil.audit.tlog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** What the written forms of both keys share: a name, the key's hash, and a byte that says Ed25519 before the key, in base64. */
final class KeyText {
    private static final byte ED25519 = 1;
    private static final int HASH_BYTES = 4;

    private KeyText() {}

    static String requiredName(String name) {
        boolean broken = name.isEmpty()
                || name.contains("+")
                || name.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c) || c < ' ');
        if (broken) {
            throw new MalformedLogException("the name of a key is empty, or has a space or a plus sign in it");
        }
        return name;
    }

    /** The first four bytes of the SHA-256 of name, line feed, algorithm and public key. */
    static byte[] hash(String name, byte[] publicKey) {
        MessageDigest digest = Hash.sha256();
        digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(ED25519);
        return Arrays.copyOf(digest.digest(publicKey), HASH_BYTES);
    }

    static String write(String name, byte[] hash, byte[] key) {
        byte[] typed = new byte[1 + key.length];
        typed[0] = ED25519;
        System.arraycopy(key, 0, typed, 1, key.length);
        return name + "+" + HexFormat.of().formatHex(hash) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    /** The 32 bytes of a key. The text is in no message: it may be a secret. */
    static byte[] key(String base64) {
        byte[] typed = bytes(base64);
        if (typed.length != 1 + Ed25519.KEY_BYTES || typed[0] != ED25519) {
            throw new MalformedLogException("the key is not one of Ed25519");
        }
        return Arrays.copyOfRange(typed, 1, typed.length);
    }

    /** Base64 as it is written in one way only. */
    static byte[] bytes(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (Base64.getEncoder().encodeToString(bytes).equals(base64)) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // said below, without what it was
        }
        throw new MalformedLogException("something that should be base64 is not");
    }
}
