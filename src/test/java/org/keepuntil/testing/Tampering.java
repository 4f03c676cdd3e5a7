package org.keepuntil.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.keepuntil.audit.verify.Verification;
import org.keepuntil.sql.Identifier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What a superuser does to the control tables behind Keepuntil's back. */
public final class Tampering {
    private Tampering() {}

    /** A column and its type. */
    public record Column(String name, String type) {}

    /** The columns of a control table. */
    public static List<Column> columns(JdbcTemplate jdbc, String table) {
        return jdbc.query("""
                select attname, format_type(atttypid, null) from pg_attribute
                where attrelid = ('keepuntil.' || quote_ident(?))::regclass and attnum > 0 and not attisdropped order by attnum""", (row, n) -> new Column(row.getString(1), row.getString(2)), table);
    }

    /** Another value of the type than the one that the expression has. */
    public static String other(String type, String than) {
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

    /** Nothing but the sums stands in the way of any change from now on. */
    public static void unguard(JdbcTemplate jdbc) {
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

    /**
     * Changes a value of each of these columns in one row, takes the row away, and looks each time that the first finding names that row and
     * no finding names another.
     *
     * @param superuser whose changes are rolled back
     * @param where which row
     * @param row as findings name it
     * @param stays whether the row may go without anything being wrong
     */
    public static void isNamed(
            DataSource superuser,
            Supplier<Verification> part,
            String table,
            String where,
            String row,
            boolean stays,
            String... columns)
            throws SQLException {
        try (Connection connection = superuser.getConnection()) {
            connection.setAutoCommit(false);
            JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
            unguard(jdbc);
            jdbc.execute("set local session_replication_role = replica");
            assertThat(ControlFindings.of(connection, part.get())).isEmpty();
            List<Column> all = columns(jdbc, table);
            assertThat(all).extracting(Column::name).contains(columns);
            for (Column column : all) {
                if (Arrays.asList(columns).contains(column.name())) {
                    String quoted = Identifier.quote(column.name());
                    // a second later: entries have no smaller part of time
                    String value = other(column.type(), quoted).replace("1 microsecond", "1 second");
                    named(
                            connection,
                            jdbc,
                            part,
                            "update keepuntil." + table + " set " + quoted + " = " + value + where,
                            row);
                }
            }
            if (stays) {
                named(connection, jdbc, part, "delete from keepuntil." + table + where, row);
            }
            connection.rollback();
        }
    }

    private static void named(
            Connection connection, JdbcTemplate jdbc, Supplier<Verification> part, String change, String row)
            throws SQLException {
        jdbc.execute("savepoint before");
        assertThat(jdbc.update(change)).as(change).isEqualTo(1);
        List<String> findings = ControlFindings.of(connection, part.get());
        assertThat(findings).as(change).isNotEmpty();
        assertThat(findings.get(0)).as(change).startsWith(row + ": ");
        assertThat(findings).as(change).allMatch(line -> line.startsWith(row + ": ") || line.contains("with entry "));
        jdbc.execute("rollback to savepoint before");
    }
}
