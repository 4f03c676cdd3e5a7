package org.keepuntil.audit.seal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.keepuntil.audit.KeyAdded;
import org.keepuntil.audit.tlog.Checkpoint;
import org.keepuntil.audit.tlog.Hash;
import org.keepuntil.audit.tlog.MalformedLogException;
import org.keepuntil.audit.tlog.Note;
import org.keepuntil.audit.tlog.SigningKey;
import org.keepuntil.audit.tlog.Tile;
import org.keepuntil.audit.tlog.TreeBuilder;
import org.keepuntil.audit.tlog.VerifierKey;

/**
 * Seals the log: computes the tree over the entries that are new, keeps its tiles, signs a checkpoint. It goes on from the last checkpoint,
 * and signs nothing over a log that is not the one that was sealed then.
 */
public final class Sealer {
    /** The line of a checkpoint that says when it was signed. */
    public static final String AT = "sealed";

    /** The line of a checkpoint that says after which run. */
    public static final String RUN = "run";

    /** The line of a checkpoint that says how many entries the one before it had. */
    public static final String AFTER = "after";

    private static final int TILES_AT_A_TIME = 64;

    private final DataSource database;
    private final List<SigningKey> keys;
    private final Clock clock;

    /**
     * @param database as the operator or the approver
     * @param key the one in force
     */
    public Sealer(DataSource database, SigningKey key, Clock clock) {
        this(database, List.of(key), clock);
    }

    /**
     * @param keys the one in force, and others that vouch for it
     */
    public Sealer(DataSource database, List<SigningKey> keys, Clock clock) {
        this.database = database;
        this.keys = List.copyOf(keys);
        this.clock = clock;
    }

    /**
     * Returns if the log can be sealed: the key is the one in force, and what was sealed last is what is there.
     *
     * @throws SigningKeyException if the key is another
     * @throws LogDamagedException if the log is another
     */
    public void check() throws SQLException {
        try (Connection connection = database.getConnection()) {
            requireKey(connection);
            last(connection).ifPresent(last -> resume(connection, last, (tile, hashes) -> {}));
        }
    }

    /**
     * Seals all that is in the log now.
     *
     * @param run after which this is; empty after none
     * @return the newest checkpoint, which is an earlier one where nothing is new; empty where the log is
     * @throws SigningKeyException if the key is not the one in force
     * @throws LogDamagedException if the log is not what was sealed last
     */
    public Optional<Note> seal(OptionalLong run) throws SQLException {
        return inTransaction(connection -> seal(connection, run));
    }

    /**
     * Writes down a key and seals the log with it at once, so that the keys that vouch for it do so in the first checkpoint.
     *
     * @param added what the log says of this sealer's key
     */
    public Optional<Note> begin(KeyAdded added) throws SQLException {
        return inTransaction(connection -> {
            takeTurns(connection);
            LogKey.add(connection, added);
            return seal(connection, OptionalLong.empty());
        });
    }

    @FunctionalInterface
    private interface Work {
        Optional<Note> with(Connection connection) throws SQLException;
    }

    private Optional<Note> inTransaction(Work work) throws SQLException {
        try (Connection connection = database.getConnection()) {
            boolean automatic = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                Optional<Note> newest = work.with(connection);
                connection.commit();
                return newest;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(automatic);
            }
        }
    }

    private Optional<Note> seal(Connection connection, OptionalLong run) throws SQLException {
        takeTurns(connection);
        requireKey(connection);
        Optional<Note> last = last(connection);
        long before = last.map(note -> Checkpoint.parse(note.text()).size()).orElse(0L);
        long size = new StoredBundles(connection).size();
        TileStore store = new TileStore(connection);
        TreeBuilder tree = last.map(note -> resume(connection, note, store)).orElseGet(() -> new TreeBuilder(store));
        if (size < before) {
            throw new LogDamagedException("the log has " + size + " entries; when it was sealed last it had " + before);
        }
        if (size == before) {
            return last;
        }
        new StoredBundles(connection).readEntries(before, size, (index, entry) -> tree.add(Hash.leaf(entry)));
        store.flush();
        Note note = Note.sign(text(size, tree.root(), before, run), keys);
        try (PreparedStatement statement = connection.prepareStatement("select keepuntil.seal(?)")) {
            statement.setString(1, note.format());
            statement.execute();
        }
        return Optional.of(note);
    }

    private String text(long size, Hash root, long before, OptionalLong run) {
        List<String> lines = new ArrayList<>();
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        lines.add(AT + " " + now);
        lines.add(AFTER + " " + before);
        run.ifPresent(number -> lines.add(RUN + " " + number));
        return new Checkpoint(keys.get(0).verifier().name(), size, root, lines).text();
    }

    /** Two that seal at the same time would trip over each other. */
    private static void takeTurns(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(hashtextextended('keepuntil seal', 0))");
        }
    }

    private void requireKey(Connection connection) throws SQLException {
        String inForce = LogKey.inForce(connection).orElse("none");
        if (!inForce.equals(keys.get(0).verifier().format())) {
            throw new SigningKeyException("The log of this database is signed with the key " + inForce
                    + ", and this is " + keys.get(0).verifier().id());
        }
    }

    /** The last checkpoint, which a key of the log has signed. */
    private static Optional<Note> last(Connection connection) throws SQLException {
        Optional<Sealed> newest = Sealed.newest(connection);
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        try {
            Note note = Note.parse(newest.get().note());
            for (LogKey key : LogKey.all(connection)) {
                if (note.isSignedBy(VerifierKey.parse(key.key()))) {
                    return Optional.of(note);
                }
            }
        } catch (MalformedLogException e) {
            throw new LogDamagedException("the last checkpoint of the log cannot be read", e);
        }
        throw new LogDamagedException("the last checkpoint of the log is signed by no key of the log");
    }

    private static TreeBuilder resume(Connection connection, Note last, TreeBuilder.TileSink sink) {
        Checkpoint checkpoint = Checkpoint.parse(last.text());
        TreeBuilder tree = TreeBuilder.from(checkpoint.size(), new StoredTiles(connection), sink);
        if (!tree.root().equals(checkpoint.root())) {
            throw new LogDamagedException(
                    "the log is not the one that was sealed with " + checkpoint.size() + " entries");
        }
        return tree;
    }

    /** Keeps tiles, a few at a time. */
    private static final class TileStore implements TreeBuilder.TileSink {
        private final Connection connection;
        private final List<Tile> tiles = new ArrayList<>();
        private final List<byte[]> data = new ArrayList<>();

        TileStore(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void full(Tile tile, byte[] hashes) {
            tiles.add(tile);
            data.add(hashes);
            if (tiles.size() == TILES_AT_A_TIME) {
                flush();
            }
        }

        void flush() {
            if (tiles.isEmpty()) {
                return;
            }
            try (PreparedStatement statement = connection.prepareStatement("select keepuntil.add_tiles(?, ?, ?)")) {
                statement.setArray(
                        1, array("int4", tiles.stream().map(Tile::level).toArray()));
                statement.setArray(
                        2, array("int8", tiles.stream().map(Tile::index).toArray()));
                statement.setArray(3, array("bytea", data.toArray(byte[][]::new)));
                statement.execute();
            } catch (SQLException e) {
                throw new LogUnreachableException(e);
            }
            tiles.clear();
            data.clear();
        }

        private Array array(String type, Object[] values) throws SQLException {
            return connection.createArrayOf(type, values);
        }
    }
}
