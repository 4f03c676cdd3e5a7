package org.keepuntil.fleet;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;
import org.keepuntil.source.YamlFile;

/** Reads {@code fleet.yaml}. */
public final class FleetParser {
    private static final String EXAMPLE =
            "targets: { extended-services: { database: \"postgresql://night@db1.example.org/extended\","
                    + " schedule: extended-services } }";
    private static final String HOURS = "hours: { from: \"22:00\", to: \"06:00\", time zone: Europe/London }";
    private static final Pattern TIME = Pattern.compile("([01]?[0-9]|2[0-3]):[0-5][0-9]");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,2}");
    private static final Pattern SECONDS = Pattern.compile("([1-9][0-9]{0,3}) ?s");
    private static final int SHORTEST_TAKEOVER = 4;

    private final Problems problems;
    private final Path base;

    private FleetParser(Problems problems, Path base) {
        this.problems = problems;
        this.base = base;
    }

    /**
     * The fleet of a file; empty where it has errors, all of which are then in the problems.
     *
     * @param base the directory from which the paths in it are meant
     */
    public static Optional<Fleet> parse(YamlFile file, Path base, Problems problems) {
        long before = problems.errors();
        Optional<Fleet> fleet = Fields.of(file.root(), "a fleet", EXAMPLE, problems)
                .flatMap(fields -> new FleetParser(problems, base).fleet(fields));
        return problems.errors() == before ? fleet : Optional.empty();
    }

    private Optional<Fleet> fleet(Fields fields) {
        String title = fields.requiredScalar("fleet", "fleet: South Essex")
                .map(Values::folded)
                .orElse("");
        Optional<String> coordination = fields.requiredScalar(
                        "coordination", "coordination: postgresql://fleet@db1.example.org/keepuntil_fleet")
                .flatMap(this::address);
        SettingParser settings = new SettingParser(problems, base);
        Optional<Setting> password =
                fields.node("coordination password").flatMap(node -> settings.secret(node, "coordination password"));
        Optional<Path> reports = fields.requiredScalar("reports", "reports: /var/lib/keepuntil/reports")
                .map(scalar -> base.resolve(Values.folded(scalar)));
        Optional<Hours> hours = fields.node("hours").flatMap(this::hours);
        int onOneServer = fields.scalar("on one server").flatMap(this::number).orElse(1);
        Duration takeover = fields.scalar("takeover").flatMap(this::takeover).orElse(Duration.ofSeconds(60));
        List<Target> targets = fields.required("targets", EXAMPLE)
                .map(node -> targets(node, hours, settings))
                .orElse(List.of());
        fields.finish();
        return coordination.flatMap(address -> reports.map(
                directory -> new Fleet(title, address, password, directory, onOneServer, takeover, targets)));
    }

    private List<Target> targets(Node node, Optional<Hours> hours, SettingParser settings) {
        if (!(node instanceof Node.Mapping mapping) || mapping.entries().isEmpty()) {
            problems.error(node, "\"targets\" is a map of databases", "Write for example: " + EXAMPLE);
            return List.of();
        }
        List<Target> targets = new ArrayList<>();
        for (Node.Entry entry : mapping.entries()) {
            new TargetParser(problems, base, settings, this::hours)
                    .parse(entry, hours)
                    .ifPresent(targets::add);
        }
        return targets;
    }

    private Optional<String> address(Node.Scalar scalar) {
        return TargetParser.address(scalar, problems);
    }

    private Optional<Hours> hours(Node node) {
        Optional<Fields> given = Fields.of(node, "\"hours\"", HOURS, problems);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = given.get();
        Optional<LocalTime> from =
                fields.requiredScalar("from", "from: \"22:00\"").flatMap(this::time);
        Optional<LocalTime> to = fields.requiredScalar("to", "to: \"06:00\"").flatMap(this::time);
        Optional<ZoneId> zone =
                fields.requiredScalar("time zone", "time zone: Europe/London").flatMap(this::zone);
        fields.finish();
        return from.flatMap(f -> to.flatMap(t -> zone.map(z -> new Hours(f, t, z))));
    }

    private Optional<LocalTime> time(Node.Scalar scalar) {
        String text = Values.folded(scalar);
        if (TIME.matcher(text).matches()) {
            return Optional.of(LocalTime.parse(text.length() == 4 ? "0" + text : text));
        }
        problems.error(scalar, "\"" + text + "\" is no time of day", "Write hours and minutes: \"22:00\"");
        return Optional.empty();
    }

    private Optional<ZoneId> zone(Node.Scalar scalar) {
        String text = Values.folded(scalar);
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            problems.error(scalar, "\"" + text + "\" is no time zone", "Write a place: Europe/London");
            return Optional.empty();
        }
    }

    private Optional<Integer> number(Node.Scalar scalar) {
        return TargetParser.number(scalar, NUMBER, "Write a whole number: 2", problems);
    }

    private Optional<Duration> takeover(Node.Scalar scalar) {
        String text = Values.folded(scalar);
        var matcher = SECONDS.matcher(text);
        if (matcher.matches() && Integer.parseInt(matcher.group(1)) >= SHORTEST_TAKEOVER) {
            return Optional.of(Duration.ofSeconds(Integer.parseInt(matcher.group(1))));
        }
        problems.error(
                scalar,
                "\"" + text + "\" is no time after which a worker is taken for dead",
                "Write seconds, at least " + SHORTEST_TAKEOVER + ": 60 s");
        return Optional.empty();
    }
}
