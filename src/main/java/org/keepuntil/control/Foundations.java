package org.keepuntil.control;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.keepuntil.sql.Identifier;

/** The roles and the empty schema that must be there before the first migration, as a server has them now. */
final class Foundations {
    /** The owner of the schema in a database of whatever name. */
    private static final Pattern OWNER = Pattern.compile("keepuntil_.*_owner");

    private final String database;
    private final Roles roles;
    private final Set<String> existingRoles;
    private final Optional<String> schemaOwner;

    private Foundations(String database, Roles roles, Set<String> existingRoles, Optional<String> schemaOwner) {
        this.database = database;
        this.roles = roles;
        this.existingRoles = existingRoles;
        this.schemaOwner = schemaOwner;
    }

    /**
     * Looks at the database.
     *
     * @throws InstallationRefusedException if what is there was made by somebody else, and would be trusted wrongly
     */
    static Foundations of(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            String database = strings(statement, "select current_database()").get(0);
            Roles roles = Roles.of(database);
            Foundations found = new Foundations(
                    database,
                    roles,
                    new HashSet<>(strings(statement, "select rolname from pg_roles")),
                    strings(statement, "select pg_get_userbyid(nspowner) from pg_namespace where nspname = 'keepuntil'")
                            .stream()
                            .findFirst());
            found.refuseStrangers(statement);
            return found;
        }
    }

    String database() {
        return database;
    }

    Roles roles() {
        return roles;
    }

    /** Whether nothing needs to be made. */
    boolean complete() {
        return schemaOwner.isPresent() && existingRoles.containsAll(roles.all());
    }

    /** What makes the missing roles. */
    List<String> roleStatements() {
        return roles.all().stream()
                .filter(role -> !existingRoles.contains(role))
                .map(role -> "create role " + Identifier.quote(role) + " nologin")
                .toList();
    }

    /** What makes the schema, where it is missing; only somebody who may act as the owner can do that. */
    List<String> schemaStatements() {
        return schemaOwner.isPresent()
                ? List.of()
                : List.of("create schema keepuntil authorization " + Identifier.quote(roles.owner()));
    }

    /** Makes the roles and the schema, all or nothing; returns whether the owner role was lent to the account. */
    boolean lay(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (String sql : roleStatements()) {
                statement.execute(sql);
            }
            boolean lent = OwnerLoan.lend(statement, roles);
            for (String sql : schemaStatements()) {
                statement.execute(sql);
            }
            connection.commit();
            return lent;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private void refuseStrangers(Statement statement) throws SQLException {
        List<String> unfit = strings(statement, """
                select rolname from pg_roles
                where rolcanlogin or rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls""");
        for (String role : roles.all()) {
            if (unfit.contains(role)) {
                throw new InstallationRefusedException(
                        "There is a role " + role + " already, with rights that it must not have."
                                + " Make it a plain role: alter role " + Identifier.quote(role)
                                + " nologin nosuperuser nocreaterole nocreatedb noreplication nobypassrls. Then run: keepuntil init");
            }
        }
        if (schemaOwner.filter(OWNER.asMatchPredicate()).isPresent()
                && !schemaOwner.get().equals(roles.owner())) {
            throw new InstallationRefusedException("The schema keepuntil belongs to " + schemaOwner.get()
                    + ", so this database had another name before, or is a copy of another one. Where it is the one that"
                    + " goes on, rename each of its five roles, such as: alter role "
                    + Identifier.quote(schemaOwner.get()) + " rename to " + Identifier.quote(roles.owner()));
        }
        if (schemaOwner.isPresent() && !schemaOwner.get().equals(roles.owner())) {
            throw new InstallationRefusedException(
                    "There is a schema keepuntil already. It belongs to " + schemaOwner.get() + ", not to "
                            + roles.owner() + ". Rename it, or drop it if nobody needs it. Then run: keepuntil init");
        }
    }

    private static List<String> strings(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            List<String> strings = new ArrayList<>();
            while (result.next()) {
                strings.add(result.getString(1));
            }
            return strings;
        }
    }
}
