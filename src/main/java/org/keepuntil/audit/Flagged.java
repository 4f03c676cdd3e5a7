package org.keepuntil.audit;

import java.util.List;

/** A run brought the marks of a rule up to date: how many records were marked, and how many marks were taken away. */
public record Flagged(long run, String recordClass, String rule, long added, long removed) implements Entry {
    public static final String KIND = "flagged";

    static Flagged of(Fields fields) {
        return new Flagged(fields.number(), fields.text(), fields.text(), fields.number(), fields.number());
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
                Escapes.text(rule),
                Long.toString(added),
                Long.toString(removed));
    }
}
