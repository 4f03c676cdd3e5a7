package org.keepuntil.reconcile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.Entry;

/** The entries of a log by which records went, from wherever the log is kept. */
@FunctionalInterface
public interface Disposals {
    /** Reads all of them in their order. */
    void read(Reader reader) throws SQLException, IOException;

    /** Takes one after the other. */
    @FunctionalInterface
    interface Reader {
        void gone(long index, Disposed entry);
    }

    /** Hands an entry on if a record went by it: not if a copy of one was sent. Others are not even decoded. */
    static void offer(long index, byte[] entry, Reader reader) {
        if (Prefix.isOf(entry)
                && Entry.decode(entry) instanceof Disposed disposed
                && !disposed.removed().isEmpty()) {
            reader.gone(index, disposed);
        }
    }

    /** How the entry of a disposal begins. */
    final class Prefix {
        private static final byte[] BYTES = "keepuntil/1\tdisposal\t".getBytes(StandardCharsets.US_ASCII);

        private Prefix() {}

        private static boolean isOf(byte[] entry) {
            return entry.length > BYTES.length && Arrays.equals(entry, 0, BYTES.length, BYTES, 0, BYTES.length);
        }
    }
}
