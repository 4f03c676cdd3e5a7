package org.keepuntil.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.keepuntil.audit.Bundle;
import org.keepuntil.audit.Entry;
import org.keepuntil.audit.verify.Finding;
import org.keepuntil.audit.verify.Verification;

/** What parts of {@code audit verify} find in a database. */
public final class ControlFindings {
    private ControlFindings() {}

    /** All of it, as lines, in one snapshot. */
    public static List<String> of(DataSource database, Verification... parts) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                return of(connection, parts);
            } finally {
                connection.rollback();
            }
        }
    }

    /** The same in the transaction of the caller. */
    public static List<String> of(Connection connection, Verification... parts) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet bundle =
                        statement.executeQuery("select first, data from keepuntil.log_bundle order by first")) {
            while (bundle.next()) {
                long index = bundle.getLong(1);
                for (Entry entry : Bundle.decode(bundle.getBytes(2))) {
                    for (Verification part : parts) {
                        part.entry(index, entry);
                    }
                    index++;
                }
            }
        }
        List<String> lines = new ArrayList<>();
        for (Verification part : parts) {
            part.findings(connection).stream().map(Finding::line).forEach(lines::add);
        }
        return lines;
    }
}
