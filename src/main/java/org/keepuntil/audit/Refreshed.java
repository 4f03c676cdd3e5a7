package org.keepuntil.audit;

import java.util.List;

/**
 * A materialized view over tables of which a run has disposed rows.
 *
 * @param view with its schema
 * @param done whether it was refreshed; else it may still hold copies of what went
 */
public record Refreshed(long run, String view, boolean done) implements Entry {
    public static final String KIND = "refreshed";
    private static final String DONE = "refreshed";
    private static final String NOT_DONE = "not-refreshed";

    static Refreshed of(Fields fields) {
        return new Refreshed(fields.number(), fields.text(), fields.next().equals(DONE));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<String> fields() {
        return List.of(Long.toString(run), Escapes.text(view), done ? DONE : NOT_DONE);
    }
}
