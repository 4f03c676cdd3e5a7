package org.keepuntil.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The schema in which the workers of a fleet agree. */
public final class Coordination {
    private static final String VERSION = "keepuntil fleet 1";
    private static final String COMMENT =
            "select coalesce(obj_description(oid, 'pg_namespace'), '') from pg_namespace where nspname = 'keepuntil_fleet'";

    private Coordination() {}

    /** Makes the schema, or does nothing where it is there; returns whether it was made. */
    public static boolean install(DataSource database) {
        JdbcTemplate jdbc = new JdbcTemplate(database);
        return Boolean.TRUE.equals(new TransactionTemplate(new JdbcTransactionManager(database)).execute(status -> {
            // two at a time would both find nothing
            jdbc.execute("select pg_advisory_xact_lock(hashtextextended('keepuntil fleet init', 0))");
            if (version(jdbc).isEmpty()) {
                jdbc.execute(script());
                return true;
            }
            require(database);
            return false;
        }));
    }

    /**
     * Returns if the schema is there and one that this program knows.
     *
     * @throws FleetException otherwise
     */
    public static void require(DataSource database) {
        List<String> version = version(new JdbcTemplate(database));
        if (version.isEmpty()) {
            throw new FleetException(
                    "The database of the coordination has no schema keepuntil_fleet yet. Run: keepuntil fleet init");
        }
        if (!version.get(0).equals(VERSION)) {
            throw new FleetException("The schema keepuntil_fleet says that it is '" + version.get(0)
                    + "', and this program knows '" + VERSION + "'. Use the program that made it, or a later one.");
        }
    }

    private static List<String> version(JdbcTemplate jdbc) {
        return jdbc.queryForList(COMMENT, String.class);
    }

    private static String script() {
        try (InputStream in = Coordination.class.getResourceAsStream("coordination.sql")) {
            if (in == null) {
                throw new IllegalStateException("missing in the program: coordination.sql");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
