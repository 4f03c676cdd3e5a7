package org.keepuntil.audit;

import java.util.List;
import java.util.Map;

/**
 * Rows that referred to a record when it was gone already, by a link that the database does not keep whole, were disposed of in the
 * transaction that wrote this.
 *
 * @param run the run that found them, which may be a later one than that which disposed of the record
 * @param reference the record's keyed token, as in the entry of its disposal
 * @param link the link, as a binding writes it
 * @param removed how many rows of each table went
 * @param unlinked how many rows that stay lost their link, of each table
 */
public record Late(
        long run,
        String recordClass,
        String reference,
        String link,
        Map<String, Long> removed,
        Map<String, Long> unlinked)
        implements Entry, OfRecord, OfRun {
    static final String KIND = "late";

    public Late {
        removed = Escapes.sorted(removed);
        unlinked = Escapes.sorted(unlinked);
    }

    static Late of(Fields fields) {
        return new Late(fields.number(), fields.text(), fields.text(), fields.text(), fields.counts(), fields.counts());
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
                Escapes.text(reference),
                Escapes.text(link),
                Escapes.list(removed, String::valueOf),
                Escapes.list(unlinked, String::valueOf));
    }
}
