package org.keepuntil.report;

import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.keepuntil.audit.tlog.MalformedLogException;
import org.keepuntil.audit.tlog.Note;
import org.keepuntil.audit.tlog.VerifierKey;

/**
 * A checkpoint of the audit log: a signed statement of all entries up to a number.
 *
 * @param size how many entries it takes in
 * @param root the root of the tree over them, in base64
 * @param note the signed note, to the letter
 * @param keys the keys that verify its signatures, in the form in which tools take them, the newest last
 */
public record SealedLog(long size, String root, String note, Instant at, List<String> keys) {
    static final String SIGNATURE = "— ";
    private static final int HASH = 4;
    private static final int HASH_IN_BASE64 = 5;

    public SealedLog {
        keys = List.copyOf(keys);
    }

    /** Whether every signature of the note is by one of the keys, and of this very text. */
    boolean isSigned() {
        try {
            return !keys.isEmpty()
                    && Note.parse(note)
                            .isWhollySignedBy(
                                    keys.stream().map(VerifierKey::parse).toList());
        } catch (MalformedLogException e) {
            return false;
        }
    }

    Optional<String> newestKey() {
        return keys.isEmpty() ? Optional.empty() : Optional.of(keys.get(keys.size() - 1));
    }

    /** How the signature by the key begins; empty where none is by it. A signature begins with the hash that the key has in its middle. */
    String signatureOf(String key) {
        return note.lines()
                .filter(line -> line.startsWith(SIGNATURE))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .filter(signature -> key.contains("+" + hash(signature) + "+"))
                .map(signature -> signature.substring(0, HASH_IN_BASE64))
                .findFirst()
                .orElse("");
    }

    /** The hash of the key that made a signature. */
    static String hash(String signature) {
        return HexFormat.of().formatHex(Base64.getDecoder().decode(signature), 0, HASH);
    }
}
