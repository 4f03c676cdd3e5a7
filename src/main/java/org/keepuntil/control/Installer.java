package org.keepuntil.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.keepuntil.sql.Identifier;

/**
 * Installs the control schema and its roles, and brings an earlier one up to date. Nothing else ever changes the control schema.
 *
 * <p>It takes a superuser, or an account with CREATEROLE and CREATE on the database. Such an account becomes a member of the owner
 * role for as long as the installation takes.
 */
public final class Installer {
    private static final String SCHEMA = "keepuntil";
    private static final String HISTORY = "schema_history";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private Installer() {}

    /**
     * Installs, or does nothing where all is there.
     *
     * @throws InstallationRefusedException if the account may not do it, or if what is there is not Keepuntil's
     * @throws ControlSchemaException if a newer program has been here
     */
    public static Installation install(DataSource privileged) throws SQLException {
        try (Connection connection = privileged.getConnection();
                Statement statement = connection.createStatement()) {
            takeTurns(statement);
            try {
                return install(privileged, connection, statement);
            } catch (SQLException | FlywayException e) {
                if (isDenied(e)) {
                    throw refused(connection, e);
                }
                throw e;
            } finally {
                statement.execute("select pg_advisory_unlock(hashtextextended('keepuntil init', 0))");
            }
        }
    }

    /**
     * Writes down which key the record references of the log are made with.
     *
     * @throws InstallationRefusedException if another key was written down before, or if the account may not do it
     */
    public static Installation rememberTokenKey(DataSource privileged, String keyId) throws SQLException {
        return asOwner(privileged, owner -> {
            writeTokenKey(owner, keyId);
            return read(owner);
        });
    }

    /** Something that is done as the owner of the control schema. */
    @FunctionalInterface
    public interface OwnersWork<T> {
        T with(DataSource owner) throws SQLException;
    }

    /**
     * Writes down something about the installation, as the owner of the control schema.
     *
     * @throws InstallationRefusedException if the account may not do it
     */
    public static <T> T asOwner(DataSource privileged, OwnersWork<T> work) throws SQLException {
        try (Connection connection = privileged.getConnection();
                Statement statement = connection.createStatement()) {
            Foundations foundations = Foundations.of(connection);
            boolean lent = lendOwner(statement, foundations.roles());
            try {
                return work.with(new OwnerDataSource(privileged, foundations.roles()));
            } finally {
                takeOwnerBack(statement, foundations.roles(), lent);
            }
        } catch (SQLException e) {
            if (isDenied(e)) {
                throw new InstallationRefusedException(
                        "This account may not write down which keys are in use."
                                + " Run keepuntil init as the account that installed Keepuntil, or as a superuser",
                        e);
            }
            throw e;
        }
    }

    /**
     * The SQL that a DBA can run instead, as one transaction: it makes what is missing in the database and nothing else. Any account may
     * ask for it.
     *
     * @throws InstallationRefusedException if what is there is not Keepuntil's
     */
    public static String script(DataSource any) throws SQLException {
        try (Connection connection = any.getConnection()) {
            return InstallScript.of(Foundations.of(connection), ControlSchema.check(connection));
        }
    }

    private static Installation install(DataSource privileged, Connection connection, Statement statement)
            throws SQLException {
        Foundations foundations = Foundations.of(connection);
        if (foundations.complete() && ControlSchema.check(connection) instanceof ControlSchema.Ready) {
            return Installation.read(connection);
        }
        boolean lent = lay(connection, statement, foundations);
        try {
            DataSource owner = new OwnerDataSource(privileged, foundations.roles());
            migrate(owner, foundations.roles(), installer(statement));
            return read(owner);
        } finally {
            takeOwnerBack(statement, foundations.roles(), lent);
        }
    }

    /** Makes the roles and the schema, all or nothing; returns whether the owner role was lent to the account. */
    private static boolean lay(Connection connection, Statement statement, Foundations foundations)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            for (String sql : foundations.roleStatements()) {
                statement.execute(sql);
            }
            boolean lent = lendOwner(statement, foundations.roles());
            for (String sql : foundations.schemaStatements()) {
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

    private static void migrate(DataSource owner, Roles roles, String installer) throws SQLException {
        try (Connection connection = owner.getConnection()) {
            if (ControlSchema.check(connection) instanceof ControlSchema.Newer newer) {
                throw new ControlSchemaException(newer);
            }
        }
        Flyway.configure(Installer.class.getClassLoader())
                .dataSource(owner)
                .schemas(SCHEMA)
                .createSchemas(false)
                .table(HISTORY)
                .locations("classpath:" + Migrations.LOCATION)
                .failOnMissingLocations(true)
                .placeholders(Migrations.placeholders(roles))
                .installedBy(installer)
                .load()
                .migrate();
    }

    private static void writeTokenKey(DataSource owner, String keyId) throws SQLException {
        try (Connection connection = owner.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "update keepuntil.installation set token_key_id = ? where token_key_id is null or token_key_id = ?")) {
            update.setString(1, keyId);
            update.setString(2, keyId);
            if (update.executeUpdate() == 0) {
                throw new InstallationRefusedException("The log of this database was begun with another token key: "
                        + Installation.read(connection).tokenKeyId().orElse("none"));
            }
        }
    }

    private static Installation read(DataSource owner) throws SQLException {
        try (Connection connection = owner.getConnection()) {
            return Installation.read(connection);
        }
    }

    /** Since PostgreSQL 16 whoever creates a role may grant it, but may not act as it without granting it to themselves. */
    private static boolean lendOwner(Statement statement, Roles roles) throws SQLException {
        String mayActAs = statement.getConnection().getMetaData().getDatabaseMajorVersion() >= 16 ? "SET" : "MEMBER";
        try (PreparedStatement query =
                statement.getConnection().prepareStatement("select pg_has_role(current_user, ?, ?)")) {
            query.setString(1, roles.owner());
            query.setString(2, mayActAs);
            try (ResultSet result = query.executeQuery()) {
                result.next();
                if (result.getBoolean(1)) {
                    return false;
                }
            }
        }
        statement.execute("grant " + Identifier.quote(roles.owner()) + " to current_user");
        return true;
    }

    private static void takeOwnerBack(Statement statement, Roles roles, boolean lent) throws SQLException {
        if (lent) {
            statement.execute("revoke " + Identifier.quote(roles.owner()) + " from current_user");
        }
    }

    /** Two installations of one database at the same time would trip over each other. */
    private static void takeTurns(Statement statement) throws SQLException {
        statement.execute("select pg_advisory_lock(hashtextextended('keepuntil init', 0))");
    }

    private static String installer(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("select session_user")) {
            result.next();
            return result.getString(1);
        }
    }

    private static InstallationRefusedException refused(Connection connection, Exception cause) throws SQLException {
        Foundations foundations = Foundations.of(connection);
        List<String> needed = new ArrayList<>();
        if (!foundations.roleStatements().isEmpty()) {
            needed.add("CREATEROLE");
        }
        if (!foundations.schemaStatements().isEmpty()) {
            needed.add("CREATE on the database " + foundations.database());
        }
        if (needed.isEmpty()) {
            needed.add("to be a member of " + foundations.roles().owner());
        }
        return new InstallationRefusedException(
                "This account may not install Keepuntil here: it needs " + String.join(" and ", needed)
                        + ". Use one that has it, or have a DBA run the SQL that keepuntil init --sql prints",
                cause);
    }

    /** Whether PostgreSQL said "permission denied" somewhere down the line. */
    private static boolean isDenied(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && INSUFFICIENT_PRIVILEGE.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
