package org.keepuntil.audit.verify;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.audit.Entry;

/**
 * The entries that say of the rows of a table how they came to be, one for each row.
 *
 * @param <K> what a row is known by
 * @param <E> the kind of the entries
 */
public final class RowEntries<K, E extends Entry> {
    private final String table;
    private final String deed;
    private final Map<K, Logged<E>> entries = new LinkedHashMap<>();
    private final Set<K> seen = new HashSet<>();

    /** An entry with its place. */
    public record Logged<E>(long index, E entry) {}

    /**
     * @param table without its schema
     * @param deed what the entries say, as in "the log has no entry of its …"
     */
    public RowEntries(String table, String deed) {
        this.table = table;
        this.deed = deed;
    }

    /** Takes an entry. The first counts: no other is lawfully written of the same deed. */
    public void add(K row, long index, E entry) {
        entries.putIfAbsent(row, new Logged<>(index, entry));
    }

    /** The entry of a row; where there is none, or there should be none, that is a finding. */
    public Optional<Logged<E>> of(K row, boolean expected, List<Finding> findings) {
        seen.add(row);
        Optional<Logged<E>> logged = Optional.ofNullable(entries.get(row));
        if (expected && logged.isEmpty()) {
            findings.add(new Finding(RowCheck.where(table, row), "the log has no entry of its " + deed));
        } else if (!expected && logged.isPresent()) {
            findings.add(new Finding(
                    RowCheck.where(table, row),
                    "has nothing of the " + deed + " of which entry "
                            + logged.get().index() + " is"));
        }
        return expected ? logged : Optional.empty();
    }

    /** Rows that were not asked for, because they are not there. */
    public List<Finding> missing() {
        List<Finding> missing = new ArrayList<>();
        entries.forEach((row, logged) -> {
            if (!seen.contains(row)) {
                missing.add(new Finding(
                        RowCheck.where(table, row), "is missing; entry " + logged.index() + " is of its " + deed));
            }
        });
        return missing;
    }
}
