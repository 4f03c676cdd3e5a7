package org.keepuntil.schedule;

import java.util.stream.Collectors;
import org.keepuntil.source.Node;
import org.keepuntil.source.Values;

/** A condition in the words of the file, on one line. */
final class ConditionWords {
    private ConditionWords() {}

    static String of(Node node) {
        if (node instanceof Node.Mapping mapping) {
            return mapping.entries().stream().map(ConditionWords::line).collect(Collectors.joining(" and "));
        }
        if (node instanceof Node.Sequence sequence) {
            return sequence.items().stream().map(ConditionWords::of).collect(Collectors.joining(" or "));
        }
        return node instanceof Node.Scalar scalar ? Values.folded(scalar) : "";
    }

    private static String line(Node.Entry entry) {
        String key = Values.folded(entry.key());
        return key.equals("any of") ? "(" + of(entry.value()) + ")" : key + ": " + of(entry.value());
    }
}
