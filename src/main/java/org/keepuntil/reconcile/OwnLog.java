package org.keepuntil.reconcile;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.keepuntil.audit.Bundle;
import org.keepuntil.audit.seal.StoredBundles;

/** The log of the database itself. */
public record OwnLog(DataSource database) implements Disposals {
    @Override
    public void read(Reader reader) throws SQLException {
        try (Connection connection = database.getConnection()) {
            new StoredBundles(connection).read(0, bundle -> {
                long index = bundle.first();
                for (byte[] entry : Bundle.split(bundle.data())) {
                    Gone.offer(index++, entry, reader);
                }
            });
        }
    }
}
