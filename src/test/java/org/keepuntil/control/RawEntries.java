package org.keepuntil.control;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Entries as somebody would write them by hand, for what the database has to say to them. */
public final class RawEntries {
    private RawEntries() {}

    /** SQL of a bundle of these lines. */
    public static String sql(String... entries) {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (String entry : entries) {
            byte[] bytes = entry.getBytes(StandardCharsets.UTF_8);
            bundle.write(bytes.length >>> 8);
            bundle.write(bytes.length);
            bundle.writeBytes(bytes);
        }
        return "'\\x" + HexFormat.of().formatHex(bundle.toByteArray()) + "'::bytea";
    }
}
