package org.keepuntil.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What a person asked for was granted or refused for one record.
 *
 * @param reference the record's keyed token
 * @param detail digest of who decided and on what ground: the log has no free text, and a change there is found all the same
 */
public record RequestDecided(
        boolean granted,
        long request,
        Instant at,
        String requestKind,
        String recordClass,
        String reference,
        String detail)
        implements Entry, OfRecord {
    static final String GRANTED = "request-granted";
    static final String REFUSED = "request-refused";

    public RequestDecided {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        Digests.required(detail);
    }

    static RequestDecided granted(Fields fields) {
        return of(true, fields);
    }

    static RequestDecided refused(Fields fields) {
        return of(false, fields);
    }

    private static RequestDecided of(boolean granted, Fields fields) {
        return new RequestDecided(
                granted, fields.number(), fields.time(), fields.text(), fields.text(), fields.text(), fields.next());
    }

    @Override
    public String kind() {
        return granted ? GRANTED : REFUSED;
    }

    @Override
    public List<String> fields() {
        return List.of(
                Long.toString(request),
                at.toString(),
                Escapes.text(requestKind),
                Escapes.text(recordClass),
                Escapes.text(reference),
                detail);
    }
}
