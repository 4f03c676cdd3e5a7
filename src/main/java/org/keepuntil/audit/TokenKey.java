package org.keepuntil.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret with which records are named in the log. Whoever has it can ask for one record; nobody can read names out of the log.
 *
 * <p>A reference is the HMAC-SHA-256, in base64url without padding, of these texts, each in UTF-8 with the number of its bytes before it
 * (four bytes, big-endian): {@code keepuntil record}, the class, the parts of the key in their order.
 */
public final class TokenKey {
    private static final int FEWEST_BYTES = 32;
    private static final String PURPOSE = "keepuntil record";
    private static final String FIND_PURPOSE = "keepuntil find";
    private static final String ID_PURPOSE = "keepuntil token key id";
    private static final int ID_DIGITS = 16;
    private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2})+");

    private final byte[] secret;
    /** Copied for each use: to look one up takes longer than to use it. */
    private final Mac keyed;

    private TokenKey(byte[] secret) {
        this.secret = secret;
        this.keyed = keyed(secret);
    }

    /** A new key. */
    static TokenKey generate() {
        byte[] secret = new byte[FEWEST_BYTES];
        new SecureRandom().nextBytes(secret);
        return new TokenKey(secret);
    }

    /**
     * A key as a file has it: hexadecimal digits or, where it is not that, base64; 32 bytes at least.
     *
     * @throws IllegalArgumentException if it is neither, or too short
     */
    static TokenKey parse(String text) {
        String line = text.strip();
        byte[] secret = HEX.matcher(line).matches()
                ? HexFormat.of().parseHex(line)
                : Base64.getDecoder().decode(line);
        if (secret.length < FEWEST_BYTES) {
            throw new IllegalArgumentException("a token key has " + FEWEST_BYTES + " bytes at least");
        }
        return new TokenKey(secret);
    }

    /** As a file has it. */
    String format() {
        return HexFormat.of().formatHex(secret) + "\n";
    }

    /** A name for the key that does not give it away. */
    public String id() {
        byte[] purpose = ID_PURPOSE.getBytes(StandardCharsets.UTF_8);
        byte[] both = new byte[purpose.length + secret.length];
        System.arraycopy(purpose, 0, both, 0, purpose.length);
        System.arraycopy(secret, 0, both, purpose.length, secret.length);
        return Digests.sha256(both).substring(0, ID_DIGITS);
    }

    /** The record's name in the log. */
    public String reference(String recordClass, List<String> key) {
        return token(PURPOSE, recordClass, key);
    }

    /** The token of values by which a record may be asked for: the same with {@code keepuntil find}, the class, each name and value. */
    String found(String recordClass, List<String> namesAndValues) {
        return token(FIND_PURPOSE, recordClass, namesAndValues);
    }

    private String token(String purpose, String recordClass, List<String> parts) {
        Mac mac = mac();
        mac.update(Digests.withLength(purpose));
        mac.update(Digests.withLength(recordClass));
        parts.forEach(part -> mac.update(Digests.withLength(part)));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
    }

    /** Another secret, made from this one for one purpose. */
    public byte[] subkey(String purpose) {
        Mac mac = mac();
        mac.update(Digests.withLength("keepuntil subkey"));
        mac.update(Digests.withLength(purpose));
        return mac.doFinal();
    }

    /** Says which key it is, never what it is. */
    @Override
    public String toString() {
        return "token key " + id();
    }

    private Mac mac() {
        try {
            return (Mac) keyed.clone();
        } catch (CloneNotSupportedException e) {
            return keyed(secret);
        }
    }

    private static Mac keyed(byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has HmacSHA256", e);
        }
    }
}
