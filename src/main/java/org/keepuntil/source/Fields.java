package org.keepuntil.source;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the lines of a map one by one, and reports what is missing, of the wrong kind or unknown. A reader asks for each
 * key that it knows and ends with {@link #finish}.
 */
public final class Fields {
    private final Node.Mapping mapping;
    private final String what;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    private Fields(Node.Mapping mapping, String what, Problems problems) {
        this.mapping = mapping;
        this.what = what;
        this.problems = problems;
    }

    /**
     * The fields of a node that should be a map; empty, with a problem, where it is none.
     *
     * @param what what the map describes, for messages: {@code a rule}
     * @param example a map of that kind, for the hint where the node is none
     */
    public static Optional<Fields> of(Node node, String what, String example, Problems problems) {
        if (node instanceof Node.Mapping mapping) {
            return Optional.of(new Fields(mapping, what, problems));
        }
        problems.error(node, what + " is a map, not " + node.kind(), "Write for example: " + example);
        return Optional.empty();
    }

    public Node.Mapping mapping() {
        return mapping;
    }

    public boolean has(String key) {
        return mapping.entry(key).isPresent();
    }

    /** The value, where the file gives one. */
    public Optional<Node> node(String key) {
        known.add(key);
        Optional<Node.Entry> entry = mapping.entry(key);
        if (entry.isPresent() && entry.get().value() instanceof Node.Scalar scalar && scalar.isEmpty()) {
            problems.error(entry.get().key(), "\"" + key + "\" has no value", "Give it one, or take the line out.");
            return Optional.empty();
        }
        return entry.map(Node.Entry::value);
    }

    /** The value; a problem where there is none. */
    public Optional<Node> required(String key, String example) {
        if (!has(key)) {
            problems.error(mapping, what + " needs \"" + key + "\"", "Add for example: " + example);
        }
        return node(key);
    }

    public Optional<Node.Scalar> scalar(String key) {
        return node(key).flatMap(node -> Values.scalar(node, key, problems));
    }

    public Optional<Node.Scalar> requiredScalar(String key, String example) {
        return required(key, example).flatMap(node -> Values.scalar(node, key, problems));
    }

    public Optional<String> text(String key) {
        return scalar(key).map(Values::folded);
    }

    public Optional<LocalDate> date(String key) {
        return scalar(key).flatMap(scalar -> Values.date(scalar, problems));
    }

    public List<Node.Scalar> list(String key) {
        return node(key).map(node -> Values.list(node, key, problems)).orElse(List.of());
    }

    /** The value that stands for one of the words; nearest word where it is another. */
    public <T> Optional<T> word(String key, Map<String, T> words) {
        return scalar(key).flatMap(scalar -> Values.word(scalar, key, words, problems));
    }

    public Optional<Boolean> truth(String key) {
        return word(key, Map.of("true", true, "false", false));
    }

    /** Reports every key that nobody asked for. */
    public void finish() {
        for (Node.Entry entry : mapping.entries()) {
            String key = entry.key().text();
            if (!known.contains(key)) {
                problems.error(
                        entry.key(),
                        what + " has no \"" + key + "\"",
                        Nearest.hint(key, known, "It can have: " + String.join(", ", known) + "."));
            }
        }
    }
}
