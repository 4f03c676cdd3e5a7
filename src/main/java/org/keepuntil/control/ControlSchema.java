package org.keepuntil.control;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The control schema as a command finds it: every command but {@code init} looks at it first. */
public final class ControlSchema {
    private static final String PRESENT = """
            select case
                when n.oid is null then 'missing'
                when not has_schema_privilege(n.oid, 'usage') then 'closed'
                when c.oid is null then 'missing'
                when not has_table_privilege(c.oid, 'select') then 'closed'
                else 'present' end
            from (values (1)) as one (row)
            left join pg_namespace n on n.nspname = 'keepuntil'
            left join pg_class c on c.relnamespace = n.oid and c.relname = 'schema_history'
            """;

    private static final String VERSION =
            "select coalesce(max(version::integer), 0) from keepuntil.schema_history where success and version is not null";

    private ControlSchema() {}

    /** What the control schema of a database is to this program. */
    public sealed interface State {
        /** What to say to a person; empty where all is well. */
        String advice();
    }

    /** The version that this program works with. */
    public record Ready(int version) implements State {
        @Override
        public String advice() {
            return "";
        }
    }

    /** There is none. */
    public record NotInstalled() implements State {
        @Override
        public String advice() {
            return "Keepuntil is not installed in this database. Run: keepuntil init";
        }
    }

    /** It was made by an earlier version of this program. */
    public record Older(int version) implements State {
        @Override
        public String advice() {
            return "The control schema has version " + version + ", this program needs " + Migrations.current()
                    + ". Run: keepuntil init --upgrade";
        }
    }

    /** It was made by a later version of this program. */
    public record Newer(int version) implements State {
        @Override
        public String advice() {
            return "The control schema has version " + version + ", this program knows versions up to "
                    + Migrations.current() + ". Nothing was touched. Use the newer program on this machine too";
        }
    }

    /** It is there, and this account may not look into it. */
    public record Closed() implements State {
        @Override
        public String advice() {
            return "This account may not use Keepuntil in this database. Make it a member of one of the roles that"
                    + " keepuntil init made, with: grant ROLE to ACCOUNT";
        }
    }

    /** How the control schema stands. Asks and changes nothing; safe in an open transaction. */
    public static State check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String present = value(statement, PRESENT);
            if (!present.equals("present")) {
                return present.equals("closed") ? new Closed() : new NotInstalled();
            }
            return state(Integer.parseInt(value(statement, VERSION)));
        }
    }

    /**
     * Returns if the control schema is of the version that this program works with.
     *
     * @throws ControlSchemaException otherwise, with a message that says what to do
     */
    public static void require(Connection connection) throws SQLException {
        State state = check(connection);
        if (!(state instanceof Ready)) {
            throw new ControlSchemaException(state);
        }
    }

    private static State state(int version) {
        if (version == Migrations.current()) {
            return new Ready(version);
        }
        if (version == 0) {
            return new NotInstalled();
        }
        return version < Migrations.current() ? new Older(version) : new Newer(version);
    }

    private static String value(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
