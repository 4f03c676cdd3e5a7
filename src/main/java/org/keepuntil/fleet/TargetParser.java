package org.keepuntil.fleet;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/** Reads a target of a fleet. */
final class TargetParser {
    private static final String EXAMPLE =
            "{ database: \"postgresql://night@db1.example.org/extended\", schedule: extended-services }";
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern WORKERS = Pattern.compile("[1-9]|1[0-6]");
    private static final Pattern RATE = Pattern.compile("[1-9][0-9]{0,8}/[smh]");
    private static final String DEFAULT_PORT = ":5432";

    private final Problems problems;
    private final Path base;
    private final SettingParser settings;
    private final Function<Node, Optional<Hours>> hours;

    TargetParser(Problems problems, Path base, SettingParser settings, Function<Node, Optional<Hours>> hours) {
        this.problems = problems;
        this.base = base;
        this.settings = settings;
        this.hours = hours;
    }

    Optional<Target> parse(Node.Entry entry, Optional<Hours> usual) {
        String name = entry.key().text();
        if (!NAME.matcher(name).matches()) {
            problems.error(
                    entry.key(),
                    "\"" + name + "\" is no name of a target: a directory is named after it",
                    "Use small letters, digits and hyphens: extended-services");
        }
        return Fields.of(entry.value(), "a target", EXAMPLE, problems)
                .flatMap(fields -> target(name, entry.key(), fields, usual));
    }

    private Optional<Target> target(String name, Node.Scalar key, Fields fields, Optional<Hours> usual) {
        Optional<String> database = fields.requiredScalar(
                        "database", "database: postgresql://night@db1.example.org/extended")
                .flatMap(scalar -> address(scalar, problems));
        fields.required("schedule", "schedule: extended-services");
        List<Path> schedules = fields.list("schedule").stream()
                .map(scalar -> base.resolve(Values.folded(scalar)))
                .toList();
        Optional<Hours> own = fields.node("hours").flatMap(hours);
        if (usual.isEmpty() && !fields.has("hours")) {
            problems.error(
                    key,
                    "nothing says in which hours \"" + name + "\" may be worked on",
                    "Add to it, or at the top of the file for all: hours: { from: \"22:00\", to: \"06:00\", time zone: Europe/London }");
        }
        int workers = fields.scalar("workers")
                .flatMap(scalar -> number(scalar, WORKERS, "Write a number from 1 to 16", problems))
                .orElse(1);
        Optional<String> rate = fields.scalar("rate").flatMap(this::rate);
        Map<String, Setting> given = new HashMap<>();
        fields.node("environment").ifPresent(node -> given.putAll(settings.environment(node)));
        fields.node("password")
                .flatMap(node -> settings.secret(node, "password"))
                .ifPresent(password -> given.put("PGPASSWORD", password));
        fields.finish();
        return database.flatMap(address -> own.or(() -> usual)
                .map(h -> new Target(name, address, server(address), schedules, h, workers, rate, given)));
    }

    private Optional<String> rate(Node.Scalar scalar) {
        String text = Values.folded(scalar);
        if (RATE.matcher(text).matches()) {
            return Optional.of(text);
        }
        problems.error(scalar, "\"" + text + "\" is no rate", "Write records a second, minute or hour: 200/s");
        return Optional.empty();
    }

    static Optional<Integer> number(Node.Scalar scalar, Pattern pattern, String hint, Problems problems) {
        String text = Values.folded(scalar);
        if (pattern.matcher(text).matches()) {
            return Optional.of(Integer.valueOf(text));
        }
        problems.error(scalar, "\"" + text + "\" is no such number", hint);
        return Optional.empty();
    }

    /** An address of a database; one with a password in it is refused, for the file is read by many. */
    static Optional<String> address(Node.Scalar scalar, Problems problems) {
        String text = Values.folded(scalar);
        try {
            URI uri = new URI(text);
            String user = uri.getRawUserInfo() == null ? before(uri) : uri.getRawUserInfo();
            if (user.contains(":") || text.matches("(?i).*[?&]password=.*")) {
                problems.error(
                        scalar,
                        "an address with a password in it can be read by everyone who reads this file",
                        "Take it out, and name a file or a variable: password: { file: /run/secrets/extended }");
                return Optional.empty();
            }
            if (("postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme()))
                    && uri.getRawAuthority() != null
                    && uri.getRawPath().length() > 1) {
                return Optional.of(text);
            }
        } catch (java.net.URISyntaxException e) {
            // said below
        }
        problems.error(
                scalar,
                "this is no address of a database",
                "Write who, where and which: postgresql://night@db1.example.org:5432/extended");
        return Optional.empty();
    }

    /** Of several hosts Java finds no user. */
    private static String before(URI uri) {
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        return authority.contains("@") ? authority.substring(0, authority.lastIndexOf('@')) : "";
    }

    /** Host and port, or several of them, as the address has them. */
    private static String server(String address) {
        String authority = URI.create(address).getRawAuthority();
        String hosts = authority.substring(authority.lastIndexOf('@') + 1).toLowerCase(java.util.Locale.ROOT);
        return hosts.matches(".*:[0-9]+") ? hosts : hosts + DEFAULT_PORT;
    }
}
