package org.keepuntil.audit.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.keepuntil.audit.seal.LogUnreachableException;
import org.keepuntil.audit.tlog.Tile;

/** The tiles that the database keeps: full ones, as far as the log was sealed. */
final class DatabaseTiles implements KeptTiles {
    private final Connection database;
    private final long sealed;

    DatabaseTiles(Connection database, long sealed) {
        this.database = database;
        this.sealed = sealed;
    }

    @Override
    public Optional<byte[]> read(Tile tile) {
        if (!expects(tile)) {
            return Optional.empty();
        }
        try (PreparedStatement query =
                database.prepareStatement("select data from keepuntil.log_tile where level = ? and index = ?")) {
            query.setInt(1, tile.level());
            query.setLong(2, tile.index());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new LogUnreachableException(e);
        }
    }

    @Override
    public boolean expects(Tile tile) {
        return tile.isFull() && Tile.widthIn(sealed, tile.level(), tile.index()) == Tile.FULL;
    }

    /** Finds tiles of what was never sealed. */
    void count(Findings findings) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select level, index from keepuntil.log_tile order by level, index desc")) {
            int level = -1;
            while (rows.next()) {
                if (rows.getInt(1) != level) {
                    level = rows.getInt(1);
                    Tile last = new Tile(level, rows.getLong(2), Tile.FULL);
                    if (!expects(last)) {
                        findings.add(last.path(), "is a tile of entries that were not sealed");
                    }
                }
            }
        }
    }
}
