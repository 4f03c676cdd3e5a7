package org.keepuntil.audit.seal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.keepuntil.audit.Bundle;
import org.keepuntil.audit.MalformedEntryException;

/** The entries of the log in the database, read bundle by bundle in their order. */
public final class StoredBundles {
    /** A bundle has about as many entries as a batch had records: this bounds what is in memory. */
    private static final int AT_A_TIME = 16;

    private final Connection database;

    public StoredBundles(Connection database) {
        this.database = database;
    }

    /** A row of {@code keepuntil.log_bundle}; nothing of it was looked at. */
    public static final class Stored {
        private final long first;
        private final int entries;
        private final byte[] data;
        private final OptionalLong run;

        private Stored(long first, int entries, byte[] data, OptionalLong run) {
            this.first = first;
            this.entries = entries;
            this.data = data;
            this.run = run;
        }

        /** The index of its first entry. */
        public long first() {
            return first;
        }

        /** How many entries it says that it has. */
        public int entries() {
            return entries;
        }

        public byte[] data() {
            return data.clone();
        }

        /** Which run wrote it; empty where a person's act did. */
        public OptionalLong run() {
            return run;
        }
    }

    /** Takes one after the other. */
    @FunctionalInterface
    public interface BundleReader {
        void bundle(Stored bundle);
    }

    /** Takes one entry after the other. */
    @FunctionalInterface
    public interface EntryReader {
        void entry(long index, byte[] bytes);
    }

    /** How many entries the head of the log says that there are. */
    public long size() throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("select size from keepuntil.log_head")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Reads every bundle from the one with that entry on. */
    public void read(long entry, BundleReader reader) throws SQLException {
        long from = bundleWith(entry);
        while (true) {
            List<Stored> some = some(from);
            some.forEach(reader::bundle);
            if (some.size() < AT_A_TIME) {
                return;
            }
            from = some.get(some.size() - 1).first() + 1;
        }
    }

    /**
     * Reads the entries from one to before another.
     *
     * @throws LogDamagedException if one of them is not there
     */
    public void readEntries(long first, long end, EntryReader reader) throws SQLException {
        if (first >= end) {
            return;
        }
        Run run = new Run(first, end, reader);
        long from = bundleWith(first);
        while (run.next < end) {
            List<Stored> some = some(from);
            if (some.isEmpty()) {
                throw new LogDamagedException("entry " + run.next + " of the log is missing");
            }
            some.forEach(run::take);
            from = some.get(some.size() - 1).first() + 1;
        }
    }

    private long bundleWith(long entry) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(
                "select coalesce(max(first), 0) from keepuntil.log_bundle where first <= ?")) {
            query.setLong(1, entry);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return Math.min(entry, row.getLong(1));
            }
        }
    }

    private List<Stored> some(long from) throws SQLException {
        try (PreparedStatement query = database.prepareStatement(
                "select first, entries, data, run from keepuntil.log_bundle where first >= ? order by first limit ?")) {
            query.setLong(1, from);
            query.setInt(2, AT_A_TIME);
            try (ResultSet rows = query.executeQuery()) {
                List<Stored> some = new ArrayList<>();
                while (rows.next()) {
                    long run = rows.getLong(4);
                    boolean none = rows.wasNull();
                    some.add(new Stored(
                            rows.getLong(1),
                            rows.getInt(2),
                            rows.getBytes(3),
                            none ? OptionalLong.empty() : OptionalLong.of(run)));
                }
                return some;
            }
        }
    }

    /** What of a row of bundles is wanted, and how far it was read. */
    private static final class Run {
        private final long end;
        private final EntryReader reader;
        private long next;

        Run(long first, long end, EntryReader reader) {
            this.next = first;
            this.end = end;
            this.reader = reader;
        }

        void take(Stored bundle) {
            if (next >= end) {
                return;
            }
            List<byte[]> entries = entries(bundle);
            if (bundle.first() > next) {
                throw new LogDamagedException("entry " + next + " of the log is missing");
            }
            for (long index = next; index < Math.min(end, bundle.first() + entries.size()); index++) {
                reader.entry(index, entries.get((int) (index - bundle.first())));
                next = index + 1;
            }
        }

        private static List<byte[]> entries(Stored bundle) {
            try {
                return Bundle.split(bundle.data());
            } catch (MalformedEntryException e) {
                throw new LogDamagedException(
                        "the bundle of the log that begins with entry " + bundle.first() + " is cut short", e);
            }
        }
    }
}
