package org.keepuntil.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A request was withdrawn: what was granted and not done yet is not done.
 *
 * @param detail digest of who recorded it and why: the log has no free text, and a change there is found all the same
 */
public record RequestWithdrawn(long request, Instant at, String requestKind, String detail) implements Entry {
    static final String KIND = "request-withdrawn";

    public RequestWithdrawn {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        Digests.required(detail);
    }

    static RequestWithdrawn of(Fields fields) {
        return new RequestWithdrawn(fields.number(), fields.time(), fields.text(), fields.next());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<String> fields() {
        return List.of(Long.toString(request), at.toString(), Escapes.text(requestKind), detail);
    }
}
