package org.keepuntil.audit.seal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.keepuntil.audit.Bundle;
import org.keepuntil.audit.tlog.Checkpoint;
import org.keepuntil.audit.tlog.Hash;
import org.keepuntil.audit.tlog.MalformedLogException;
import org.keepuntil.audit.tlog.Note;
import org.keepuntil.audit.tlog.Tile;
import org.keepuntil.audit.tlog.TreeBuilder;
import org.keepuntil.audit.tlog.VerifierKey;

/**
 * Writes the sealed log to a directory, laid out as C2SP tlog-tiles says, with every checkpoint that there has been beside it. It goes on from
 * what is there, and only if that is the beginning of this log.
 */
public final class LogExport {
    private final DataSource database;
    private final Path directory;

    public LogExport(DataSource database, Path directory) {
        this.database = database;
        this.directory = directory.toAbsolutePath();
    }

    /** What is in the directory now. */
    public record Written(Checkpoint checkpoint, long newEntries) {}

    /**
     * Returns if the log can be written there, as far as can be said before.
     *
     * @throws ExportRefusedException otherwise
     */
    public void check() throws SQLException, IOException {
        Files.createDirectories(directory);
        if (!Files.isWritable(directory)) {
            throw new ExportRefusedException("The log cannot be written to " + directory + ": it is not writable");
        }
        try (Connection connection = database.getConnection()) {
            Optional<Checkpoint> there = there(connection);
            if (there.isPresent()) {
                Checkpoint newest = newest(connection).orElseThrow(() -> neverSealed());
                resume(connection, there.get(), newest, (tile, hashes) -> {});
            }
        }
    }

    /**
     * Writes what is new since the directory was written last.
     *
     * @throws ExportRefusedException if what is there is not the beginning of this log, or the log was never sealed
     * @throws LogDamagedException if the log is not what its checkpoint says
     */
    public Written write() throws SQLException, IOException {
        Files.createDirectories(directory);
        try (Connection connection = database.getConnection()) {
            Optional<Checkpoint> there = there(connection);
            List<Sealed> all = Sealed.all(connection);
            if (all.isEmpty()) {
                throw neverSealed();
            }
            Sealed last = all.get(all.size() - 1);
            Checkpoint newest = Checkpoint.parse(Note.parse(last.note()).text());
            ExportFiles files = new ExportFiles(directory);
            TreeBuilder tree = there.isPresent()
                    ? resume(connection, there.get(), newest, sink(files))
                    : new TreeBuilder(sink(files));
            long before = tree.size();
            Entries entries = new Entries(files, tree);
            new StoredBundles(connection)
                    .readEntries(
                            before - before % Tile.FULL, newest.size(), (index, entry) -> entries.add(index, entry));
            if (!tree.root().equals(newest.root())) {
                throw new LogDamagedException("the log is not the one that was sealed with " + newest.size()
                        + " entries. Run: keepuntil audit verify");
            }
            entries.finish();
            for (Sealed each : all) {
                files.checkpoint(each.size(), each.note().getBytes(StandardCharsets.UTF_8));
            }
            files.newest(last.note().getBytes(StandardCharsets.UTF_8));
            return new Written(newest, newest.size() - before);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static TreeBuilder.TileSink sink(ExportFiles files) {
        return (tile, hashes) -> {
            try {
                files.tile(tile, hashes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** The tree as it was when the directory was written, if that is the beginning of this log. */
    private TreeBuilder resume(Connection connection, Checkpoint there, Checkpoint newest, TreeBuilder.TileSink sink) {
        if (there.size() > newest.size()) {
            throw new ExportRefusedException(
                    directory + " has " + there.size() + " entries, and this log was sealed with " + newest.size()
                            + ". If the database was restored from a backup, export to another directory and keep this one");
        }
        TreeBuilder tree = TreeBuilder.from(there.size(), new StoredTiles(connection), sink);
        if (!tree.root().equals(there.root())) {
            throw new ExportRefusedException(
                    "What is in " + directory + " is not the beginning of this log. Nothing was written."
                            + " Run: keepuntil audit verify --checkpoint "
                            + new ExportFiles(directory).checkpoint());
        }
        return tree;
    }

    /** The checkpoint in the directory, which must be of this log and signed. */
    private Optional<Checkpoint> there(Connection connection) throws SQLException, IOException {
        Path file = new ExportFiles(directory).checkpoint();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Note note = Note.parse(Files.readAllBytes(file));
            for (LogKey key : LogKey.all(connection)) {
                if (note.isSignedBy(VerifierKey.parse(key.key()))) {
                    return Optional.of(Checkpoint.parse(note.text()));
                }
            }
        } catch (MalformedLogException e) {
            throw new ExportRefusedException(file + " is no checkpoint: " + e.getMessage(), e);
        }
        throw new ExportRefusedException(
                file + " is not signed by a key of this log. Export to a directory of its own");
    }

    private static Optional<Checkpoint> newest(Connection connection) throws SQLException {
        return Sealed.newest(connection)
                .map(last -> Checkpoint.parse(Note.parse(last.note()).text()));
    }

    private static ExportRefusedException neverSealed() {
        return new ExportRefusedException(
                "The log of this database was not sealed yet: a run does that. Run: keepuntil run");
    }

    /** Entries on their way into bundles and into the tree. */
    private static final class Entries {
        private final ExportFiles files;
        private final TreeBuilder tree;
        private final List<byte[]> bundle = new ArrayList<>();
        private long next;

        Entries(ExportFiles files, TreeBuilder tree) {
            this.files = files;
            this.tree = tree;
        }

        void add(long index, byte[] entry) {
            if (index == tree.size()) {
                tree.add(Hash.leaf(entry));
            }
            bundle.add(entry);
            next = index + 1;
            if (bundle.size() == Tile.FULL) {
                writeBundle();
            }
        }

        /** Writes what is not full. */
        void finish() throws IOException {
            if (!bundle.isEmpty()) {
                writeBundle();
            }
            for (int level = 0; level < tree.levels(); level++) {
                byte[] hashes = tree.edge(level);
                if (hashes.length > 0) {
                    long index = (tree.size() >>> (Tile.HEIGHT * level)) / Tile.FULL;
                    files.tile(new Tile(level, index, hashes.length / Hash.BYTES), hashes);
                }
            }
        }

        private void writeBundle() {
            try {
                files.bundle((next - 1) / Tile.FULL, bundle.size(), Bundle.join(bundle));
                bundle.clear();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
