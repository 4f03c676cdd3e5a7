package org.keepuntil.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/** Reads the classes of record that a schedule declares. */
final class RecordClassParser {
    private static final String EXAMPLE = "referral: { people: [child], events: [closure] }";

    private final Problems problems;
    private final Names names;

    RecordClassParser(Problems problems) {
        this.problems = problems;
        this.names = new Names(problems);
    }

    List<RecordClass> parse(Node node) {
        if (!(node instanceof Node.Mapping mapping) || mapping.entries().isEmpty()) {
            problems.error(node, "\"records\" is a map of classes of record", "Write for example: " + EXAMPLE);
            return List.of();
        }
        Map<String, Node.Scalar> seen = new HashMap<>();
        List<RecordClass> classes = new ArrayList<>();
        for (Node.Entry entry : mapping.entries()) {
            names.wellFormed(entry.key());
            boolean isNew = isNew(entry.key(), seen, "class of record");
            Optional<RecordClass> recordClass = recordClass(entry);
            if (isNew) {
                recordClass.ifPresent(classes::add);
            }
        }
        return classes;
    }

    private Optional<RecordClass> recordClass(Node.Entry entry) {
        String name = Values.folded(entry.key());
        return Fields.of(entry.value(), "a class of record", "{ people: [child], events: [closure] }", problems)
                .map(fields -> {
                    Map<String, Node.Scalar> seen = new HashMap<>();
                    RecordClass recordClass = new RecordClass(
                            name,
                            fields.text("title").orElse(name),
                            declared(fields, "people", seen, names::inPhrases),
                            declared(fields, "events", seen, names::inPhrases),
                            declared(fields, "facts", seen, names::inConditions),
                            fields.word("unscheduled", Map.of("allowed", true)).orElse(false),
                            entry.key().place());
                    fields.finish();
                    return recordClass;
                });
    }

    /** A name that is refused is still declared here, so that its uses are not reported on top. */
    private List<String> declared(
            Fields fields, String key, Map<String, Node.Scalar> seen, Consumer<Node.Scalar> check) {
        List<String> declared = new ArrayList<>();
        for (Node.Scalar name : fields.list(key)) {
            if (isNew(name, seen, "name")) {
                declared.add(Values.folded(name));
                check.accept(name);
            }
        }
        return declared;
    }

    private boolean isNew(Node.Scalar name, Map<String, Node.Scalar> seen, String what) {
        Node.Scalar first = seen.putIfAbsent(Values.folded(name).toLowerCase(Locale.ROOT), name);
        if (first != null) {
            problems.error(
                    name,
                    "a second " + what + " \"" + Values.folded(name) + "\"",
                    "The first is on line " + first.place().line() + ".");
        }
        return first == null;
    }
}
