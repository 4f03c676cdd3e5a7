package org.keepuntil.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** SHA-256 as 64 lower-case hexadecimal digits. */
public final class Digests {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private Digests() {}

    /** The digest of bytes. */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** The digest of several texts, each with its length before it, so that no other texts have the same. */
    public static String sha256(List<String> texts) {
        MessageDigest digest = digest();
        texts.forEach(text -> digest.update(withLength(text)));
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The UTF-8 bytes of a text with their number before them, in four bytes. */
    static byte[] withLength(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    /** A digest that came from elsewhere. */
    static String required(String digest) {
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("not a SHA-256 digest in lower-case hexadecimal digits");
        }
        return digest;
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
