package org.keepuntil.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What a run has removed or changed in a relation has got to a level: L1 deleted and committed, L2 seen by nothing any more, L3 gone from the
 * files, L4 gone from the live WAL.
 *
 * @param recordClass {@code *} where the relation has to do with several
 * @param relation with its schema, quoted where it must be
 * @param by how it got there and how that was verified, in words
 */
public record LevelReached(long run, String recordClass, String relation, String level, Instant at, String by)
        implements Entry {
    static final String KIND = "residue";

    public LevelReached {
        at = at.truncatedTo(ChronoUnit.SECONDS);
    }

    static LevelReached of(Fields fields) {
        return new LevelReached(
                fields.number(), fields.text(), fields.text(), fields.text(), fields.time(), fields.text());
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
                Escapes.text(relation),
                Escapes.text(level),
                at.toString(),
                Escapes.text(by));
    }
}
