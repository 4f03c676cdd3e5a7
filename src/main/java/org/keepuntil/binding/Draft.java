package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keepuntil.catalog.Catalog;
import org.keepuntil.catalog.Table;
import org.keepuntil.schedule.ScheduleParser;
import org.keepuntil.source.Node;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;

/**
 * A binding and a schedule for a database that nobody has described, for a person to finish. The schedule keeps everything: what is
 * destroyed, and when, is for people to say.
 *
 * @param classes the names of the classes of records
 */
public record Draft(String schedule, String binding, List<String> classes) {
    public Draft {
        classes = List.copyOf(classes);
    }

    /**
     * Drafts from a catalog; empty where no table looks like one of records, or a name is not there.
     *
     * @param named tables that hold records, as a person names them; where there are none, they are guessed
     */
    public static Optional<Draft> of(Catalog catalog, List<String> named, Problems problems) {
        List<Table> tables = new ArrayList<>();
        for (String name : named) {
            table(catalog, name, problems).ifPresent(tables::add);
        }
        if (problems.hasErrors()) {
            return Optional.empty();
        }
        DraftTables found = DraftTables.of(catalog, tables);
        DraftNames names = new DraftNames();
        List<DraftClass> classes = found.records().stream()
                .map(t -> new DraftClass(catalog, t, found.components(t), names.ofClass(t.name(), t.schema())))
                .toList();
        if (classes.isEmpty()) {
            return Optional.empty();
        }
        String schedule = schedule(catalog.database(), classes);
        String records = records(catalog, classes);
        return Optional.of(new Draft(
                schedule,
                records + text(leftToDecide(undecided(catalog, schedule, records))),
                classes.stream().map(DraftClass::name).toList()));
    }

    /**
     * What the draft does not speak of, found as a check finds it; nothing where the tables have a shape that can't be bound, of which the check
     * speaks first.
     */
    private static List<Suspect> undecided(Catalog catalog, String schedule, String binding) {
        Problems problems = new Problems();
        Binding draft = YamlFile.of("schedule.yaml", schedule, problems)
                .flatMap(file -> ScheduleParser.parse(file, problems))
                .flatMap(s -> YamlFile.of("binding.yaml", binding, problems)
                        .flatMap(file -> BindingParser.parse(file, s, problems)))
                .orElseThrow(() -> new IllegalStateException("a draft that does not hold: " + problems.render()));
        return Layouts.resolve(draft, catalog, problems)
                .map(l -> Inventory.of(List.of(draft), List.of(l), catalog, problems, problems))
                .orElse(List.of())
                .stream()
                .flatMap(reached -> reached.suspect().stream())
                .distinct()
                .toList();
    }

    private static Optional<Table> table(Catalog catalog, String name, Problems problems) {
        Place place = new Place("--table " + name, 1, 1);
        Optional<Table> table = new Paths(problems)
                .table(Node.Scalar.of(name, place))
                .flatMap(t -> new Names(catalog, problems).table(t, Optional.empty(), place));
        table.filter(t -> DraftTables.key(t).isEmpty())
                .ifPresent(t -> problems.error(
                        place,
                        1,
                        t
                                + " has no primary key and no unique columns that are never null, so its records can't be told apart",
                        "Have a key added to it, or name the table that its rows belong to."));
        return table;
    }

    private static String schedule(String database, List<DraftClass> classes) {
        String id = LikeNames.words(database).replace('_', '-');
        List<String> lines = new ArrayList<>(List.of(
                "# A draft. It keeps everything: how long a record is kept, and by what authority, is for you to write.",
                "# Each line is explained in the manual, src/docs/language.md.",
                "schedule: " + (id.isEmpty() ? "draft" : id + "-draft"),
                "title: " + Written.scalar("Draft for " + database),
                "version: draft",
                "",
                "records:"));
        for (DraftClass each : classes) {
            lines.add("  " + Written.scalar(each.name()) + ":");
            lines.add("    title: " + title(each.name()));
            declared(lines, "people", each.people());
            declared(lines, "events", each.events());
            declared(lines, "facts", each.facts());
        }
        lines.add("");
        lines.add("rules:");
        Set<String> ids = new HashSet<>();
        for (DraftClass each : classes) {
            String rule = each.name().replaceAll("[^\\p{L}\\p{N}_.-]+", "-") + "-undecided";
            lines.add("  - id: " + (ids.add(rule) ? rule : rule + "-" + ids.size()));
            lines.add("    records: " + Written.scalar(each.name()));
            lines.add("    keep: permanently    # decide: for example, " + each.example());
            lines.add("    then: review         # decide: for example, destroy");
            lines.add("    authority: Nobody has decided yet");
        }
        return text(lines);
    }

    private static void declared(List<String> lines, String key, List<String> names) {
        if (!names.isEmpty()) {
            lines.add("    " + key + ": " + DraftNames.list(names));
        }
    }

    private static String title(String name) {
        String words = name.replace('-', ' ');
        return Written.scalar(words.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + words.substring(1));
    }

    private static String records(Catalog catalog, List<DraftClass> classes) {
        List<String> lines = new ArrayList<>(List.of(
                "# A draft of where the records of " + catalog.database().replaceAll("\\p{Cntrl}", "?")
                        + " live. Every line is a guess," + " from names, types and foreign keys alone.",
                "# Take out what holds no records, here and in schedule.yaml; look at each guess; then hold it against the database:",
                "#   keepuntil check --schedule DIR --database …",
                "# It lists every table within reach of a record, and what is left to decide.",
                "",
                "# deaths: recorded    # if deaths reach this database. Without it, no date of death means that nobody knows.",
                "# placeholder dates: [1900-01-01]    # dates that stand for \"not known\"",
                "",
                "records:"));
        for (DraftClass each : classes) {
            lines.addAll(each.lines());
            lines.add("");
        }
        return text(lines);
    }

    private static List<String> leftToDecide(List<Suspect> undecided) {
        List<String> lines = new ArrayList<>();
        if (!undecided.isEmpty()) {
            lines.add(
                    "# What may belong to a record although no foreign key says so. Decide each: an entry without the sign # is");
            lines.add("# none of a record's. A copy that is forgotten outlives what it was made from.");
            lines.add("# unrelated:");
            Set<String> told = new HashSet<>();
            undecided.stream().filter(s -> told.add(s.name())).forEach(s -> lines.addAll(Remedies.lines(s, "")));
            lines.add("");
        }
        lines.add("# What no program can find: paper, shared drives, a warehouse, exports, messages.");
        lines.add("# copies elsewhere:");
        lines.add("#   - { what: …, owner: … }");
        lines.add("# backups kept: 35 days");
        return lines;
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
