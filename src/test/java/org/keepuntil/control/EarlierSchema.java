package org.keepuntil.control;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** The control schema as earlier versions of the program left it. */
public final class EarlierSchema {
    private static final int FIRST_WITH_SUMS = 16;

    private EarlierSchema() {}

    /** The versions before this program's, the first one first. */
    public static List<Integer> versions() {
        return Migrations.after(0).stream()
                .map(Migrations.Migration::version)
                .filter(version -> version < Migrations.current())
                .toList();
    }

    /** Makes it in an empty database. */
    public static void install(DataSource dba, int version) throws SQLException {
        String script = Installer.script(dba, false);
        try (Connection connection = dba.getConnection();
                Statement statement = connection.createStatement()) {
            String next = Migrations.after(version)
                    .get(0)
                    .sql(Foundations.of(connection).roles());
            int from = script.indexOf(next);
            statement.execute(script.substring(0, from)
                    + (version >= FIRST_WITH_SUMS ? "select keepuntil.after_upgrade();" : "")
                    + script.substring(script.indexOf("reset role;", from)));
        }
    }
}
