package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Nearest;
import org.keepuntil.source.Node;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/** Holds the names that a binding binds against those that the schedule declares. */
record Declared(String owner, Place place, Problems problems) {
    /** The name as it is declared; case does not count. */
    static Optional<String> find(String name, List<String> declared) {
        String wanted = Values.folded(name).toLowerCase(Locale.ROOT);
        return declared.stream()
                .filter(d -> d.toLowerCase(Locale.ROOT).equals(wanted))
                .findFirst();
    }

    /** Binds each declared name by the map under a key, and reports names that are not bound or not declared. */
    <T> Map<String, T> bind(
            Fields fields,
            String key,
            List<String> declared,
            String example,
            BiFunction<String, Node, Optional<T>> parser) {
        Map<String, T> bound = new LinkedHashMap<>();
        Optional<Node> node = fields.node(key);
        List<String> seen = new ArrayList<>();
        if (node.isPresent() && !(node.get() instanceof Node.Mapping)) {
            problems.error(
                    node.get(), "\"" + key + "\" is a map, not " + node.get().kind(), "Write for example: " + example);
            return bound;
        }
        if (node.isPresent() && node.get() instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                name(entry.key(), key, declared, seen)
                        .ifPresent(
                                name -> parser.apply(name, entry.value()).ifPresent(value -> bound.put(name, value)));
            }
        }
        Place where = node.isPresent() ? node.get().place() : place;
        int length = node.isPresent() ? node.get().length() : owner.length();
        for (String name : declared) {
            if (!seen.contains(name)) {
                String missing = "\"" + name + "\" of " + owner + " is declared in the schedule and not bound";
                problems.error(where, length, missing, "Add under " + key + ": " + name + ": " + example);
            }
        }
        return bound;
    }

    private Optional<String> name(Node.Scalar written, String key, List<String> declared, List<String> seen) {
        Optional<String> name = find(written.text(), declared);
        if (name.isEmpty()) {
            String all = declared.isEmpty() ? "none" : String.join(", ", declared);
            problems.error(
                    written,
                    "the schedule declares no \"" + written.text() + "\" under " + key + " of " + owner,
                    Nearest.hint(written.text(), declared, "It declares: " + all + "."));
        } else if (seen.contains(name.get())) {
            problems.error(written, "\"" + name.get() + "\" is bound twice", "");
            return Optional.empty();
        }
        name.ifPresent(seen::add);
        return name;
    }
}
