package org.keepuntil.reconcile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.keepuntil.audit.Bundle;
import org.keepuntil.audit.seal.StoredBundles;
import org.keepuntil.audit.tlog.Tile;

/**
 * A log that was exported. After a backup was restored it knows more than the database's own, which was restored as well.
 *
 * @param directory verified before
 * @param size how many entries it has
 */
public record OutsideLog(Path directory, long size) implements Disposals {
    @Override
    public void read(Reader reader) throws IOException {
        for (long first = 0; first < size; first += Tile.FULL) {
            long index = first;
            for (byte[] entry : bundle(first)) {
                Gone.offer(index++, entry, reader);
            }
        }
    }

    private List<byte[]> bundle(long first) throws IOException {
        int width = (int) Math.min(Tile.FULL, size - first);
        return Bundle.split(Files.readAllBytes(directory.resolve(Tile.bundlePath(first / Tile.FULL, width))));
    }

    /** How many entries both logs have, from the first on, before they differ or one of them ends. */
    public long common(DataSource database) throws SQLException, IOException {
        try (Connection connection = database.getConnection()) {
            StoredBundles own = new StoredBundles(connection);
            long both = Math.min(size, own.size());
            for (long first = 0; first < both; first += Tile.FULL) {
                List<byte[]> theirs = bundle(first);
                long start = first;
                long[] same = {first};
                own.readEntries(first, Math.min(both, first + theirs.size()), (index, entry) -> {
                    if (index == same[0] && Arrays.equals(entry, theirs.get((int) (index - start)))) {
                        same[0]++;
                    }
                });
                if (same[0] < Math.min(both, first + Tile.FULL)) {
                    return same[0];
                }
            }
            return both;
        }
    }
}
