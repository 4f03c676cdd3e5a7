package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.schedule.RecordClass;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.schedule.YearStartsParser;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Nearest;
import org.keepuntil.source.Node;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;
import org.keepuntil.source.YamlFile;

/** Reads a binding file and holds it against its schedule. */
public final class BindingParser {
    private static final Pattern TIME = Pattern.compile("[0-9]{1,4} (day|week|month|year)s?");
    private static final String EXAMPLE = "records: { referral: { table: sees.referral, open while: never } }";

    private final Schedule schedule;
    private final YamlFile file;
    private final Problems problems;

    private BindingParser(Schedule schedule, YamlFile file, Problems problems) {
        this.schedule = schedule;
        this.file = file;
        this.problems = problems;
    }

    /** The binding; empty where the file has errors or does not fit the schedule, all of which is then in the problems. */
    public static Optional<Binding> parse(YamlFile file, Schedule schedule, Problems problems) {
        long before = problems.errors();
        Optional<Binding> binding = draft(file, schedule, problems);
        return problems.errors() == before ? binding : Optional.empty();
    }

    /** As much of a binding as can be read; not to be acted on where the problems have an error. */
    static Optional<Binding> draft(YamlFile file, Schedule schedule, Problems problems) {
        Optional<Binding> binding = Fields.of(file.root(), "a binding", EXAMPLE, problems)
                .map(fields -> new BindingParser(schedule, file, problems).binding(fields));
        binding.ifPresent(b -> new BindingCheck(schedule, b, problems).check());
        return binding;
    }

    private Binding binding(Fields fields) {
        DateOptions options = DateOptions.NONE.with(fields, problems);
        boolean deathsRecorded = fields.word("deaths", PeopleParser.DEATHS).orElse(false);
        Optional<YearStarts> years =
                fields.node("years").flatMap(node -> YearStartsParser.parse(node, schedule.years(), problems));
        List<String> copies = fields.node("copies elsewhere").map(this::copies).orElse(List.of());
        Optional<String> backups = fields.scalar("backups kept").flatMap(this::backups);
        List<BoundClass> classes = fields.required("records", EXAMPLE)
                .map(node -> classes(node, deathsRecorded, options))
                .orElse(List.of());
        List<Binding.Unrelated> unrelated = fields.list("unrelated").stream()
                .flatMap(scalar -> new Paths(problems).path(scalar).stream())
                .map(Binding.Unrelated::new)
                .toList();
        Optional<String> transferTo = fields.scalar("transfer to").flatMap(d -> Directories.parse(d, problems));
        fields.finish();
        return new Binding(classes, copies, backups, years, unrelated, transferTo, file.text());
    }

    private List<BoundClass> classes(Node node, boolean deathsRecorded, DateOptions options) {
        if (!(node instanceof Node.Mapping mapping)) {
            problems.error(node, "\"records\" is a map of classes of record", "Write for example: " + EXAMPLE);
            return List.of();
        }
        List<String> declared =
                schedule.records().stream().map(RecordClass::name).toList();
        List<String> seen = new ArrayList<>();
        List<BoundClass> classes = new ArrayList<>();
        for (Node.Entry entry : mapping.entries()) {
            Optional<RecordClass> recordClass = recordClass(entry.key(), declared, seen);
            recordClass
                    .flatMap(c -> new ClassParser(c, deathsRecorded, options, problems).parse(entry))
                    .ifPresent(classes::add);
        }
        Place place = mapping.place();
        for (String name : declared) {
            if (!seen.contains(name)) {
                problems.error(
                        place,
                        mapping.length(),
                        "\"" + name + "\" is declared in the schedule and not bound",
                        "Add under records: " + name + ": { table: ..., open while: never }");
            }
        }
        return classes;
    }

    private Optional<RecordClass> recordClass(Node.Scalar key, List<String> declared, List<String> seen) {
        Optional<String> name = Declared.find(key.text(), declared);
        if (name.isEmpty()) {
            problems.error(
                    key,
                    "the schedule declares no class of record \"" + key.text() + "\"",
                    Nearest.hint(key.text(), declared, "It declares: " + String.join(", ", declared) + "."));
        } else if (seen.contains(name.get())) {
            problems.error(key, "\"" + name.get() + "\" is bound twice", "");
            return Optional.empty();
        }
        name.ifPresent(seen::add);
        return name.flatMap(schedule::recordClass);
    }

    /** Each a text, or a map of what it is and who owns it. */
    private List<String> copies(Node node) {
        if (!(node instanceof Node.Sequence list)) {
            return Values.list(node, "copies elsewhere", problems).stream()
                    .map(Values::folded)
                    .toList();
        }
        return list.items().stream().flatMap(item -> copy(item).stream()).toList();
    }

    private Optional<String> copy(Node item) {
        if (!(item instanceof Node.Mapping)) {
            return Values.scalar(item, "copies elsewhere", problems).map(Values::folded);
        }
        return Fields.of(item, "a copy", "{ what: paper files, owner: Records office }", problems)
                .flatMap(fields -> {
                    Optional<String> what =
                            fields.requiredScalar("what", "what: paper files").map(Values::folded);
                    Optional<String> owner = fields.requiredScalar("owner", "owner: Records office")
                            .map(Values::folded);
                    fields.finish();
                    return what.flatMap(w -> owner.map(o -> w + " (" + o + ")"));
                });
    }

    private Optional<String> backups(Node.Scalar scalar) {
        String text = Values.folded(scalar);
        if (!TIME.matcher(text).matches()) {
            problems.error(scalar, "\"" + text + "\" is not a length of time", "Write for example: 35 days");
            return Optional.empty();
        }
        return Optional.of(text);
    }
}
