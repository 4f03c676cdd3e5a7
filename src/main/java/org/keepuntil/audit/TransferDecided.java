package org.keepuntil.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Somebody has taken over a package of records, or has refused it.
 *
 * @param bag SHA-256 of the package's {@code tagmanifest-sha256.txt}, as it was verified then
 * @param accession the number under which it was taken over; empty where it was refused
 * @param on the day on which that was
 * @param detail digest of who it was and of the reason: the log has no free text, and a change there is found all the same
 */
public record TransferDecided(
        boolean accepted,
        long transfer,
        Instant at,
        String recordClass,
        String bag,
        String accession,
        LocalDate on,
        String detail)
        implements Entry {
    static final String ACCEPTED = "transfer-accepted";
    static final String REFUSED = "transfer-refused";

    public TransferDecided {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        Digests.required(bag);
        Digests.required(detail);
    }

    static TransferDecided accepted(Fields fields) {
        return of(true, fields);
    }

    static TransferDecided refused(Fields fields) {
        return of(false, fields);
    }

    private static TransferDecided of(boolean accepted, Fields fields) {
        return new TransferDecided(
                accepted,
                fields.number(),
                fields.time(),
                fields.text(),
                fields.next(),
                fields.text(),
                fields.date(),
                fields.next());
    }

    @Override
    public String kind() {
        return accepted ? ACCEPTED : REFUSED;
    }

    @Override
    public List<String> fields() {
        return List.of(
                Long.toString(transfer),
                at.toString(),
                Escapes.text(recordClass),
                bag,
                Escapes.text(accession),
                on.toString(),
                detail);
    }
}
