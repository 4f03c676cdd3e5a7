package org.keepuntil.audit;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keepuntil.schedule.Disposal;

/**
 * A record was disposed of, in the transaction that wrote this.
 *
 * @param reference the record's keyed token
 * @param rule the rule that governed
 * @param asOf the day as of which it was due
 * @param removed how many rows of each table went, the record's own among them
 * @param unlinked how many rows that stay lost their link to the record, of each table
 */
public record Disposed(
        long run,
        String recordClass,
        String reference,
        Disposal act,
        String rule,
        LocalDate asOf,
        Map<String, Long> removed,
        Map<String, Long> unlinked)
        implements Entry, OfRecord, OfRun {
    static final String KIND = "disposal";

    public Disposed {
        removed = Escapes.sorted(removed);
        unlinked = Escapes.sorted(unlinked);
    }

    static Disposed of(Fields fields) {
        return new Disposed(
                fields.number(),
                fields.text(),
                fields.text(),
                Fields.parsed(word -> Disposal.valueOf(word.toUpperCase(Locale.ROOT)), fields.next()),
                fields.text(),
                fields.date(),
                fields.counts(),
                fields.counts());
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
                act.word(),
                Escapes.text(rule),
                asOf.toString(),
                Escapes.list(removed, String::valueOf),
                Escapes.list(unlinked, String::valueOf));
    }
}
