package org.keepuntil.audit;

import java.util.List;

/**
 * By whom a record that was disposed of can be asked for again, in the transaction that disposed of it: a keyed token of values of a
 * person, as the binding names them under {@code find by}.
 *
 * @param reference the record's keyed token
 * @param names what the values are called, in their order: {@code born,surname}
 * @param token what {@link FindToken} makes of them
 */
public record FoundBy(long run, String recordClass, String reference, String names, String token)
        implements Entry, OfRecord, OfRun {
    static final String KIND = "found-by";

    static FoundBy of(Fields fields) {
        return new FoundBy(fields.number(), fields.text(), fields.text(), fields.text(), fields.text());
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
                Escapes.text(names),
                Escapes.text(token));
    }
}
