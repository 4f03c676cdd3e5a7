package org.keepuntil.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A request of a person under data protection law was received.
 *
 * @param due the day by which it is to be answered
 * @param records about how many records it is
 * @param detail digest of what the control schema says more about it: the log has no free text, and a change there is found all the same
 */
public record RequestReceived(
        long request, Instant at, String requestKind, LocalDate received, LocalDate due, long records, String detail)
        implements Entry {
    static final String KIND = "request-received";

    public RequestReceived {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        Digests.required(detail);
    }

    static RequestReceived of(Fields fields) {
        return new RequestReceived(
                fields.number(),
                fields.time(),
                fields.text(),
                fields.date(),
                fields.date(),
                fields.number(),
                fields.next());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<String> fields() {
        return List.of(
                Long.toString(request),
                at.toString(),
                Escapes.text(requestKind),
                received.toString(),
                due.toString(),
                Long.toString(records),
                detail);
    }
}
