package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.ForeignKey;
import org.keepuntil.catalog.Table;

/** The lines to add to a binding for what it does not speak of, for a person to look at. */
public final class Remedies {
    private final Catalog catalog;
    private final Guess guess;
    private final List<String> lines = new ArrayList<>();

    private Remedies(Catalog catalog) {
        this.catalog = catalog;
        this.guess = new Guess(catalog);
    }

    /** The lines; empty where nothing is missing. */
    public static List<String> of(List<Reached> reached, Catalog catalog) {
        Remedies remedies = new Remedies(catalog);
        remedies.keys(reached);
        remedies.suspicions(reached);
        return remedies.lines;
    }

    private void keys(List<Reached> reached) {
        Map<String, List<ForeignKey>> byClass = new LinkedHashMap<>();
        for (Reached each : reached) {
            each.key()
                    .filter(key -> each.undeclared())
                    .ifPresent(key -> byClass.computeIfAbsent(each.recordClass(), c -> new ArrayList<>())
                            .add(key));
        }
        byClass.forEach((recordClass, keys) -> {
            lines.add("# Under records: " + recordClass + ". These are guesses: decide each.");
            section("components", keys.stream().filter(guess::belongs).toList(), true);
            section("related", keys.stream().filter(k -> !guess.belongs(k)).toList(), false);
        });
    }

    private void section(String title, List<ForeignKey> keys, boolean components) {
        if (keys.isEmpty()) {
            return;
        }
        lines.add("    " + title + ":");
        Set<Table> seen = new LinkedHashSet<>();
        for (ForeignKey key : keys) {
            Table from = catalog.table(key.from());
            String why = String.join(", ", key.fromColumns()) + " refers to " + catalog.table(key.to()) + " and "
                    + guess.reason(key);
            if (components && seen.add(from)) {
                lines.add("      - " + Written.table(from) + "    # goes with the record: " + why);
            } else if (!components) {
                lines.add("      " + Written.column(from, guess.naming(key)) + ": unlink    # stays: " + why);
            }
        }
        if (components) {
            lines.add("      # a row that is to stay is under related instead, as in: "
                    + Written.column(catalog.table(keys.get(0).from()), guess.naming(keys.get(0))) + ": keep");
        }
    }

    private void suspicions(List<Reached> reached) {
        Map<String, Suspect> open = new LinkedHashMap<>();
        for (Reached each : reached) {
            each.suspect().filter(s -> each.undeclared()).ifPresent(s -> open.putIfAbsent(s.name(), s));
        }
        if (open.isEmpty()) {
            return;
        }
        lines.add(
                "# Nobody but you can decide these. What is none of a record's stands at the top level, without the sign #:");
        lines.add("# unrelated:");
        open.values().forEach(suspect -> lines.addAll(lines(suspect, "")));
    }

    /** The suspicion, and what it could be, as comments. */
    static List<String> lines(Suspect suspect, String indent) {
        List<String> lines = new ArrayList<>();
        String name = suspect.columns().size() == 1
                ? Written.column(suspect.table(), suspect.columns().get(0))
                : Written.table(suspect.table());
        lines.add(indent + "#   - " + name + "    # " + suspect.why());
        String table = Written.path(suspect.table());
        if (suspect.kind() == Suspect.Kind.KEY
                && suspect.columns().size() == 1
                && key(suspect.of()).size() == 1) {
            lines.add(indent + "#     # or under the record: links: ["
                    + Written.scalar(
                            table + "." + Written.name(suspect.columns().get(0)) + " -> "
                                    + Written.path(suspect.of()) + "."
                                    + Written.name(key(suspect.of()).get(0)))
                    + "], with " + table + " under components or related");
        } else if (suspect.kind() == Suspect.Kind.PAIR) {
            lines.add(indent + "#     # or under each record that it refers to: links: ["
                    + Written.scalar(table + "."
                            + Written.name(suspect.columns().get(0)) + " -> TABLE.KEY where COLUMN = 'VALUE'")
                    + "], with " + table + " under components or related");
        } else if (suspect.kind() == Suspect.Kind.PERSONAL) {
            lines.add(indent + "#     # or a class of records of its own, in the schedule and here");
        } else {
            lines.add(indent + "#     # or under the record: components: [" + Written.table(suspect.table())
                    + "], with the link by which it belongs to it under links");
        }
        return lines;
    }

    private static List<String> key(Table table) {
        return table.primaryKey();
    }
}
