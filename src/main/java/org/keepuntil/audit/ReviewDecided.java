package org.keepuntil.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A person has decided what becomes of a record in review.
 *
 * @param reference the record's keyed token
 * @param stage of the rule, from 1
 * @param choice what was decided: {@code destroy}, {@code keep until 2030-01-01}, …
 * @param detail digest of the reason, of who decided, and of the ground on which it rests: the log has no free text, and a change of
 *     these is found all the same
 */
public record ReviewDecided(
        long decision,
        Instant at,
        String recordClass,
        String reference,
        String rule,
        int stage,
        String choice,
        String detail)
        implements Entry, OfRecord {
    static final String KIND = "review-decided";

    public ReviewDecided {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        Digests.required(detail);
    }

    static ReviewDecided of(Fields fields) {
        return new ReviewDecided(
                fields.number(),
                fields.time(),
                fields.text(),
                fields.text(),
                fields.text(),
                fields.smallNumber(),
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
                Long.toString(decision),
                at.toString(),
                Escapes.text(recordClass),
                Escapes.text(reference),
                Escapes.text(rule),
                Integer.toString(stage),
                Escapes.text(choice),
                detail);
    }
}
