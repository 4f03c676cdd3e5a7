package org.keepuntil.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.keepuntil.audit.TokenKeys;
import org.keepuntil.audit.seal.SigningKeys;
import org.keepuntil.cli.Console;
import org.keepuntil.control.Roles;
import org.keepuntil.residue.MaintainerGrants;
import org.keepuntil.sql.Identifier;

/** The server, the account and the sample database, made afresh. */
final class DemoSetting {
    private final Demonstration demonstration;
    private final Console console;

    DemoSetting(Demonstration demonstration, Console console) {
        this.demonstration = demonstration;
        this.console = console;
    }

    /** Makes all of it; what an earlier demonstration left is dropped. */
    void make(DemoSample sample) throws SQLException {
        console.remark("Starting a PostgreSQL of its own in " + DemoServer.defaultHome()
                + " (the first time takes a few seconds more) …");
        DemoServer server = demonstration.server();
        try (Connection connection = server.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String schema : schemas(statement)) {
                statement.execute("drop schema " + Identifier.quote(schema) + " cascade");
            }
            makeLogin(statement, Demonstration.LOGIN, server.password());
            makeLogin(statement, Demonstration.APPROVER, server.password());
            statement.execute("alter role " + Identifier.quote(Demonstration.LOGIN) + " createrole");
            statement.execute("grant create, temporary on database " + Identifier.quote(DemoServer.DATABASE) + " to "
                    + Identifier.quote(Demonstration.LOGIN));
        }
        forgetKeys();
        demonstration.play(sample.schedule());
        console.remark("Making the sample database: " + sample.title() + ", all fictional …");
        sample.create(server.dataSource(Demonstration.LOGIN), this::step);
        console.remark("");
    }

    /** All that an earlier demonstration can have made: the database is the demonstration's own. */
    private static List<String> schemas(Statement statement) throws SQLException {
        List<String> schemas = new ArrayList<>();
        try (ResultSet found = statement.executeQuery("select nspname from pg_namespace"
                + " where nspname !~ '^pg_' and nspname not in ('information_schema', 'public')")) {
            while (found.next()) {
                schemas.add(found.getString(1));
            }
        }
        return schemas;
    }

    private void step(String what) {
        if (!console.quiet()) {
            console.err().print("  " + what);
            console.err().flush();
        }
    }

    /** An account as a DBA would give it: none is a superuser. */
    private static void makeLogin(Statement statement, String name, String password) throws SQLException {
        String login = Identifier.quote(name);
        boolean there;
        try (ResultSet found = statement.executeQuery("select 1 from pg_roles where rolname = '" + name + "'")) {
            there = found.next();
        }
        if (!there) {
            statement.execute("create role " + login + " login");
        }
        statement.execute("alter role " + login + " password '" + password + "'");
    }

    /** Each demonstration is an installation of its own, and so has keys of its own. */
    private void forgetKeys() {
        for (String variable : List.of(TokenKeys.VARIABLE, SigningKeys.FILE_VARIABLE)) {
            try {
                Files.deleteIfExists(
                        Path.of(String.valueOf(demonstration.environment().get(variable))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Makes the accounts members of the roles that they act in, as act 1 says to do. */
    void letLoginWork() throws SQLException {
        Roles roles = Roles.of(DemoServer.DATABASE);
        try (Connection connection =
                        demonstration.server().dataSource(Demonstration.LOGIN).getConnection();
                Statement statement = connection.createStatement()) {
            for (String role : new String[] {roles.operator(), roles.approver(), roles.auditor(), roles.maintainer()}) {
                grant(statement, role, Demonstration.LOGIN);
            }
            grant(statement, roles.approver(), Demonstration.APPROVER);
        }
        try (Connection connection = demonstration.server().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            console.print("The server's own administrator grants what the account could not:");
            for (String grant : MaintainerGrants.ofServer(connection).missing()) {
                statement.execute(grant);
                console.print("  " + grant + ";");
            }
        }
    }

    private void grant(Statement statement, String role, String login) throws SQLException {
        String grant = "grant " + Identifier.quote(role) + " to " + Identifier.quote(login);
        statement.execute(grant);
        console.print("  " + grant + ";");
    }
}
