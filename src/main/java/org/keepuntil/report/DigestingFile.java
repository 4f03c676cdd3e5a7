package org.keepuntil.report;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** A new file that only its owner may read, whose digest is known once it is written, and which is on disk once it is closed. */
final class DigestingFile {
    private final OutputStream stream;
    private final MessageDigest digest;

    private DigestingFile(FileChannel file) {
        digest = sha256Digest();
        stream = new DigestOutputStream(new Forcing(file), digest);
    }

    static DigestingFile create(Path path) throws IOException {
        FileChannel file = FileChannel.open(
                path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), Permissions.ownerOnlyFile(path));
        return new DigestingFile(file);
    }

    /** To be closed by the caller. */
    OutputStream stream() {
        return stream;
    }

    /** The digest of all that was written; asked once, after the end. */
    String sha256() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Forces the bytes to disk before it closes: a report that is moved into place must not be empty after a power cut. */
    private static final class Forcing extends FilterOutputStream {
        private final FileChannel file;

        Forcing(FileChannel file) {
            super(Channels.newOutputStream(file));
            this.file = file;
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            if (file.isOpen()) {
                file.force(true);
            }
            super.close();
        }
    }
}
