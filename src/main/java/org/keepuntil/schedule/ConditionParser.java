package org.keepuntil.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keepuntil.source.Nearest;
import org.keepuntil.source.Node;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;

/**
 * Reads a condition: a map of which all lines must hold. A line's key is a fact, an event ({@code birth} and {@code death}
 * too), a role of people, {@code any} and a role ({@code any child: dead}), or {@code any of} with a list of maps.
 */
public final class ConditionParser {
    private static final String ANY_OF = "any of";

    private final Vocabulary vocabulary;
    private final Problems problems;

    ConditionParser(Vocabulary vocabulary, Problems problems) {
        this.vocabulary = vocabulary;
        this.problems = problems;
    }

    /** The condition about records of a class; empty, with problems, where the node is none. */
    public static Optional<Condition> parse(Node node, RecordClass recordClass, Problems problems) {
        return new ConditionParser(Vocabulary.of(recordClass), problems).map(node);
    }

    Optional<Condition> map(Node node) {
        if (!(node instanceof Node.Mapping mapping) || mapping.entries().isEmpty()) {
            problems.error(
                    node,
                    "a condition is a map of lines, not "
                            + (node instanceof Node.Mapping ? "an empty one" : node.kind()),
                    "Write for example: { " + example() + " }");
            return Optional.empty();
        }
        List<Condition> lines = mapping.entries().stream()
                .flatMap(entry -> line(entry).stream())
                .toList();
        boolean complete = lines.size() == mapping.entries().size();
        return complete ? Optional.of(lines.size() == 1 ? lines.get(0) : new Condition.AllOf(lines)) : Optional.empty();
    }

    private Optional<Condition> line(Node.Entry entry) {
        if (entry.key().text().strip().toLowerCase(Locale.ROOT).equals(ANY_OF)) {
            return anyOf(entry);
        }
        Place place = entry.key().place();
        Words key = Words.of(entry.key());
        boolean any = key.accept("any");
        Optional<String> person = wholeName(key, vocabulary.people());
        if (person.isPresent()) {
            return new PersonLines(problems)
                    .state(entry.value())
                    .map(state -> new Condition.PersonLine(person.get(), any, state, place));
        }
        if (any) {
            return anyWhom(entry);
        }
        Optional<String> fact = wholeName(Words.of(entry.key()), vocabulary.facts());
        if (fact.isPresent()) {
            return new FactLines(vocabulary, problems)
                    .matcher(entry.value())
                    .map(matcher -> new Condition.FactLine(fact.get(), matcher, place));
        }
        return event(entry).flatMap(e -> new EventLines(vocabulary, problems).line(e, entry));
    }

    private static Optional<String> wholeName(Words key, List<String> names) {
        Optional<String> name = key.acceptName(names);
        return key.atEnd() ? name : Optional.empty();
    }

    private Optional<Event> event(Node.Entry entry) {
        Words key = Words.of(entry.key());
        if (!key.nextIs("birth", "death")
                && wholeName(Words.of(entry.key()), vocabulary.events()).isEmpty()) {
            unknown(entry.key());
            return Optional.empty();
        }
        try {
            return Optional.of(new PhraseParser(key, vocabulary).onlyEvent());
        } catch (Misread misread) {
            misread.report(problems);
            return Optional.empty();
        }
    }

    private void unknown(Node.Scalar key) {
        List<String> known = new ArrayList<>(vocabulary.allNames());
        known.add(ANY_OF);
        String all = vocabulary.allNames().isEmpty() ? "none" : String.join(", ", vocabulary.allNames());
        problems.error(
                key,
                "no fact, event or person is called \"" + key.text() + "\"",
                Nearest.hint(key.text(), known, "Those declared are: " + all + "."));
    }

    private Optional<Condition> anyWhom(Node.Entry entry) {
        problems.error(
                entry.key(),
                "\"any\" is followed by a role of people, or by \"of\" and a list",
                vocabulary.listing("people", vocabulary.people()));
        return Optional.empty();
    }

    private Optional<Condition> anyOf(Node.Entry entry) {
        if (!(entry.value() instanceof Node.Sequence list) || list.items().isEmpty()) {
            problems.error(
                    entry.key(),
                    "\"any of\" is followed by a list of maps",
                    "Write for example: any of: [ { " + example() + " }, { child: dead } ]");
            return Optional.empty();
        }
        List<Condition> members =
                list.items().stream().flatMap(item -> map(item).stream()).toList();
        return members.size() == list.items().size()
                ? Optional.of(members.size() == 1 ? members.get(0) : new Condition.AnyOf(members))
                : Optional.empty();
    }

    private String example() {
        return vocabulary.events().stream().findFirst().orElse("closure") + ": missing";
    }
}
