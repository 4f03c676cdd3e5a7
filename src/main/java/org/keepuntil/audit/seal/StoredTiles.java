package org.keepuntil.audit.seal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.keepuntil.audit.tlog.Hash;
import org.keepuntil.audit.tlog.Tile;
import org.keepuntil.audit.tlog.Tiles;

/** The tiles of the sealed log: full ones as the database keeps them, those at the right edge from what is below them. */
public final class StoredTiles implements Tiles {
    private final Connection database;

    public StoredTiles(Connection database) {
        this.database = database;
    }

    /**
     * {@inheritDoc}
     *
     * @throws LogDamagedException if it is missing
     */
    @Override
    public byte[] read(Tile tile) {
        try {
            if (tile.isFull()) {
                return rows(tile.level(), tile.index(), 1).get(0);
            }
            byte[] hashes = new byte[tile.bytes()];
            long first = tile.index() * Tile.FULL;
            if (tile.level() == 0) {
                new StoredBundles(database)
                        .readEntries(
                                first,
                                first + tile.width(),
                                (index, entry) -> put(Hash.leaf(entry), hashes, (int) (index - first)));
                return hashes;
            }
            List<byte[]> below = rows(tile.level() - 1, first, tile.width());
            for (int place = 0; place < below.size(); place++) {
                put(Tile.root(below.get(place)), hashes, place);
            }
            return hashes;
        } catch (SQLException e) {
            throw new LogUnreachableException(e);
        }
    }

    private static void put(Hash hash, byte[] hashes, int place) {
        System.arraycopy(hash.bytes(), 0, hashes, place * Hash.BYTES, Hash.BYTES);
    }

    private List<byte[]> rows(int level, long first, int count) throws SQLException {
        try (PreparedStatement query = database.prepareStatement("""
                select data from keepuntil.log_tile where level = ? and index >= ? and index < ? order by index""")) {
            query.setInt(1, level);
            query.setLong(2, first);
            query.setLong(3, first + count);
            try (ResultSet rows = query.executeQuery()) {
                List<byte[]> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(rows.getBytes(1));
                }
                if (found.size() != count) {
                    throw new LogDamagedException("a tile of the log is missing: level " + level + ", from " + first
                            + " to " + (first + count - 1));
                }
                return found;
            }
        }
    }
}
