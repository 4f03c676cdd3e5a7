package org.keepuntil.dispose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.FileFate;
import org.keepuntil.audit.FileGone;

/** What became of files, counted for the log: one entry for a record, a table and a fate. */
final class FileFates {
    private record Of(String recordClass, String reference, String table, FileFate fate) {}

    private final long run;
    private final Map<Of, Long> counts = new LinkedHashMap<>();

    FileFates(long run) {
        this.run = run;
    }

    void add(String recordClass, String reference, String table, FileFate fate) {
        counts.merge(new Of(recordClass, reference, table, fate), 1L, Long::sum);
    }

    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        counts.forEach((of, files) ->
                entries.add(new FileGone(run, of.recordClass(), of.reference(), of.table(), of.fate(), files)));
        return entries;
    }
}
