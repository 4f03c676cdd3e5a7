package org.keepuntil.examples;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keepuntil.decide.Standing;
import org.keepuntil.schedule.RecordClass;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.schedule.Vocabulary;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Nearest;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;
import org.keepuntil.source.YamlFile;

/** Reads a file of examples and holds it against its schedule. */
public final class ExamplesParser {
    private static final String EXAMPLE = "- { name: closed in 2020, record: referral, given: { closure: 2020-02-03 },"
            + " expect: { eligible on: 2026-02-04 } }";
    private static final Map<String, Boolean> DEATHS = Map.of("recorded", true, "not recorded", false);

    private final Schedule schedule;
    private final Setting setting;
    private final Problems problems;
    private final Map<String, Node.Scalar> names = new HashMap<>();

    private ExamplesParser(Schedule schedule, Setting setting, Problems problems) {
        this.schedule = schedule;
        this.setting = setting;
        this.problems = problems;
    }

    /** The examples; empty where the file has errors, all of which are then in the problems. */
    public static Optional<List<Example>> parse(YamlFile file, Schedule schedule, Setting setting, Problems problems) {
        long before = problems.errors();
        List<Example> examples = Fields.of(file.root(), "a file of examples", "examples: [ ... ]", problems)
                .map(new ExamplesParser(schedule, setting, problems)::file)
                .orElse(List.of());
        return problems.errors() == before ? Optional.of(examples) : Optional.empty();
    }

    private List<Example> file(Fields fields) {
        Optional<Boolean> deaths = fields.word("deaths", DEATHS);
        List<Example> examples = new ArrayList<>();
        for (Node item : fields.required("examples", "examples: [ ... ]")
                .map(this::items)
                .orElse(List.of())) {
            Fields.of(item, "an example", EXAMPLE.substring(2), problems)
                    .flatMap(example -> example(example, deaths))
                    .ifPresent(examples::add);
        }
        fields.finish();
        return examples;
    }

    private List<Node> items(Node node) {
        if (!(node instanceof Node.Sequence list)) {
            problems.error(node, "\"examples\" is a list", "Begin each example with a dash: " + EXAMPLE);
            return List.of();
        }
        if (list.items().isEmpty()) {
            problems.error(node, "the file has no example", "Write for example: " + EXAMPLE);
        }
        return list.items();
    }

    private Optional<Example> example(Fields fields, Optional<Boolean> deathsOfFile) {
        Optional<String> name =
                fields.requiredScalar("name", "name: closed in 2020").map(this::name);
        Optional<RecordClass> about =
                fields.requiredScalar("record", "record: " + aClass()).flatMap(this::recordClass);
        Optional<Boolean> deaths = fields.word("deaths", DEATHS).or(() -> deathsOfFile);
        Optional<Node> givenNode = fields.required("given", "given: { closure: 2020-02-03 }");
        Optional<Node> expectNode = fields.required("expect", "expect: { eligible on: 2026-02-04 }");
        // What is said by the names of an unknown class can't be judged.
        Standing standing = new StandingParser(
                        about.map(found -> schedule.rulesFor(found.name())).orElse(List.of()),
                        about.isPresent() ? problems : new Problems())
                .parse(fields);
        Optional<LocalDate> asOf = fields.date("as of");
        fields.finish();
        if (about.isEmpty()) {
            return Optional.empty();
        }
        Optional<Given> given = givenNode.flatMap(
                node -> new GivenParser(about.get(), setting.of(about.get().name()), deaths, problems).parse(node));
        Optional<Expected> expected =
                expectNode.flatMap(node -> new ExpectedParser(schedule, about.get(), problems).parse(node));
        if (name.isEmpty() || given.isEmpty() || expected.isEmpty()) {
            return Optional.empty();
        }
        return asOf(fields, asOf, expected.get(), given.get())
                .map(day -> new Example(
                        name.get(),
                        about.get().name(),
                        given.get(),
                        standing,
                        day,
                        expected.get(),
                        fields.mapping().place()));
    }

    private String name(Node.Scalar scalar) {
        String name = Values.folded(scalar);
        Node.Scalar first = names.putIfAbsent(name.toLowerCase(Locale.ROOT), scalar);
        if (first != null) {
            problems.error(
                    scalar,
                    "a second example of this name",
                    "The first is on line " + first.place().line()
                            + ". Names are unique, because results name examples by them.");
        }
        return name;
    }

    private Optional<RecordClass> recordClass(Node.Scalar scalar) {
        List<String> known = schedule.records().stream().map(RecordClass::name).toList();
        String name = Values.folded(scalar);
        Optional<String> found = Vocabulary.find(name, known);
        if (found.isEmpty()) {
            problems.error(
                    scalar,
                    "no class of record is called \"" + name + "\"",
                    Nearest.hint(name, known, "The schedule declares: " + String.join(", ", known) + "."));
        }
        return found.flatMap(schedule::recordClass);
    }

    /** The day that is written; else the day that is expected; else the last day that is given. Never today: an example says the same always. */
    private Optional<LocalDate> asOf(Fields fields, Optional<LocalDate> written, Expected expected, Given given) {
        if (fields.has("as of")) {
            return written;
        }
        Optional<LocalDate> day = expected.eligibleDay().or(given::lastDay);
        if (day.isEmpty()) {
            problems.error(
                    fields.mapping(),
                    "the example names no day on which the record is looked at",
                    "Add for example: as of: 2030-01-01");
        }
        return day;
    }

    private String aClass() {
        return schedule.records().stream().map(RecordClass::name).findFirst().orElse("referral");
    }
}
