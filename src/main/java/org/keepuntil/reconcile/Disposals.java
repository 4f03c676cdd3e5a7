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
        void gone(Gone entry);
    }

    /** An entry by which a record went. There may be many millions, so nothing of it is read that nobody asks for. */
    final class Gone {
        private static final byte[] PREFIX = "keepuntil/1\tdisposal\t".getBytes(StandardCharsets.US_ASCII);

        /** Which fields after the prefix these are. */
        private static final int CLASS = 1;

        private static final int REFERENCE = 2;
        private static final int REMOVED = 6;

        private final long index;
        private final byte[] entry;
        private final int reference;

        private Gone(long index, byte[] entry) {
            this.index = index;
            this.entry = entry;
            this.reference = field(entry, REFERENCE);
        }

        /** Hands an entry on if a record went by it: not if a copy of one was sent. */
        static void offer(long index, byte[] entry, Reader reader) {
            if (entry.length > PREFIX.length
                    && Arrays.equals(entry, 0, PREFIX.length, PREFIX, 0, PREFIX.length)
                    && removesRows(entry)) {
                reader.gone(new Gone(index, entry));
            }
        }

        private static boolean removesRows(byte[] entry) {
            int removed = field(entry, REMOVED);
            return removed < entry.length && entry[removed] != '\t';
        }

        /** Where a field begins. */
        private static int field(byte[] entry, int number) {
            int at = PREFIX.length;
            for (int left = number; left > 0 && at < entry.length; at++) {
                if (entry[at] == '\t') {
                    left--;
                }
            }
            return at;
        }

        /** Its place in the log. */
        public long index() {
            return index;
        }

        /** Whether it is of the class of which the field is. */
        boolean isOf(byte[] recordClass) {
            int from = field(entry, CLASS);
            return Arrays.equals(entry, from, reference - 1, recordClass, 0, recordClass.length);
        }

        /** The class as a field. */
        byte[] recordClass() {
            return Arrays.copyOfRange(entry, field(entry, CLASS), reference - 1);
        }

        void addTo(Tokens tokens) {
            tokens.add(entry, reference);
        }

        boolean mayBeIn(Tokens tokens) {
            return tokens.mayHave(entry, reference);
        }

        /** All of it. */
        public Disposed entry() {
            return (Disposed) Entry.decode(entry);
        }
    }
}
