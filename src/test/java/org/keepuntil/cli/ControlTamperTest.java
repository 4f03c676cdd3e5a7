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
        unguard(jdbc);
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

    /** Nothing but the sums stands in the way of any change from now on. */
    private static void unguard(JdbcTemplate jdbc) {
        jdbc.execute("set local keepuntil.init = 'on'");
        jdbc.queryForList("""
                select format('alter table keepuntil.%I disable trigger %I', c.relname, t.tgname)
                from pg_trigger t join pg_class c on c.oid = t.tgrelid
                where c.relnamespace = 'keepuntil'::regnamespace and not t.tgisinternal and t.tgname !~ '^note_'""", String.class).forEach(jdbc::execute);
        jdbc.queryForList("""
                select format('alter table keepuntil.%I drop constraint if exists %I cascade', c.relname, k.conname)
                from pg_constraint k join pg_class c on c.oid = k.conrelid
                where c.relnamespace = 'keepuntil'::regnamespace and not c.relispartition and k.contype in ('c', 'f', 'p', 'u')
                    and c.relname not in ('candidate', 'control_sum', 'log_head', 'log_bundle')""", String.class).forEach(jdbc::execute);
        jdbc.queryForList("""
                select format('drop index keepuntil.%I', i.relname) from pg_index x join pg_class i on i.oid = x.indexrelid
                where i.relnamespace = 'keepuntil'::regnamespace and x.indisunique and not i.relispartition
                    and not exists (select from pg_constraint k where k.conindid = i.oid)""", String.class).forEach(jdbc::execute);
        jdbc.queryForList("""
                select format('alter table keepuntil.%I alter %I drop %s', c.relname, a.attname,
                    case when a.attgenerated <> '' then 'expression' else 'identity' end)
                from pg_attribute a join pg_class c on c.oid = a.attrelid
                where c.relnamespace = 'keepuntil'::regnamespace and c.relkind = 'r' and (a.attgenerated <> '' or a.attidentity <> '')
                    and c.relname <> 'run'""", String.class).forEach(jdbc::execute);
    }

    /** As a run would, of which the values are. */
    private static void fillEmptyTables(JdbcTemplate jdbc) {
        jdbc.execute("insert into keepuntil.run (id, as_of) overriding system value values (7, '2026-11-23')");
        for (String table : jdbc.queryForList("select table_name from keepuntil.summed_tables()", String.class)) {
            String name = "keepuntil." + Identifier.quote(table);
            if (jdbc.queryForList("select 1 from " + name + " limit 1").isEmpty()) {
                List<String> values = columns(jdbc, table).stream()
                        .map(column -> value(column.type(), "null"))
                        .toList();
                jdbc.execute("insert into " + name + " select " + String.join(", ", values));
            }
        }
    }

    private record Column(String name, String type) {}

    private static List<Column> columns(JdbcTemplate jdbc, String table) {
        return jdbc.query("""
                select attname, format_type(atttypid, null) from pg_attribute
                where attrelid = ('keepuntil.' || quote_ident(?))::regclass and attnum > 0 and not attisdropped order by attnum""", (row, n) -> new Column(row.getString(1), row.getString(2)), table);
    }

    /** Another value of the type than the one that the expression has. */
    private static String value(String type, String than) {
        return switch (type) {
            case "bigint", "integer", "smallint", "numeric" -> "coalesce(" + than + ", 6) + 1";
            case "boolean" -> "not coalesce(" + than + ", false)";
            case "date" -> "coalesce(" + than + ", date '2026-01-01') + 1";
            case "timestamp with time zone", "timestamp without time zone" ->
                "coalesce(" + than + ", timestamp '2026-01-01') + interval '1 microsecond'";
            case "text", "character varying", "name", "character" ->
                "case when " + than + " like 'x%' then 'y' else 'x' end || substr(coalesce(" + than + ", ''), 2)";
            case "jsonb" -> "coalesce(" + than + "::jsonb, '{}') || jsonb '{\"tampered\": null}'";
            case "text[]" -> "coalesce(" + than + "::text[], '{}') || null::text";
            case "bytea" -> "coalesce(" + than + "::bytea, '') || '\\x00'::bytea";
            case "uuid" -> "gen_random_uuid()";
            case "pg_lsn" -> "case when " + than + " = '0/7'::pg_lsn then '0/8'::pg_lsn else '0/7'::pg_lsn end";
            case "xid8" -> "case when " + than + " = '7'::xid8 then '8'::xid8 else '7'::xid8 end";
            default -> throw new AssertionError("no other value for the type " + type);
        };
    }

    private static int tamper(Connection connection, JdbcTemplate jdbc, String table) throws SQLException {
        String name = "keepuntil." + Identifier.quote(table);
        assertThat(jdbc.queryForList("select 1 from " + name + " limit 1"))
                .as("rows of " + table)
                .isNotEmpty();
        String first = " where ctid = (select min(ctid) from " + name + ")";
        int changes = 0;
        for (Column column : columns(jdbc, table)) {
            if (table.startsWith("candidate_") && column.name().equals("run")) {
                continue; // PostgreSQL keeps it as it is
            }
            String quoted = Identifier.quote(column.name());
            found(
                    connection,
                    table,
                    "update " + name + " set " + quoted + " = " + value(column.type(), quoted) + first);
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
