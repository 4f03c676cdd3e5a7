package org.keepuntil.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.schedule.ScheduleParser;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problem;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Severity;
import org.keepuntil.source.YamlFile;

/** The JSON Schemas, by which editors complete and check, say what the parsers say. */
class SchemaTest {
    private static final Path EVERY_KEY = Path.of("src/test/resources/org/keepuntil/binding/everykey");
    private static final int TIMES = 1_000;

    /** What the parsers call a map, and where the schema describes it. */
    private static final Map<String, String> OF_A_SCHEDULE = Map.of(
            "a schedule", "",
            "\"adopted\"", "/properties/adopted",
            "\"years\"", "/properties/years",
            "\"holds\"", "/properties/holds",
            "a class of record", "/$defs/recordClass",
            "a rule", "/$defs/rule",
            "a stage", "/$defs/rule/properties/stages/items",
            "an alternative", "/$defs/keep/anyOf/3/properties/first that applies/items");

    private static final Map<String, String> OF_A_BINDING = Map.of(
            "a binding", "",
            "\"years\"", "/properties/years",
            "a copy", "/properties/copies elsewhere/anyOf/1/items/anyOf/1",
            "a class of record", "/$defs/recordClass",
            "a role", "/$defs/role",
            "a date", "/$defs/dateOfPerson/anyOf/1",
            "an event", "/$defs/event/anyOf/1",
            "\"anonymity\"", "/$defs/recordClass/properties/anonymity",
            "\"cap\"", "/$defs/recordClass/properties/cap/anyOf/1");

    /** What the parsers say of a file that has not the form of one; a schema can say that too. */
    private static final Pattern OF_THE_FORM = Pattern.compile(".* has no \".*|.* has no value|.* needs \".*"
            + "|.* is one value, not .*|.* is a (?:map|list)(?:,| of).*|.* is a list|.* is followed by a list.*"
            + "|a condition is a map of lines.*|one form at a time|.* is not a form of a period|a list does not say .*"
            + "|\"stages\" and .*|\"send copy\" goes with .*|.* of one period|the schedule has no rule"
            + "|nothing says when .* is open|.* without \"died\"|a fact is compared with .*|the list is empty"
            + "|.* is not a value of \".*|an event is compared with .*");

    private static final Pattern KNOWN = Pattern.compile("It can have: (.*)\\.");

    private final long seed = new Random().nextLong();
    private final Schedule everyKey = everyKeySchedule();

    private static Stream<Path> files(String name) throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("schedules"))) {
            List<Path> found =
                    folders.map(f -> f.resolve(name)).filter(Files::exists).toList();
            return Stream.concat(found.stream(), Stream.of(EVERY_KEY.resolve(name)));
        }
    }

    static Stream<Path> schedules() throws IOException {
        return files("schedule.yaml");
    }

    static Stream<Path> bindings() throws IOException {
        return files("binding.yaml");
    }

    private static Node root(Path file) {
        Problems problems = new Problems();
        return YamlFile.read(file, problems)
                .orElseThrow(() -> new AssertionError(problems.render()))
                .root();
    }

    private List<Problem> errors(String kind, Node root) {
        Problems problems = new Problems();
        YamlFile file = new YamlFile(kind + ".yaml", "", root);
        if (kind.equals("schedule")) {
            ScheduleParser.draft(file, problems);
        } else {
            BindingParser.draft(file, everyKey, problems);
        }
        return problems.all().stream()
                .filter(p -> p.severity() == Severity.ERROR)
                .toList();
    }

    private static Schedule everyKeySchedule() {
        Problems problems = new Problems();
        YamlFile file = new YamlFile("schedule.yaml", "", root(EVERY_KEY.resolve("schedule.yaml")));
        return ScheduleParser.parse(file, problems).orElseThrow(() -> new AssertionError(problems.render()));
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void schema_acceptsEverySchedule(Path file) throws IOException {
        assertThat(Editor.with("schedule.schema.json").complaints(root(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bindings")
    void schema_acceptsEveryBinding(Path file) throws IOException {
        assertThat(Editor.with("binding.schema.json").complaints(root(file))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"schedule", "binding"})
    void schemaAndParser_knowTheSameKeys(String kind) throws IOException {
        Editor editor = Editor.with(kind + ".schema.json");
        Node file = root(EVERY_KEY.resolve(kind + ".yaml"));
        Map<String, String> pointers = kind.equals("schedule") ? OF_A_SCHEDULE : OF_A_BINDING;
        assertThat(errors(kind, file)).isEmpty();
        Set<String> seen = new HashSet<>();
        for (Node.Mapping map : maps(file)) {
            for (Problem problem : errors(kind, replaced(file, map, Mutated.with(map, "zzzzzzzzzzzz")))) {
                Matcher known = KNOWN.matcher(problem.hint().orElse(""));
                if (known.matches()) {
                    String what = problem.message().replaceAll(" has no \"zzzzzzzzzzzz\"", "");
                    assertThat(pointers).containsKey(what);
                    assertThat(new TreeSet<>(editor.keys(pointers.getOrDefault(what, ""))))
                            .as(what)
                            .isEqualTo(new TreeSet<>(List.of(known.group(1).split(", "))));
                    seen.add(what);
                }
            }
        }
        assertThat(seen).isEqualTo(pointers.keySet());
    }

    private static List<Node.Mapping> maps(Node node) {
        List<Node.Mapping> found = new ArrayList<>();
        if (node instanceof Node.Mapping mapping) {
            found.add(mapping);
            mapping.entries().forEach(e -> found.addAll(maps(e.value())));
        } else if (node instanceof Node.Sequence list) {
            list.items().forEach(item -> found.addAll(maps(item)));
        }
        return found;
    }

    private static Node replaced(Node node, Node target, Node by) {
        if (node == target) {
            return by;
        }
        if (node instanceof Node.Mapping mapping) {
            return new Node.Mapping(
                    mapping.entries().stream()
                            .map(e -> new Node.Entry(e.key(), replaced(e.value(), target, by)))
                            .toList(),
                    mapping.place());
        }
        return node instanceof Node.Sequence list
                ? new Node.Sequence(
                        list.items().stream()
                                .map(item -> replaced(item, target, by))
                                .toList(),
                        list.place())
                : node;
    }

    /** What the schema refuses the parser refuses; what the parser refuses for its form the schema refuses too. */
    @ParameterizedTest
    @ValueSource(strings = {"schedule", "binding"})
    void schemaAndParser_agree_whateverIsChanged(String kind) throws IOException {
        Editor editor = Editor.with(kind + ".schema.json");
        Node file = root(EVERY_KEY.resolve(kind + ".yaml"));
        Mutated mutated = new Mutated(new Random(seed));
        int refused = 0;
        for (int i = 0; i < TIMES; i++) {
            Node changed = mutated.once(file);
            List<Problem> errors = errors(kind, changed);
            List<String> complaints = editor.complaints(changed);
            if (!complaints.isEmpty()) {
                refused++;
                assertThat(errors).as("seed %s, %d: %s", seed, i, complaints).isNotEmpty();
            } else {
                assertThat(errors)
                        .as("seed %s, %d", seed, i)
                        .noneMatch(p -> OF_THE_FORM.matcher(p.message()).matches());
            }
        }
        assertThat(refused).isGreaterThan(TIMES / 3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            schedule | title: Every key            | colour: blue
            schedule | title: Every key            | title: [Every, key]
            schedule | version: 2026               | version:
            schedule | by: Executive Board         | bye: Executive Board
            schedule | on: 2026-03-24              | on: 24/03/2026
            schedule | financial: 04-01            | financial: 1 April
            schedule | calendar: 01-01             | calendar: 04-01
            schedule | people: [child]             | people: { child: 1 }
            schedule | unscheduled: allowed        | unscheduled: true
            schedule | id: referral-stages         | id: referral stages
            schedule | records: referral#    stages | record: referral#    stages
            schedule | longest of:#        - until | longer of:#        - until
            schedule | - until age 25              | - 25
            schedule | shortest of: [30 years after closure, 31 years after referral] | shortest of: [30 years after closure]
            schedule | then: redact                | then: delete
            schedule | then: redact                | when: redact
            schedule | notice of 30 days           | notice of 30 weeks
            schedule | basis: need                 | basis: law
            schedule | holds: { grace: 30 days }   | holds: { grace: 0 days }
            schedule | approval: standing          | approval: always
            schedule | decide within: 60 days      | decide within: 0 days
            schedule | send copy: true             | send copy: sometimes
            schedule | then: transfer              | then: redact
            schedule | any of: [ { closure: missing }, { child: died before age 18 } ] | any of: { closure: missing }
            binding  | backups kept: 35 days       | backups kept: a while
            binding  | deaths: recorded#years      | deaths: some#years
            binding  | owner: Records office       | keeper: Records office
            binding  | table: sees.referral        | table: sees referral
            binding  | open while: never           | open until: never
            binding  | born: born_on               | birth: born_on
            binding  | from: child.date_of_birth   | form: child.date_of_birth
            binding  | required: true              | required: perhaps
            binding  | unlink                      | delete
            binding  | - note.case_ref -> referral.reference | - note.case_ref = referral.reference
            binding  | band 5                      | band five
            binding  | first 3 characters          | the first 3
            binding  | contact: remove             | contact: delete
            binding  | k: 5                        | k: 1
            binding  | share: 2.5%                 | share: 101%
            binding  | share: 2.5%                 | share: 10
            binding  | records: 500                | records: many
            binding  | records: 500                | record: 500
            binding  | cap: { share: 2.5%, records: 500 } | cap: all
            binding  | /srv/documents              | documents
            binding  | transfer to: /srv/transfer  | transfer to: transfer
            binding  | components: [contact, assessment] | components: [contact, contact]
            """)
    void schemaAndParser_refuse_whatHasNotTheForm(String kind, String right, String wrong) throws IOException {
        String text = Files.readString(EVERY_KEY.resolve(kind + ".yaml"));
        String from = right.replace("#", "\n");
        assertThat(text).contains(from);
        Problems problems = new Problems();
        int at = text.indexOf(from);
        String changed = text.substring(0, at) + wrong.replace("#", "\n") + text.substring(at + from.length());
        Node root = YamlFile.of("f.yaml", changed, problems).orElseThrow().root();
        assertThat(errors(kind, root)).isNotEmpty();
        assertThat(Editor.with(kind + ".schema.json").complaints(root)).isNotEmpty();
    }
}
