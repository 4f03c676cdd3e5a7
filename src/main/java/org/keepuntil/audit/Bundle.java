package org.keepuntil.audit;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Entries one after the other, each with its length in two bytes (big-endian) before it: the entry bundle of
 * <a href="https://c2sp.org/tlog-tiles">C2SP tlog-tiles</a>.
 */
public final class Bundle {
    private Bundle() {}

    /** The bytes of a bundle. */
    public static byte[] encode(List<? extends Entry> entries) {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        entries.forEach(entry -> write(entry.encode(), bundle));
        return bundle.toByteArray();
    }

    /** The bytes of a bundle of entries that are encoded already. */
    public static byte[] join(List<byte[]> entries) {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        entries.forEach(entry -> write(entry, bundle));
        return bundle.toByteArray();
    }

    private static void write(byte[] entry, ByteArrayOutputStream bundle) {
        bundle.write(entry.length >>> 8);
        bundle.write(entry.length);
        bundle.writeBytes(entry);
    }

    /**
     * The entries of a bundle.
     *
     * @throws MalformedEntryException if the bundle is cut short or an entry is not in canonical form
     */
    public static List<Entry> decode(byte[] bundle) {
        return split(bundle).stream().map(Entry::decode).toList();
    }

    /**
     * The bytes of each entry of a bundle, whatever they say.
     *
     * @throws MalformedEntryException if the bundle is cut short
     */
    public static List<byte[]> split(byte[] bundle) {
        List<byte[]> entries = new ArrayList<>();
        ByteBuffer rest = ByteBuffer.wrap(bundle);
        while (rest.hasRemaining()) {
            requireBytes(rest, Short.BYTES);
            byte[] entry = new byte[Short.toUnsignedInt(rest.getShort())];
            requireBytes(rest, entry.length);
            rest.get(entry);
            entries.add(entry);
        }
        return entries;
    }

    private static void requireBytes(ByteBuffer rest, int bytes) {
        if (rest.remaining() < bytes) {
            throw new MalformedEntryException("a bundle is cut short");
        }
    }
}
