package org.keepuntil.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Target} of what the user gave and what is around, in libpq's order: the address, then the service, then the
 * environment, then defaults. One thing differs: where no host is given, it is {@code localhost} over TCP, because the driver knows
 * no Unix sockets.
 */
final class TargetResolver {
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._-]+|[0-9A-Fa-f:.]+(%[\\p{Alnum}._-]+)?");
    private static final String DEFAULT_PORT = "5432";
    private static final int DEFAULT_TIMEOUT_SECONDS = 10;

    /** Signing in can take longer than connecting (LDAP, RADIUS), so the whole login has this much on top. */
    private static final int LOGIN_SECONDS = 20;

    private final Surroundings surroundings;

    TargetResolver(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Resolves an address; null for what the environment alone says. */
    Target resolve(@Nullable String uri) {
        Map<Parameter, String> given = uri == null ? new EnumMap<>(Parameter.class) : parameters(uri);
        addMissing(given, services(given));
        addMissing(given, environment());
        return build(given);
    }

    /** What the URI itself says. */
    static Map<Parameter, String> parameters(String uri) {
        Map<Parameter, String> found = new EnumMap<>(Parameter.class);
        DatabaseUri.parse(uri).forEach((keyword, value) -> {
            Parameter parameter = Parameter.named(keyword)
                    .orElseThrow(() -> new UserError(
                            ExitCode.USAGE,
                            "The database's address has a parameter that is not allowed here: " + keyword + "."));
            found.put(parameter, value);
        });
        return found;
    }

    private Map<Parameter, String> services(Map<Parameter, String> given) {
        String service =
                given.containsKey(Parameter.SERVICE) ? given.get(Parameter.SERVICE) : surroundings.get("PGSERVICE");
        return service == null ? Map.of() : ServiceFile.read(service, surroundings);
    }

    private Map<Parameter, String> environment() {
        Map<Parameter, String> found = new EnumMap<>(Parameter.class);
        for (Parameter parameter : Parameter.values()) {
            String variable = parameter.variable();
            String value = variable == null ? null : surroundings.get(variable);
            if (value != null) {
                found.put(parameter, value);
            }
        }
        return found;
    }

    private static void addMissing(Map<Parameter, String> given, Map<Parameter, String> more) {
        more.forEach(given::putIfAbsent);
    }

    private Target build(Map<Parameter, String> given) {
        List<String> hosts = hosts(given.getOrDefault(Parameter.HOST, "localhost"));
        List<String> ports = ports(given.getOrDefault(Parameter.PORT, DEFAULT_PORT), hosts.size());
        String user = given.getOrDefault(Parameter.USER, surroundings.loginName());
        String database = given.getOrDefault(Parameter.DATABASE, user);
        List<String> addresses = new ArrayList<>();
        for (int i = 0; i < hosts.size(); i++) {
            String host = hosts.get(i);
            addresses.add((host.contains(":") ? "[" + host + "]" : host) + ":" + ports.get(i));
        }
        String where = String.join(",", addresses) + "/";
        Properties properties = properties(given, hosts.size());
        properties.setProperty("user", user);
        properties.setProperty("password", password(given, hosts, ports, database, user));
        return new Target(
                "jdbc:postgresql://" + where + URLEncoder.encode(database, StandardCharsets.UTF_8),
                properties,
                "postgresql://" + user + "@" + where + database);
    }

    private static List<String> hosts(String list) {
        List<String> hosts = new ArrayList<>();
        for (String written : list.split(",", -1)) {
            String host = written.isEmpty() ? "localhost" : written;
            if (host.startsWith("/") || host.startsWith("@")) {
                throw new UserError(
                        ExitCode.USAGE,
                        "The host " + host + " is a Unix socket, and Keepuntil connects over TCP only.",
                        "Give a host name, for instance localhost, in --database or PGHOST.");
            }
            if (!HOST.matcher(host).matches()) {
                throw new UserError(ExitCode.USAGE, "The database's address has a host that is no host name.");
            }
            hosts.add(host);
        }
        return hosts;
    }

    /** One port for each host; a single one serves all, as in libpq. */
    private static List<String> ports(String list, int hosts) {
        List<String> ports = new ArrayList<>();
        for (String written : list.split(",", -1)) {
            String port = written.isEmpty() ? DEFAULT_PORT : written;
            if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65535) {
                throw new UserError(ExitCode.USAGE, "The database's port must be a number from 1 to 65535.");
            }
            ports.add(port);
        }
        while (ports.size() < hosts && !list.contains(",")) {
            ports.add(ports.get(0));
        }
        if (ports.size() != hosts) {
            throw new UserError(ExitCode.USAGE, "There are " + hosts + " hosts and " + ports.size() + " ports.");
        }
        return ports;
    }

    private static Properties properties(Map<Parameter, String> given, int hosts) {
        Properties properties = new Properties();
        int timeout = timeout(given.get(Parameter.CONNECT_TIMEOUT));
        properties.setProperty("ApplicationName", "keepuntil");
        given.forEach((parameter, value) -> {
            if (parameter.property() != null) {
                properties.setProperty(parameter.property(), parameter.translate(value));
            }
        });
        properties.remove("PGHOST");
        properties.remove("PGPORT");
        properties.remove("PGDBNAME");
        properties.setProperty("connectTimeout", String.valueOf(timeout));
        properties.putIfAbsent("loginTimeout", String.valueOf(timeout == 0 ? 0 : timeout * hosts + LOGIN_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        // without it the messages of exceptions hold values: Key (email)=(…)
        properties.setProperty("logServerErrorDetail", "false");
        return properties;
    }

    private static int timeout(@Nullable String seconds) {
        if (seconds == null) {
            return DEFAULT_TIMEOUT_SECONDS;
        }
        if (!seconds.matches("[0-9]{1,6}")) {
            throw new UserError(ExitCode.USAGE, "connect_timeout (PGCONNECT_TIMEOUT) must be a number of seconds.");
        }
        return Integer.parseInt(seconds);
    }

    /** The password; empty where there is none, because the driver would otherwise look for one in its own way. */
    private String password(
            Map<Parameter, String> given, List<String> hosts, List<String> ports, String database, String user) {
        String password = given.get(Parameter.PASSWORD);
        if (password != null) {
            return password;
        }
        String path = given.get(Parameter.PASS_FILE);
        PassFile file = new PassFile(path == null ? surroundings.home().resolve(".pgpass") : surroundings.path(path));
        Set<String> found = new LinkedHashSet<>();
        for (int i = 0; i < hosts.size(); i++) {
            file.password(hosts.get(i), ports.get(i), database, user).ifPresent(found::add);
        }
        if (found.size() > 1) {
            throw new UserError(
                    ExitCode.USAGE,
                    "The password file has different passwords for these hosts, and one connection takes one password.",
                    "Give one host in --database.");
        }
        return found.isEmpty() ? "" : found.iterator().next();
    }
}
