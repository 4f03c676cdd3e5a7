package org.keepuntil.audit.tlog;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A text with signatures below it, after C2SP signed-note: the text, an empty line, a line for each signature.
 *
 * @param text it ends with a line feed
 * @param signatures one at least
 */
public record Note(String text, List<Signature> signatures) {
    private static final String DASH = "\u2014 ";
    private static final int KEY_HASH_BYTES = 4;

    public Note {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n") || text.isBlank() || signatures.isEmpty()) {
            throw new MalformedLogException("a note has a text that ends with its line, and a signature");
        }
        if (text.chars().anyMatch(c -> c < ' ' && c != '\n')
                || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new MalformedLogException("a note has a control character in it, or is not Unicode");
        }
    }

    /**
     * One line below a note.
     *
     * @param name the key's
     * @param key the key's hash, eight hexadecimal digits
     * @param base64 what the key made of the text
     */
    public record Signature(String name, String key, String base64) {
        Signature(String name, byte[] keyHash, byte[] signature) {
            this(name, HexFormat.of().formatHex(keyHash), Base64.getEncoder().encodeToString(signature));
        }

        private static Signature parse(String line) {
            int space = line.indexOf(' ', DASH.length());
            if (!line.startsWith(DASH) || space < 0) {
                throw new MalformedLogException("a line below a note is no signature");
            }
            byte[] all = KeyText.bytes(line.substring(space + 1));
            if (all.length <= KEY_HASH_BYTES) {
                throw new MalformedLogException("a signature of a note is cut short");
            }
            return new Signature(
                    KeyText.requiredName(line.substring(DASH.length(), space)),
                    Arrays.copyOf(all, KEY_HASH_BYTES),
                    Arrays.copyOfRange(all, KEY_HASH_BYTES, all.length));
        }

        byte[] bytes() {
            return Base64.getDecoder().decode(base64);
        }

        private String line() {
            byte[] all = ByteBuffer.allocate(KEY_HASH_BYTES + bytes().length)
                    .put(HexFormat.of().parseHex(key))
                    .put(bytes())
                    .array();
            return DASH + name + " " + Base64.getEncoder().encodeToString(all) + "\n";
        }
    }

    /** A text signed with each of these keys. */
    public static Note sign(String text, List<SigningKey> keys) {
        return new Note(text, keys.stream().map(key -> key.sign(text)).toList());
    }

    /**
     * A note as a file has it.
     *
     * @throws MalformedLogException if it is not in that form; who signed it is another question
     */
    public static Note parse(String written) {
        int end = written.lastIndexOf("\n\n");
        if (end < 0 || !written.endsWith("\n") || end + 2 == written.length()) {
            throw new MalformedLogException("what should be a note has no signature below an empty line");
        }
        List<Signature> signatures = new ArrayList<>();
        for (String line : written.substring(end + 2, written.length() - 1).split("\n", -1)) {
            signatures.add(Signature.parse(line));
        }
        return new Note(written.substring(0, end + 1), signatures);
    }

    /** The same from bytes, which must be UTF-8. */
    public static Note parse(byte[] written) {
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(written));
            return parse(text.toString());
        } catch (CharacterCodingException e) {
            throw new MalformedLogException("what should be a note is not UTF-8");
        }
    }

    /** As a file has it. */
    public String format() {
        StringBuilder written = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> written.append(signature.line()));
        return written.toString();
    }

    /** Whether the key has signed this very text. */
    public boolean isSignedBy(VerifierKey key) {
        return signatures.stream().anyMatch(signature -> key.verifies(text, signature));
    }

    /** Whether each signature was made with one of these keys: nothing below the text is unknown or broken. */
    public boolean isWhollySignedBy(List<VerifierKey> keys) {
        return signatures.stream().allMatch(signature -> keys.stream().anyMatch(key -> key.verifies(text, signature)));
    }
}
