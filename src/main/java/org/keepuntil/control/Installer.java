package org.keepuntil.control;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;

/**
 * Installs the control schema and its roles, and brings an earlier one up to date where that is asked for. Nothing else ever changes the
 * control schema.
 *
 * <p>It takes a superuser, or an account with CREATEROLE and CREATE on the database. Such an account becomes a member of the owner
 * role for as long as the installation takes.
 */
public final class Installer {
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private Installer() {}

    /**
     * Installs, or does nothing where all is there.
     *
     * @throws InstallationRefusedException if the account may not do it, or if what is there is not Keepuntil's
     * @throws ControlSchemaException if an earlier or a newer program has been here
     */
    public static Installation install(DataSource privileged) throws SQLException {
        return alone(privileged, (connection, statement) -> install(privileged, connection, statement));
    }

    /** What an upgrade found, and what is there now. */
    public record Upgraded(int from, int to, Installation installation) {}

    /**
     * Brings an earlier control schema up to date, or does nothing where it is. No run is under way meanwhile.
     *
     * @throws InstallationRefusedException if the account may not do it, or if what is there is not Keepuntil's
     * @throws ControlSchemaException if there is none, or if a newer program has been here
     * @throws RunLockedException if a run is under way
     */
    public static Upgraded upgrade(DataSource privileged) throws SQLException {
        return alone(privileged, (connection, statement) -> {
            ControlSchema.State state = ControlSchema.check(connection);
            if (state instanceof ControlSchema.NotInstalled) {
                throw new ControlSchemaException(state);
            }
            return upgrade(privileged, connection, statement);
        });
    }

    private interface Work<T> {
        T with(Connection connection, Statement statement) throws SQLException;
    }

    private static <T> T alone(DataSource privileged, Work<T> work) throws SQLException {
        try (Connection connection = privileged.getConnection();
                Statement statement = connection.createStatement()) {
            takeTurns(statement);
            try {
                return work.with(connection, statement);
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
            boolean lent = OwnerLoan.lend(statement, foundations.roles());
            try {
                return work.with(new OwnerDataSource(privileged, foundations.roles()));
            } finally {
                OwnerLoan.takeBack(statement, foundations.roles(), lent);
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
     * @param upgrade whether an earlier control schema is to be brought up to date
     * @throws InstallationRefusedException if what is there is not Keepuntil's
     * @throws ControlSchemaException if what is there is of an earlier program and no upgrade was asked for, or is not there and one was
     */
    public static String script(DataSource any, boolean upgrade) throws SQLException {
        try (Connection connection = any.getConnection()) {
            ControlSchema.State state = ControlSchema.check(connection);
            if (upgrade ? state instanceof ControlSchema.NotInstalled : state instanceof ControlSchema.Older) {
                throw new ControlSchemaException(state);
            }
            return InstallScript.of(Foundations.of(connection), state);
        }
    }

    private static Installation install(DataSource privileged, Connection connection, Statement statement)
            throws SQLException {
        Foundations foundations = Foundations.of(connection);
        if (foundations.complete()
                && ControlSchema.check(connection) instanceof ControlSchema.Ready
                && !Migrator.isUpgrading(statement)) {
            return Installation.read(connection);
        }
        boolean lent = foundations.lay(connection);
        try {
            DataSource owner = new OwnerDataSource(privileged, foundations.roles());
            ControlSchema.State state = Migrator.state(owner);
            if (state instanceof ControlSchema.Older || state instanceof ControlSchema.Newer) {
                throw new ControlSchemaException(state);
            }
            Migrator.migrate(owner, state, foundations.roles(), user(statement));
            return read(owner);
        } finally {
            OwnerLoan.takeBack(statement, foundations.roles(), lent);
        }
    }

    @SuppressWarnings("try") // the lock is held, not used
    private static Upgraded upgrade(DataSource privileged, Connection connection, Statement statement)
            throws SQLException {
        Foundations foundations = Foundations.of(connection);
        boolean lent = foundations.lay(connection);
        try {
            DataSource owner = new OwnerDataSource(privileged, foundations.roles());
            ControlSchema.State state = Migrator.state(owner);
            if (state instanceof ControlSchema.Older older) {
                try (RunLock ignored = RunLock.forUpgrade(privileged)) {
                    Migrator.migrate(owner, state, foundations.roles(), user(statement));
                }
                return new Upgraded(older.version(), Migrations.current(), read(owner));
            }
            if (!(state instanceof ControlSchema.Ready)) {
                throw new ControlSchemaException(state);
            }
            Migrator.finish(owner);
            return new Upgraded(Migrations.current(), Migrations.current(), read(owner));
        } finally {
            OwnerLoan.takeBack(statement, foundations.roles(), lent);
        }
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

    /** Two installations of one database at the same time would trip over each other. */
    private static void takeTurns(Statement statement) throws SQLException {
        statement.execute("select pg_advisory_lock(hashtextextended('keepuntil init', 0))");
    }

    private static String user(Statement statement) throws SQLException {
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
