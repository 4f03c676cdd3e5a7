package org.keepuntil.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * An approval was taken back.
 *
 * @param detail digest of who did so and of the reason
 */
public record ApprovalWithdrawn(long approval, Instant at, String detail) implements Entry {
    static final String KIND = "approval-withdrawn";

    public ApprovalWithdrawn {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        Digests.required(detail);
    }

    static ApprovalWithdrawn of(Fields fields) {
        return new ApprovalWithdrawn(fields.number(), fields.time(), fields.next());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<String> fields() {
        return List.of(Long.toString(approval), at.toString(), detail);
    }
}
