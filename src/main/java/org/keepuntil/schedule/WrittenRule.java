package org.keepuntil.schedule;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keepuntil.source.Node;

/**
 * A rule, and the file's words for it.
 *
 * @param mapping the rule's lines
 * @param keeps the period of each stage
 */
record WrittenRule(Rule rule, Node.Mapping mapping, List<Kept> keeps, Optional<Kept> maximum) {
    WrittenRule {
        keeps = List.copyOf(keeps);
    }

    /** The period by which rules are compared. */
    Kept lastKeep() {
        return keeps.get(keeps.size() - 1);
    }

    /** All periods of the rule. */
    Stream<Kept> periods() {
        return hasOnlyMaximum() ? maximum.stream() : Stream.concat(keeps.stream(), maximum.stream());
    }

    /** Whether the two stand in the same place of the file. */
    boolean is(WrittenRule other) {
        return rule.place().equals(other.rule.place());
    }

    /** By what messages name it. */
    String name() {
        return rule.id().isEmpty() ? "the rule on line " + rule.place().line() : rule.id();
    }

    /** The value of a line. */
    Optional<Node.Scalar> scalar(String key) {
        return mapping.entry(key)
                .map(Node.Entry::value)
                .filter(Node.Scalar.class::isInstance)
                .map(Node.Scalar.class::cast);
    }

    /** The key of a line, or of the rule's first where it has no such line. */
    Node.Scalar line(String key) {
        Node.Scalar first = mapping.entries().get(0).key();
        return mapping.entry(key).map(Node.Entry::key).orElse(first);
    }

    /** Whether the rule says only until when a record may be kept, and not how long it must be. */
    boolean hasOnlyMaximum() {
        return maximum.isPresent()
                && !mapping.entry("keep").isPresent()
                && !mapping.entry("stages").isPresent();
    }

    /** Whether the rule competes with others for how long a record is kept. */
    boolean competes() {
        return !rule.onlyFlags() && !hasOnlyMaximum();
    }
}
