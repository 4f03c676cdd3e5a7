package org.keepuntil.control;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Has the scripts run that a control schema lacks, as its owner. */
final class Migrator {
    private static final String SCHEMA = "keepuntil";
    private static final String HISTORY = "schema_history";

    private Migrator() {}

    /**
     * Brings the schema to the version of this program.
     *
     * @param state what the owner sees now
     */
    static void migrate(DataSource owner, ControlSchema.State state, Roles roles, String installer)
            throws SQLException {
        if (Migrations.sums(state)) {
            try (Connection connection = owner.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("select keepuntil.before_upgrade()");
            }
        }
        Flyway.configure(Migrator.class.getClassLoader())
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
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select keepuntil.after_upgrade()");
        }
    }

    /** An installation that was cut off after its last migration comes to its end. */
    static void finish(DataSource owner) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            if (isUpgrading(statement)) {
                statement.execute("select keepuntil.after_upgrade()");
            }
        }
    }

    static ControlSchema.State state(DataSource owner) throws SQLException {
        try (Connection connection = owner.getConnection()) {
            return ControlSchema.check(connection);
        }
    }

    /** Whether an installation was cut off after its last migration. */
    static boolean isUpgrading(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery("select keepuntil.is_upgrading()")) {
            result.next();
            return result.getBoolean(1);
        }
    }
}
