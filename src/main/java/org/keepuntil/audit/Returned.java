package org.keepuntil.audit;

import java.util.List;

/**
 * A run found that a record is there again of which the log says that it is gone.
 *
 * @param reference the record's keyed token
 * @param disposal the index of the entry that says so
 */
public record Returned(long run, String recordClass, String reference, long disposal)
        implements Entry, OfRecord, OfRun {
    static final String KIND = "returned";

    static Returned of(Fields fields) {
        return new Returned(fields.number(), fields.text(), fields.text(), fields.number());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<String> fields() {
        return List.of(Long.toString(run), Escapes.text(recordClass), Escapes.text(reference), Long.toString(disposal));
    }
}
