package org.keepuntil.dispose.bag;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Passes bytes on, and knows their number and their SHA-256. */
public final class Sha256Stream extends FilterOutputStream {
    private final MessageDigest digest = sha256();
    private long bytes;

    public Sha256Stream(OutputStream to) {
        super(to);
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        out.write(b, off, len);
        digest.update(b, off, len);
        bytes += len;
    }

    public long bytes() {
        return bytes;
    }

    /** The digest of all that was written; to be asked once. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
