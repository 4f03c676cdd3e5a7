package org.keepuntil.testing;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.opentest4j.TestAbortedException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A fresh, empty database for a test, with a name that no other has. Closing drops it, whoever is still connected, and all
 * roles whose names begin with {@code keepuntil_<name>_}, because roles belong to the whole server.
 *
 * <pre>{@code
 * try (TestDatabase database = TestDatabase.create()) {
 *     database.execute("create table note (id bigint primary key)");
 *     TestDatabase.Login reader = database.login("reader", "pg_read_all_data");
 * }
 * }</pre>
 */
public final class TestDatabase implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String CONSONANTS = "bcdfghjklmnpqrstvwxz";
    private static final String EMPTY = "template0 encoding 'UTF8'";

    private final TestServer server;
    private final String name;

    private TestDatabase(TestServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** A login of its own on a test database. */
    public record Login(String user, String password, String url, DataSource dataSource) {}

    public static TestDatabase create() {
        return create(TestServer.shared(), EMPTY);
    }

    /** One of a major version of PostgreSQL; the test that asks for it is skipped, and says so, where its binaries are not to be had. */
    public static TestDatabase ofVersion(int major) {
        Optional<TestServer> server = TestServer.of(major);
        if (server.isEmpty()) {
            String skipped =
                    "SKIPPED: nothing was tested on PostgreSQL " + major + ". " + EmbeddedBinaries.advice(major);
            System.err.println(skipped);
            throw new TestAbortedException(skipped);
        }
        return create(server.get(), EMPTY);
    }

    /** Another database with the same content. Nobody may be connected to this one. */
    public TestDatabase copy() {
        return create(server, name);
    }

    static TestDatabase create(TestServer server) {
        return create(server, EMPTY);
    }

    private static TestDatabase create(TestServer server, String template) {
        JdbcTemplate administration = new JdbcTemplate(server.administration());
        String name;
        do {
            name = "ku_test_" + letters(6);
        } while (!administration
                .queryForList("select 1 from pg_database where datname = ?", name)
                .isEmpty());
        administration.execute("create database " + name + " template " + template);
        return new TestDatabase(server, name);
    }

    /** Only consonants: tests look for words and numbers in what is printed, and may not find them in the name of a database. */
    private static String letters(int length) {
        return RANDOM.ints(length, 0, CONSONANTS.length())
                .mapToObj(at -> CONSONANTS.substring(at, at + 1))
                .collect(Collectors.joining());
    }

    public String name() {
        return name;
    }

    /** The JDBC URL for the superuser, with user and password in it. */
    public String url() {
        return server.url(name, server.user(), server.password());
    }

    /** Connections of the superuser, a new one each time. */
    public DataSource dataSource() {
        return server.dataSource(name, server.user(), server.password());
    }

    public DataSource dataSource(String user, String password) {
        return server.dataSource(name, user, password);
    }

    /** The JDBC URL for any login, whether it exists or not. */
    public String url(String user, String password) {
        return server.url(name, user, password);
    }

    /** The {@code host:port} of the server, for what is not a JDBC URL. */
    public String hostAndPort() {
        return server.hostAndPort();
    }

    /** Runs one or several statements as the superuser. */
    public void execute(String sql) {
        new JdbcTemplate(dataSource()).execute(sql);
    }

    /** Makes a login that is a member of these roles. Its user is {@code keepuntil_<database>_<login>}. */
    public Login login(String login, String... memberOfRoles) {
        String user = rolePrefix() + login;
        String password = Long.toString(RANDOM.nextLong() & Long.MAX_VALUE, 36);
        JdbcTemplate administration = new JdbcTemplate(server.administration());
        administration.execute("create role " + quoted(user) + " login password '" + password + "'");
        for (String role : memberOfRoles) {
            administration.execute("grant " + quoted(role) + " to " + quoted(user));
        }
        return new Login(user, password, url(user, password), dataSource(user, password));
    }

    @Override
    public void close() throws DataAccessException {
        JdbcTemplate administration = new JdbcTemplate(server.administration());
        administration.execute("drop database if exists " + name + " with (force)");
        List<String> roles = administration.queryForList(
                "select rolname from pg_roles where starts_with(rolname, ?)", String.class, rolePrefix());
        for (String role : roles) {
            administration.execute("drop role " + quoted(role));
        }
    }

    private String rolePrefix() {
        return "keepuntil_" + name + "_";
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
