package org.keepuntil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keepuntil.audit.sums.ControlTables;
import org.keepuntil.sql.Identifier;
import org.keepuntil.testing.ControlFindings;
import org.keepuntil.testing.Tampering;
import org.keepuntil.testing.TestDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A superuser changes a value of each column, takes a row away and adds one, in each table that the control schema has: each is found and
 * the table named. Tables and columns come from the catalog, so one that is added later is tampered with too.
 */
class ControlTamperTest {
    @TempDir
    Path folder;

    /** Which table a finding about a table is about; what is kept about all tables is named as such. */
    private static final Map<String, String> NAMED =
            Map.of("control_change", "keepuntil\\.[a-z_]+", "control_sum", "keepuntil\\.[a-z_]+");

    /** The tree and its checkpoints prove these. */
    private static final List<String> OF_THE_LOG =
            List.of("log_head", "log_bundle", "log_tile", "checkpoint", "candidate");

    @Test
    void everyChange_isFoundAndNamed() throws Exception {
        try (Commands commands = Commands.installed(150, folder)) {
            TestDatabase.Login operator = commands.operator("night");
            for (String day : List.of(Commands.AS_OF)) {
                assertThat(commands.scheduled(
                                        operator,
                                        "run",
                                        "--as-of",
                                        day,
                                        "--report",
                                        folder.resolve("reports").toString())
                                .status())
                        .isZero();
            }
            try (Connection connection = commands.database().dataSource().getConnection()) {
                connection.setAutoCommit(false);
                tamperWithAll(connection);
                connection.rollback();
            }
        }
    }

    private static void tamperWithAll(Connection connection) throws SQLException {
        JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        Tampering.unguard(jdbc);
        fillEmptyTables(jdbc);
        jdbc.execute("select keepuntil.seal_control()");
        // differences that are not sealed yet, and the list of a plan that waits
        jdbc.update("insert into keepuntil.run (as_of, state) values (date '2026-11-23', 'planning')");
        Long planned = jdbc.queryForObject("select max(id) from keepuntil.run", Long.class);
        jdbc.execute("select keepuntil.open_plan(" + planned + ")");
        jdbc.update("insert into keepuntil.candidate (run, class, n, key) values (?, 'referral', 1, '{1}')", planned);
        jdbc.execute("select keepuntil.freeze_plan(" + planned + ")");
        jdbc.execute("alter table keepuntil.control_sum drop constraint control_sum_pkey");
        jdbc.execute("alter table keepuntil.run alter id drop identity");
        jdbc.execute("set local session_replication_role = replica");
        assertThat(ControlFindings.of(connection, new ControlTables())).isEmpty();
        int changes = 0;
        for (String table : jdbc.queryForList("""
                select relname from pg_class where relnamespace = 'keepuntil'::regnamespace and relkind = 'r' order by relname""", String.class)) {
            if (!OF_THE_LOG.contains(table)) {
                changes += tamper(connection, jdbc, table);
            }
        }
        assertThat(changes).isGreaterThan(250);
        assertThat(ControlFindings.of(connection, new ControlTables())).isEmpty();
    }

    /** As a run would, of which the values are. */
    private static void fillEmptyTables(JdbcTemplate jdbc) {
        jdbc.execute("insert into keepuntil.run (id, as_of) overriding system value values (7, '2026-11-23')");
        for (String table : jdbc.queryForList("select table_name from keepuntil.summed_tables()", String.class)) {
            String name = "keepuntil." + Identifier.quote(table);
            if (jdbc.queryForList("select 1 from " + name + " limit 1").isEmpty()) {
                List<String> values = Tampering.columns(jdbc, table).stream()
                        .map(column -> Tampering.other(column.type(), "null"))
                        .toList();
                jdbc.execute("insert into " + name + " select " + String.join(", ", values));
            }
        }
    }

    private static int tamper(Connection connection, JdbcTemplate jdbc, String table) throws SQLException {
        String name = "keepuntil." + Identifier.quote(table);
        assertThat(jdbc.queryForList("select 1 from " + name + " limit 1"))
                .as("rows of " + table)
                .isNotEmpty();
        String first = " where ctid = (select min(ctid) from " + name + ")";
        int changes = 0;
        for (Tampering.Column column : Tampering.columns(jdbc, table)) {
            if (table.startsWith("candidate_") && column.name().equals("run")) {
                continue; // PostgreSQL keeps it as it is
            }
            String quoted = Identifier.quote(column.name());
            found(
                    connection,
                    table,
                    "update " + name + " set " + quoted + " = " + Tampering.other(column.type(), quoted) + first);
            changes++;
        }
        found(connection, table, "delete from " + name + first);
        if (!table.startsWith("candidate_")) {
            found(connection, table, "insert into " + name + " select * from " + name + first);
        }
        return changes + 2;
    }

    private static void found(Connection connection, String table, String change) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try (Statement statement = connection.createStatement()) {
            boolean list = table.startsWith("candidate_");
            if (list) {
                statement.execute("alter table keepuntil." + table + " drop constraint frozen");
            }
            assertThat(statement.executeUpdate(change)).as(change).isEqualTo(1);
            if (list) {
                statement.execute("alter table keepuntil." + table + " add constraint frozen check (false) not valid");
            }
            assertThat(ControlFindings.of(connection, new ControlTables()))
                    .as(change)
                    .isNotEmpty()
                    .allMatch(line -> line.matches(NAMED.getOrDefault(
                                    table,
                                    "keepuntil\\."
                                            + table.replaceAll("_[0-9]+$", "").toLowerCase(Locale.ROOT))
                            + "[ ,:].*"));
        }
        connection.rollback(before);
    }
}
