package org.keepuntil.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A run was refused before it touched anything, or a part of it was that waits for an approval.
 *
 * @param run its number; 0 where it was refused before it had one
 * @param ground the word for why, as the manual has it; no personal data
 */
public record Refused(long run, Instant at, String ground) implements Entry {
    static final String KIND = "refused";

    public Refused {
        at = at.truncatedTo(ChronoUnit.SECONDS);
    }

    static Refused of(Fields fields) {
        return new Refused(fields.number(), fields.time(), fields.text());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<String> fields() {
        return List.of(Long.toString(run), at.toString(), Escapes.text(ground));
    }
}
