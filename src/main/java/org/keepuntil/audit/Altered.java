package org.keepuntil.audit;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keepuntil.decide.Docket;

/**
 * A record was changed and is still there, in the transaction that wrote this.
 *
 * @param reference the record's keyed token, of its key before the change
 * @param deed what it is now: redacted, anonymised or pseudonymised
 * @param rule the rule that asked for it
 * @param asOf the day as of which it was due
 * @param changed how many rows of each table changed
 * @param removed how many rows of each component went
 * @param unlinked how many rows that stay lost their link to what went, of each table
 */
public record Altered(
        long run,
        String recordClass,
        String reference,
        Docket.Deed deed,
        String rule,
        LocalDate asOf,
        Map<String, Long> changed,
        Map<String, Long> removed,
        Map<String, Long> unlinked)
        implements Entry, OfRecord, OfRun {
    /** Stands for the rule where a record lost columns because too few were like it; no rule has such an id. */
    public static final String ANONYMITY = "anonymity test";

    static final String KIND = "altered";

    public Altered {
        changed = Escapes.sorted(changed);
        removed = Escapes.sorted(removed);
        unlinked = Escapes.sorted(unlinked);
    }

    static Altered of(Fields fields) {
        return new Altered(
                fields.number(),
                fields.text(),
                fields.text(),
                Fields.parsed(word -> Docket.Deed.valueOf(word.toUpperCase(Locale.ROOT)), fields.next()),
                fields.text(),
                fields.date(),
                fields.counts(),
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
                deed.word(),
                Escapes.text(rule),
                asOf.toString(),
                Escapes.list(changed, String::valueOf),
                Escapes.list(removed, String::valueOf),
                Escapes.list(unlinked, String::valueOf));
    }
}
