package org.keepuntil.control;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.keepuntil.sql.Identifier;
import org.keepuntil.testing.TestDatabase;

/** A database for tests of what lives in the control schema, and logins in it: each can do no more than its role. */
public final class ControlDatabase implements AutoCloseable {
    private final TestDatabase database = TestDatabase.create();
    private final Map<String, TestDatabase.Login> logins = new HashMap<>();

    private ControlDatabase() {}

    /** An empty database. */
    public static ControlDatabase empty() {
        return new ControlDatabase();
    }

    /** A database with the control schema. */
    public static ControlDatabase installed() throws SQLException {
        ControlDatabase database = empty();
        Installer.install(database.superuser());
        return database;
    }

    public String name() {
        return database.name();
    }

    public Roles roles() {
        return Roles.of(name());
    }

    public DataSource superuser() {
        return database.dataSource();
    }

    public DataSource operator() {
        return login("op", roles().operator()).dataSource();
    }

    public DataSource approver() {
        return login("ap", roles().approver()).dataSource();
    }

    public DataSource auditor() {
        return login("au", roles().auditor()).dataSource();
    }

    public DataSource maintainer() {
        return login("ma", roles().maintainer()).dataSource();
    }

    /** An account in no role. */
    DataSource nobody() {
        return login("nobody").dataSource();
    }

    /** An account as a managed PostgreSQL gives it: no superuser, but it may create roles and schemas. */
    DataSource dba() {
        TestDatabase.Login dba = login("dba");
        database.execute("alter role " + Identifier.quote(dba.user()) + " createrole; grant create on database "
                + Identifier.quote(name()) + " to " + Identifier.quote(dba.user()));
        return dba.dataSource();
    }

    /** The name with which the operator logs in. */
    public String operatorLogin() {
        return login("op", roles().operator()).user();
    }

    /** The name with which the approver logs in. */
    public String approverLogin() {
        return login("ap", roles().approver()).user();
    }

    @Override
    public void close() {
        database.close();
    }

    private synchronized TestDatabase.Login login(String login, String... roles) {
        return logins.computeIfAbsent(login, l -> database.login(l, roles));
    }
}
