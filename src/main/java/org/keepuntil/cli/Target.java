package org.keepuntil.cli;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.keepuntil.sql.Identifier;

/**
 * The database to work on, fully resolved: nothing is left for the driver to look up. Its text form is an address without
 * parameters and password, fit for a terminal, a log and a report.
 */
public final class Target {
    /** At most: as many as a run may have workers, and a few for its lock and its progress. They are opened when they are needed. */
    private static final int CONNECTIONS = 20;

    /** How long a command waits for another connection: after a database was lost it waits several times. */
    private static final long PATIENCE_MILLIS = 10_000;

    /**
     * What every session of ours starts with, whatever the login's own defaults are. {@code row_security = off} makes a query fail
     * that row security would otherwise silently shorten; names are found in {@code pg_catalog} only, so all others are qualified. The server
     * looks whether we are still there, so that a machine that is gone leaves no lock behind. Statements with many conditions are not
     * compiled for the processor: that takes a second each, and gains less.
     */
    private static final String SESSION = """
            set timezone = 'UTC';
            set datestyle = 'ISO, YMD';
            set intervalstyle = 'postgres';
            set bytea_output = 'hex';
            set extra_float_digits = 1;
            set row_security = off;
            set jit = off;
            set default_transaction_isolation = 'read committed';
            set tcp_keepalives_idle = 30;
            set tcp_keepalives_interval = 10;
            set tcp_keepalives_count = 3;
            set tcp_user_timeout = '60s';
            do $$ begin
                perform set_config('client_connection_check_interval', '5s', false);
            exception when others then
                null; -- not every system can tell whether a client is still there
            end $$;
            set search_path = pg_catalog, pg_temp""";

    private final String jdbcUrl;
    private final Properties properties;
    private final String display;

    /**
     * @param jdbcUrl the driver's URL, with hosts, ports and database, and never a password
     * @param properties the driver's properties, with user and password
     * @param display the address to show
     */
    public Target(String jdbcUrl, Properties properties, String display) {
        this.jdbcUrl = jdbcUrl;
        this.properties = copy(properties);
        this.display = display;
    }

    public String jdbcUrl() {
        return jdbcUrl;
    }

    /** The driver's properties; the password is among them. */
    public Properties properties() {
        return copy(properties);
    }

    /** The address without password or parameters. */
    public String display() {
        return display;
    }

    /** A small pool of connections that work as the login itself. The first connection is made at once. */
    public HikariDataSource dataSource() {
        return open(SESSION, CONNECTIONS);
    }

    /** The same, with so many connections at most. */
    HikariDataSource dataSource(int connections) {
        return open(SESSION, connections);
    }

    /** The same, and every connection works as {@code role}, which the login must be a member of. */
    public HikariDataSource dataSource(String role) {
        return open(SESSION + ";\nset role " + Identifier.quote(role), CONNECTIONS);
    }

    private HikariDataSource open(String session, int connections) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("keepuntil");
        config.setJdbcUrl(jdbcUrl);
        config.setDataSourceProperties(copy(properties));
        config.setConnectionInitSql(session);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        return new HikariDataSource(config);
    }

    private static Properties copy(Properties properties) {
        Properties copy = new Properties();
        properties.stringPropertyNames().forEach(name -> copy.setProperty(name, properties.getProperty(name)));
        return copy;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Target target
                && jdbcUrl.equals(target.jdbcUrl)
                && properties.equals(target.properties)
                && display.equals(target.display);
    }

    @Override
    public int hashCode() {
        return jdbcUrl.hashCode();
    }

    @Override
    public String toString() {
        return display;
    }
}
