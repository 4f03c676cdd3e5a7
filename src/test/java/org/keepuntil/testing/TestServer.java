package org.keepuntil.testing;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The server that the tests of one JVM share: the one that {@code KEEPUNTIL_TEST_DATABASE} names, else a container where
 * Docker answers, else an embedded one. It is started when first asked for and goes with the JVM. It is PostgreSQL 17, or what
 * {@code -Dkeepuntil.test.postgresql=18} asks for; a test may ask for one of each version beside it.
 *
 * @param options further parameters of the URL, as they were given
 */
public record TestServer(
        String hostAndPort, String database, String user, String password, Map<String, String> options) {
    static final String VARIABLE = "KEEPUNTIL_TEST_DATABASE";

    private static final String VERSION = "keepuntil.test.postgresql";
    private static final Map<Integer, TestServer> OF_VERSIONS = new HashMap<>();

    private static @Nullable TestServer shared;

    static synchronized TestServer shared() {
        TestServer server = shared;
        if (server == null) {
            server = find();
            shared = server;
        }
        return server;
    }

    private static TestServer find() {
        String named = System.getenv(VARIABLE);
        if (named != null && !named.isBlank()) {
            return parse(named.strip());
        }
        Optional<Integer> version =
                Optional.ofNullable(System.getProperty(VERSION)).map(Integer::valueOf);
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return container(version.orElse(17));
        }
        return version.map(
                        major -> of(major).orElseThrow(() -> new IllegalStateException(EmbeddedBinaries.advice(major))))
                .orElseGet(() -> EmbeddedTestServer.start(Optional.empty()));
    }

    /** An embedded server of a major version, if its binaries are there. */
    static synchronized Optional<TestServer> of(int major) {
        TestServer known = OF_VERSIONS.get(major);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<TestServer> server =
                EmbeddedBinaries.of(major).map(binaries -> EmbeddedTestServer.start(Optional.of(binaries)));
        server.ifPresent(s -> OF_VERSIONS.put(major, s));
        return server;
    }

    @SuppressWarnings("resource") // the container lives as long as the JVM; Testcontainers' own reaper removes it
    private static TestServer container(int major) {
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:" + major);
        container.setCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300");
        container.start();
        return new TestServer(
                container.getHost() + ":" + container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                "postgres",
                container.getUsername(),
                container.getPassword(),
                Map.of());
    }

    /** Reads {@code postgresql://user:password@host:port/database?…} or {@code jdbc:postgresql://host/database?user=…}. */
    public static TestServer parse(String named) {
        URI uri = URI.create(named.startsWith("jdbc:") ? named.substring("jdbc:".length()) : named);
        String authority = uri.getRawAuthority();
        if (authority == null || !String.valueOf(uri.getScheme()).startsWith("postgres")) {
            throw new IllegalArgumentException(
                    VARIABLE + " should look like postgresql://user:password@localhost:5432/postgres");
        }
        Map<String, String> options = options(uri.getRawQuery());
        int at = authority.lastIndexOf('@');
        String[] login = at < 0 ? new String[0] : authority.substring(0, at).split(":", 2);
        if (login.length > 0) {
            options.put("user", decoded(login[0]));
        }
        if (login.length > 1) {
            options.put("password", decoded(login[1]));
        }
        String user = options.remove("user");
        String password = options.remove("password");
        String path = uri.getPath();
        return new TestServer(
                authority.substring(at + 1),
                path == null || path.length() < 2 ? "postgres" : path.substring(1),
                user == null ? System.getProperty("user.name") : user,
                password == null ? "" : password,
                Map.copyOf(options));
    }

    private static Map<String, String> options(@Nullable String query) {
        Map<String, String> options = new LinkedHashMap<>();
        Arrays.stream(query == null ? new String[0] : query.split("&"))
                .map(option -> option.split("=", 2))
                .filter(option -> option.length == 2)
                .forEach(option -> options.put(decoded(option[0]), decoded(option[1])));
        return options;
    }

    /** The JDBC URL of a database on this server, with the login in it. */
    public String url(String name, String login, String secret) {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.put("user", login);
        if (!secret.isEmpty()) {
            all.put("password", secret);
        }
        return "jdbc:postgresql://" + hostAndPort + "/" + encoded(name)
                + all.entrySet().stream()
                        .map(option -> encoded(option.getKey()) + "=" + encoded(option.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    public DataSource dataSource(String name, String login, String secret) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url(name, login, secret));
        return source;
    }

    /** Where databases and roles are made and dropped. */
    public DataSource administration() {
        return dataSource(database, user, password);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
