package org.keepuntil.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A hold was released.
 *
 * @param recordClass the class of the records; of a hold on a person the person's table
 * @param reference the keyed token of the record or person, {@code *} for every record of the class, or {@code ?} for those for which a
 *     condition holds
 * @param detail digest of the reason and of who gave it
 */
public record HoldReleased(
        long hold, Instant at, String recordClass, String reference, String holdKind, String authority, String detail)
        implements Entry, OfRecord {
    static final String KIND = "hold-released";

    public HoldReleased {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        Digests.required(detail);
    }

    static HoldReleased of(Fields fields) {
        return new HoldReleased(
                fields.number(),
                fields.time(),
                fields.text(),
                fields.text(),
                fields.text(),
                fields.text(),
                fields.next());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<String> fields() {
        return List.of(
                Long.toString(hold),
                at.toString(),
                Escapes.text(recordClass),
                Escapes.text(reference),
                Escapes.text(holdKind),
                Escapes.text(authority),
                detail);
    }
}
