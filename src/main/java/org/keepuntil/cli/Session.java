package org.keepuntil.cli;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.keepuntil.control.ControlSchema;
import org.keepuntil.control.Installation;
import org.keepuntil.control.Roles;
import org.keepuntil.sql.Identifier;

/**
 * A database with Keepuntil in it, worked on as one of Keepuntil's roles: with its rights and no others, even if the login has more.
 *
 * @param database connections that work as the role; closed with the session
 * @param login the account that signed in
 * @param roles the roles of the database
 * @param role the one of them that the session has
 */
record Session(HikariDataSource database, String login, Roles roles, String role, Installation installation)
        implements AutoCloseable {
    /** Who the login is, and which of the roles it can work as. */
    private record Entry(String login, Roles roles, String role) {}

    /**
     * Signs in.
     *
     * @param wanted the roles that will do, the best first; the login works as the first that it may
     * @throws UserError if it may work as none of them
     * @throws org.keepuntil.control.ControlSchemaException if the control schema is not there or of another version
     */
    static Session open(Target target, Function<Roles, List<String>> wanted) throws SQLException {
        Entry entry;
        try (HikariDataSource logins = target.dataSource();
                Connection connection = logins.getConnection()) {
            // a login that only its roles let in is looked at again below, as the role
            if (!(ControlSchema.check(connection) instanceof ControlSchema.Closed)) {
                ControlSchema.require(connection);
            }
            entry = enter(connection, wanted);
        }
        HikariDataSource database = target.dataSource(entry.role());
        try (Connection connection = database.getConnection()) {
            ControlSchema.require(connection);
            return new Session(database, entry.login(), entry.roles(), entry.role(), Installation.read(connection));
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static Entry enter(Connection connection, Function<Roles, List<String>> wanted) throws SQLException {
        String login = one(connection, "select session_user");
        Roles roles = Roles.of(one(connection, "select current_database()"));
        List<String> fit = wanted.apply(roles);
        for (String role : fit) {
            if (mayActAs(connection, role, how(connection))) {
                return new Entry(login, roles, role);
            }
        }
        throw new UserError(
                ExitCode.PRIVILEGES,
                "The account " + login + " may not work as " + String.join(" or ", fit) + ".",
                "Ask the DBA for: grant " + Identifier.quote(fit.get(0)) + " to " + Identifier.quote(login)
                        // who made a role is its member without its rights, and a plain grant may leave that as it is
                        + (mayActAs(connection, fit.get(0), "MEMBER") ? " with inherit true, set true;" : ";"));
    }

    private static String how(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseMajorVersion() >= 16 ? "SET" : "MEMBER";
    }

    private static boolean mayActAs(Connection connection, String role, String how) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select pg_has_role(session_user, oid, ?) from pg_roles where rolname = ?")) {
            query.setString(1, how);
            query.setString(2, role);
            try (ResultSet result = query.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getString(1);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
