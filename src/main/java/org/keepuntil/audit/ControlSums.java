package org.keepuntil.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * What the sums of control tables are from now on: of those that have changed since the last such entry. The database writes it, in the
 * transaction that adds the changes up.
 *
 * @param digests of each sum: by the table's name or, for rows that belong to a run, the table's name, {@code /} and the run's number
 */
public record ControlSums(Instant at, Map<String, String> digests) implements Entry {
    static final String KIND = "control";

    public ControlSums {
        at = at.truncatedTo(ChronoUnit.SECONDS);
        digests = Escapes.sorted(digests);
        digests.values().forEach(Digests::required);
    }

    static ControlSums of(Fields fields) {
        return new ControlSums(fields.time(), fields.values(digest -> digest));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<String> fields() {
        return List.of(at.toString(), Escapes.list(digests, digest -> digest));
    }
}
