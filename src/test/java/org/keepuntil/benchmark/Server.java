package org.keepuntil.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keepuntil.testing.EmbeddedTestServer;
import org.keepuntil.testing.TestServer;
import org.springframework.jdbc.core.JdbcTemplate;

/** The PostgreSQL that all contenders work on, one after the other, each on a fresh copy of the same data. */
final class Server implements AutoCloseable {
    /** What a DBA would set on a machine like this; fsync and full_page_writes are never turned off. */
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "full_page_writes", "on",
            "shared_buffers", "1GB",
            "effective_cache_size", "4GB",
            "work_mem", "16MB",
            "maintenance_work_mem", "256MB",
            "max_wal_size", "8GB",
            "checkpoint_timeout", "15min",
            "random_page_cost", "1.1"));

    private static final List<String> SHOWN = List.of(
            "server_version",
            "fsync",
            "synchronous_commit",
            "full_page_writes",
            "shared_buffers",
            "effective_cache_size",
            "work_mem",
            "maintenance_work_mem",
            "max_wal_size",
            "checkpoint_timeout",
            "random_page_cost",
            "jit",
            "autovacuum");

    private final TestServer address;
    private final JdbcTemplate administration;
    private final @Nullable EmbeddedPostgres embedded;

    private Server(TestServer address, @Nullable EmbeddedPostgres embedded) {
        this.address = address;
        this.administration = new JdbcTemplate(address.administration());
        this.embedded = embedded;
    }

    /** One that is there already, named as {@code postgresql://superuser:password@host/database}. */
    static Server named(String uri) {
        return new Server(TestServer.parse(uri), null);
    }

    /** One of its own, with its data in a directory, which is emptied first. */
    static Server embedded(Path directory, Map<String, String> settings) throws IOException {
        Files.createDirectories(directory);
        System.setProperty("ot.epg.working-dir", directory.toAbsolutePath().toString());
        String password = UUID.randomUUID().toString();
        Path secret = Files.writeString(directory.resolve("secret"), password);
        try {
            EmbeddedPostgres.Builder builder = EmbeddedTestServer.builder(
                    directory.resolve("data").toAbsolutePath(),
                    secret.toAbsolutePath(),
                    password,
                    directory.resolve("server.log").toFile());
            SETTINGS.forEach(builder::setServerConfig);
            settings.forEach(builder::setServerConfig);
            EmbeddedPostgres started = builder.start();
            return new Server(
                    new TestServer("localhost:" + started.getPort(), "postgres", "postgres", password, Map.of()),
                    started);
        } finally {
            Files.delete(secret);
        }
    }

    boolean isEmbedded() {
        return embedded != null;
    }

    TestServer address() {
        return address;
    }

    JdbcTemplate administration() {
        return administration;
    }

    /** A database by this name, whether it is there or not. */
    JdbcTemplate database(String name) {
        return new JdbcTemplate(address.dataSource(name, address.user(), address.password()));
    }

    /** As whoever owns everything. */
    Connection connect(String name) throws SQLException {
        return address.dataSource(name, address.user(), address.password()).getConnection();
    }

    /** An empty one. */
    void create(String name) {
        administration.execute("create database " + name + " template template0 encoding 'UTF8'");
    }

    /** A fresh copy of another, written to disk before anybody works on it. */
    void copy(String from, String name) {
        drop(name);
        administration.execute("create database " + name + " template " + from + " strategy file_copy");
        administration.execute("checkpoint");
    }

    /** Drops it with the roles that Keepuntil has made for it. */
    void drop(String name) {
        administration.execute("drop database if exists " + name + " with (force)");
        administration
                .queryForList(
                        "select rolname from pg_roles where starts_with(rolname, ?)",
                        String.class,
                        "keepuntil_" + name + "_")
                .forEach(role -> administration.execute("drop role \"" + role + "\""));
    }

    long walBytes() {
        Long bytes = administration.queryForObject(
                "select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint", Long.class);
        return bytes == null ? 0 : bytes;
    }

    /** The settings that matter, as they are. */
    Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        SHOWN.forEach(name -> settings.put(
                name, String.valueOf(administration.queryForObject("select current_setting(?)", String.class, name))));
        return settings;
    }

    @Override
    public void close() throws IOException {
        if (embedded != null) {
            embedded.close();
        }
    }
}
