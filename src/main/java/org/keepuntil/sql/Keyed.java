package org.keepuntil.sql;

/** HMAC-SHA-256 (RFC 2104) with PostgreSQL's own {@code sha256}; the key is bound, and so never in the text of a statement. */
public final class Keyed {
    private static final int BLOCK = 64;

    private final byte[] inner = new byte[BLOCK];
    private final byte[] outer = new byte[BLOCK];

    /**
     * @param key at most 64 bytes
     */
    public Keyed(byte[] key) {
        if (key.length > BLOCK) {
            throw new IllegalArgumentException("a key of more than a block");
        }
        for (int i = 0; i < BLOCK; i++) {
            int part = i < key.length ? key[i] : 0;
            inner[i] = (byte) (part ^ 0x36);
            outer[i] = (byte) (part ^ 0x5c);
        }
    }

    /** The code of a text, as {@code bytea}; null where the text is. */
    public Sql of(Sql text) {
        return Sql.concat(
                "sha256(",
                Sql.of("?::bytea", (Object) outer),
                " || sha256(",
                Sql.of("?::bytea", (Object) inner),
                " || convert_to(",
                text,
                ", 'UTF8')))");
    }

    /** Sixteen bytes of it, in the 22 letters, digits, hyphens and underscores of base64url. */
    public Sql token(Sql text) {
        return Sql.concat("translate(encode(substring(", of(text), " from 1 for 16), 'base64'), '+/=', '-_')");
    }

    /** Sixteen bytes of it, as a uuid. */
    public Sql uuid(Sql text) {
        return Sql.concat("encode(substring(", of(text), " from 1 for 16), 'hex')::uuid");
    }
}
