package org.keepuntil.control;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database of its own for a test class, and logins in it: everything is tried as an account that can do no more than its role. */
public final class ControlDatabase {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;

    private ControlDatabase(String name) {
        this.name = name;
    }

    /** An empty database. */
    public static ControlDatabase empty() {
        return named("ku_control_" + COUNT.incrementAndGet());
    }

    /** An empty database of that name. */
    static ControlDatabase named(String name) {
        new JdbcTemplate(Server.POSTGRES.getPostgresDatabase()).execute("create database " + Sql.quoted(name));
        return new ControlDatabase(name);
    }

    /** A database with the control schema. */
    public static ControlDatabase installed() throws SQLException {
        ControlDatabase database = empty();
        Installer.install(database.superuser());
        return database;
    }

    public String name() {
        return name;
    }

    public Roles roles() {
        return Roles.of(name);
    }

    public DataSource superuser() {
        return as("postgres");
    }

    public DataSource operator() {
        return member("op", roles().operator());
    }

    public DataSource approver() {
        return member("ap", roles().approver());
    }

    public DataSource auditor() {
        return member("au", roles().auditor());
    }

    public DataSource maintainer() {
        return member("ma", roles().maintainer());
    }

    /** An account of that name, made when it is first asked for. */
    public DataSource account(String prefix, String attributes) {
        String login = login(prefix);
        JdbcTemplate server = new JdbcTemplate(superuser());
        if (server.queryForList("select 1 from pg_roles where rolname = ?", login)
                .isEmpty()) {
            server.execute("create role " + Sql.quoted(login) + " login " + attributes);
        }
        return as(login);
    }

    /** The name of an account. */
    public String login(String prefix) {
        return prefix + "_" + name;
    }

    private DataSource member(String prefix, String role) {
        return account(prefix, "in role " + Sql.quoted(role));
    }

    private DataSource as(String login) {
        return Server.POSTGRES.getDatabase(login, name);
    }

    /** Started with the first database and ended with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setLocaleConfig("locale", "C.UTF-8")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
