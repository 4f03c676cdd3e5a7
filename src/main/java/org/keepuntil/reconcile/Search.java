package org.keepuntil.reconcile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.keepuntil.audit.Disposed;
import org.keepuntil.audit.TokenKey;
import org.keepuntil.binding.RecordKey;
import org.keepuntil.sql.Workload.Work;

/** Looks for records that are there again. The log is read once to know what went, and once more for each time that something is found. */
public final class Search {
    /** How often the time is looked at. */
    private static final int BETWEEN_LOOKS = 1000;

    private final DataSource database;
    private final TokenKey key;
    private final Disposals log;
    private final Tokens gone = new Tokens();
    private final Set<String> classes = new HashSet<>();

    /** As a field of the entry that was read last: the next is mostly of the same. */
    private byte[] lastClass = {};

    private Search(DataSource database, TokenKey key, Disposals log) {
        this.database = database;
        this.key = key;
        this.log = log;
    }

    /** One that knows what has gone by a log. */
    public static Search in(DataSource database, TokenKey key, Disposals log) throws SQLException, IOException {
        Search search = new Search(database, key, log);
        log.read(gone -> {
            gone.addTo(search.gone);
            if (search.classes.isEmpty() || !gone.isOf(search.lastClass)) {
                search.lastClass = gone.recordClass();
                search.classes.add(gone.entry().recordClass());
            }
        });
        return search;
    }

    /**
     * What was found in a class.
     *
     * @param looked at how many records
     * @param reached the key of the last that was looked at; empty where the end was reached
     */
    public record Found(List<Comeback> records, long looked, Optional<RecordKey> reached) {
        public Found {
            records = List.copyOf(records);
        }
    }

    /** Whether a record of the class ever went. */
    public boolean concerns(Work work) {
        return !gone.isEmpty() && classes.contains(work.name());
    }

    /**
     * Looks through the records of a class.
     *
     * @param after the key behind which to begin; empty for all
     * @param enough asked now and then whether to stop
     */
    public Found look(Work work, Optional<RecordKey> after, BooleanSupplier enough) throws SQLException, IOException {
        Map<String, RecordKey> perhaps = new HashMap<>();
        Progress progress = new Progress();
        TokenKey.Namer namer = key.namer(work.name());
        boolean end = new LiveKeys(database, work).read(after, live -> {
            if (gone.mayHave(namer.name(live.parts()))) {
                perhaps.put(key.reference(work.name(), live.parts()), live);
            }
            return progress.at(live, enough);
        });
        return new Found(
                confirmed(work, perhaps), progress.looked, end ? Optional.empty() : Optional.ofNullable(progress.last));
    }

    /** How far it has come. */
    private static final class Progress {
        private long looked;
        private @Nullable RecordKey last;

        boolean at(RecordKey live, BooleanSupplier enough) {
            looked++;
            last = live;
            return looked % BETWEEN_LOOKS != 0 || !enough.getAsBoolean();
        }
    }

    private List<Comeback> confirmed(Work work, Map<String, RecordKey> perhaps) throws SQLException, IOException {
        if (perhaps.isEmpty()) {
            return List.of();
        }
        Map<String, Comeback> found = new HashMap<>();
        Tokens wanted = new Tokens();
        perhaps.keySet().forEach(reference -> wanted.add(reference.getBytes(StandardCharsets.US_ASCII), 0));
        log.read(gone -> {
            if (gone.mayBeIn(wanted)) {
                Disposed entry = gone.entry();
                RecordKey live = perhaps.get(entry.reference());
                if (live != null && entry.recordClass().equals(work.name())) {
                    found.put(entry.reference(), new Comeback(live, gone.index(), entry));
                }
            }
        });
        List<Comeback> records = new ArrayList<>(found.values());
        records.sort((a, b) -> Long.compare(a.entry(), b.entry()));
        return records;
    }
}
