package org.keepuntil.dispose;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keepuntil.audit.Entry;

/**
 * What an act did.
 *
 * @param rows by what was done to them ({@code removed}, {@code unlinked}, …), how many rows of each table
 * @param meant what it meant to change, for the comparison with what the server counted
 * @param entries what it has to say to the log, one entry a record
 */
record Done(Map<String, Map<String, Long>> rows, Meant meant, List<Entry> entries) {
    /** Rows that were meant to be changed, by the object identifier of their table or partition. */
    record Meant(Map<Long, Long> deleted, Map<Long, Long> updated, Map<Long, Long> inserted) {
        static Meant nothing() {
            return new Meant(new HashMap<>(), new HashMap<>(), new HashMap<>());
        }

        /** Rows that a trigger wrote about what went, and that went after it. */
        void writtenAndDeleted(Places places) {
            delete(places);
            places.countByTable().forEach((t, n) -> inserted.merge(t, n, Long::sum));
        }

        void delete(Places places) {
            places.countByTable().forEach((t, n) -> deleted.merge(t, n, Long::sum));
        }

        void update(Places places) {
            places.countByTable().forEach((t, n) -> updated.merge(t, n, Long::sum));
        }

        void add(Meant other) {
            other.deleted.forEach((t, n) -> deleted.merge(t, n, Long::sum));
            other.updated.forEach((t, n) -> updated.merge(t, n, Long::sum));
            other.inserted.forEach((t, n) -> inserted.merge(t, n, Long::sum));
        }
    }

    static void add(Map<String, Map<String, Long>> rows, Map<String, Map<String, Long>> to) {
        rows.forEach((what, tables) -> tables.forEach((table, n) ->
                to.computeIfAbsent(what, w -> new LinkedHashMap<>()).merge(table, n, Long::sum)));
    }

    static void count(Map<String, Map<String, Long>> rows, String what, Places places) {
        rows.computeIfAbsent(what, w -> new LinkedHashMap<>())
                .merge(places.table().toString(), (long) places.size(), Long::sum);
    }
}
