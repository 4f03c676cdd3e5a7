package org.keepuntil.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.keepuntil.source.Node;
import org.keepuntil.source.Place;

/** A file of which one thing was changed: a line dropped, an unknown one added, a value of another kind. */
final class Mutated {
    private final Random random;

    Mutated(Random random) {
        this.random = random;
    }

    Node once(Node root) {
        int target = random.nextInt(size(root));
        return change(root, new int[] {target});
    }

    private static int size(Node node) {
        if (node instanceof Node.Mapping mapping) {
            return 1 + mapping.entries().stream().mapToInt(e -> size(e.value())).sum();
        }
        return node instanceof Node.Sequence list
                ? 1 + list.items().stream().mapToInt(Mutated::size).sum()
                : 1;
    }

    private Node change(Node node, int[] left) {
        if (left[0]-- == 0) {
            return other(node);
        }
        if (node instanceof Node.Mapping mapping) {
            return new Node.Mapping(
                    mapping.entries().stream()
                            .map(e -> new Node.Entry(e.key(), change(e.value(), left)))
                            .toList(),
                    mapping.place());
        }
        return node instanceof Node.Sequence list
                ? new Node.Sequence(
                        list.items().stream().map(item -> change(item, left)).toList(), list.place())
                : node;
    }

    private Node other(Node node) {
        int way = random.nextInt(6);
        if (node instanceof Node.Mapping mapping
                && way < 2
                && !mapping.entries().isEmpty()) {
            List<Node.Entry> entries = new ArrayList<>(mapping.entries());
            entries.remove(random.nextInt(entries.size()));
            return new Node.Mapping(entries, mapping.place());
        }
        if (node instanceof Node.Mapping mapping && way < 4) {
            return with(mapping, "colour");
        }
        if (node instanceof Node.Sequence list && way < 2 && !list.items().isEmpty()) {
            return new Node.Sequence(list.items().subList(1, list.items().size()), list.place());
        }
        return another(node.place());
    }

    /** A map with one more line. */
    static Node.Mapping with(Node.Mapping mapping, String key) {
        List<Node.Entry> entries = new ArrayList<>(mapping.entries());
        entries.add(new Node.Entry(Node.Scalar.of(key, mapping.place()), Node.Scalar.of("blue", mapping.place())));
        return new Node.Mapping(entries, mapping.place());
    }

    private Node another(Place place) {
        Node text = Node.Scalar.of("blue", place);
        return switch (random.nextInt(7)) {
            case 0 -> Node.Scalar.of("", place);
            case 1 -> Node.Scalar.of("42", place);
            case 2 -> text;
            case 3 -> new Node.Sequence(List.of(), place);
            case 4 -> new Node.Sequence(List.of(text), place);
            case 5 -> new Node.Mapping(List.of(), place);
            default -> with(new Node.Mapping(List.of(), place), "colour");
        };
    }
}
