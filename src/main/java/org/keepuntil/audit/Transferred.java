package org.keepuntil.audit;

import java.util.List;

/**
 * A record was handed over in a package: as it went, because the package was accepted, or as a copy of a record that stays.
 *
 * @param reference the record's keyed token
 * @param bag SHA-256 of the package's {@code tagmanifest-sha256.txt}
 */
public record Transferred(long run, String recordClass, String reference, long transfer, String bag, boolean copy)
        implements Entry, OfRecord, OfRun {
    public static final String KIND = "transferred";
    private static final String COPY = "copy";
    private static final String WHOLE = "record";

    public Transferred {
        Digests.required(bag);
    }

    static Transferred of(Fields fields) {
        return new Transferred(
                fields.number(),
                fields.text(),
                fields.text(),
                fields.number(),
                fields.next(),
                fields.next().equals(COPY));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<String> fields() {
        return List.of(
                Long.toString(run),
                Escapes.text(recordClass),
                Escapes.text(reference),
                Long.toString(transfer),
                bag,
                copy ? COPY : WHOLE);
    }
}
