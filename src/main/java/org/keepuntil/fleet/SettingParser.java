package org.keepuntil.fleet;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/** Reads where values come from that must not stand in the file. */
final class SettingParser {
    private static final String EXAMPLE = "{ file: /run/secrets/extended }";
    private static final Pattern VARIABLE = Pattern.compile("(?:KEEPUNTIL|PG)[A-Z0-9_]*");
    private static final Pattern SECRET = Pattern.compile("PGPASSWORD|KEEPUNTIL_.*KEY");

    private final Problems problems;
    private final Path base;

    SettingParser(Problems problems, Path base) {
        this.problems = problems;
        this.base = base;
    }

    /** A variable or a file. */
    Optional<Setting> secret(Node node, String what) {
        if (node instanceof Node.Scalar) {
            problems.error(
                    node,
                    "\"" + what + "\" does not stand in this file, which is read by many",
                    "Write where it is: " + what + ": " + EXAMPLE + ", or " + what + ": { env: EXTENDED_PASSWORD }");
            return Optional.empty();
        }
        Optional<Fields> given = Fields.of(node, "\"" + what + "\"", what + ": " + EXAMPLE, problems);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Fields fields = given.get();
        Optional<Setting> variable = fields.text("env").map(Setting.FromVariable::new);
        Optional<Setting> file = fields.text("file").map(name -> new Setting.FromFile(base.resolve(name)));
        fields.finish();
        if (variable.isPresent() == file.isPresent()) {
            problems.error(node, "\"" + what + "\" is in a file or in a variable", "Write: " + what + ": " + EXAMPLE);
            return Optional.empty();
        }
        return variable.or(() -> file);
    }

    /** The variables that a run is given. */
    Map<String, Setting> environment(Node node) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        if (!(node instanceof Node.Mapping mapping)) {
            problems.error(
                    node,
                    "\"environment\" is a map of variables",
                    "Write for example: environment: { PGSSLMODE: verify-full }");
            return settings;
        }
        for (Node.Entry entry : mapping.entries()) {
            String name = entry.key().text();
            if (!VARIABLE.matcher(name).matches()) {
                problems.error(
                        entry.key(),
                        "a run does not look at \"" + name + "\"",
                        "Variables that it looks at begin with PG or KEEPUNTIL_.");
            } else if (entry.value() instanceof Node.Scalar scalar
                    && !SECRET.matcher(name).matches()) {
                settings.put(name, new Setting.Plain(Values.folded(scalar)));
            } else {
                secret(entry.value(), name).ifPresent(setting -> settings.put(name, setting));
            }
        }
        return settings;
    }
}
