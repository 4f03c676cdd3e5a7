package org.keepuntil.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Nearest;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;

/** Reads {@code keep}: a phrase, or a map of {@code longest of}, {@code shortest of} or {@code first that applies}. */
final class KeepParser {
    private static final String LONGEST = "longest of";
    private static final String SHORTEST = "shortest of";
    private static final String FIRST = "first that applies";
    private static final List<String> FORMS = List.of(LONGEST, SHORTEST, FIRST);

    private final Vocabulary vocabulary;
    private final Lint lint;
    private final Problems problems;

    KeepParser(Vocabulary vocabulary, Lint lint, Problems problems) {
        this.vocabulary = vocabulary;
        this.lint = lint;
        this.problems = problems;
    }

    Optional<Kept> parse(Node node) {
        if (node instanceof Node.Scalar scalar) {
            return PeriodParser.parse(scalar, vocabulary, problems);
        }
        if (node instanceof Node.Mapping mapping && mapping.entries().size() == 1) {
            return form(mapping.entries().get(0), node);
        }
        problems.error(
                node,
                node instanceof Node.Sequence
                        ? "a list does not say which of its periods counts"
                        : "one form at a time",
                "Write for example: keep: { longest of: [until age 25, 6 years after closure] }");
        return Optional.empty();
    }

    private Optional<Kept> form(Node.Entry entry, Node node) {
        String form = entry.key().text();
        if (!FORMS.contains(form)) {
            problems.error(
                    entry.key(),
                    "\"" + form + "\" is not a form of a period",
                    Nearest.hint(form, FORMS, "Write longest of, shortest of or first that applies."));
            return Optional.empty();
        }
        if (!(entry.value() instanceof Node.Sequence list) || list.items().isEmpty()) {
            problems.error(entry.key(), "\"" + form + "\" is followed by a list", "Begin each member with a dash.");
            return Optional.empty();
        }
        return switch (form) {
            case LONGEST -> members(list, node, form, Period.LongestOf::new);
            case SHORTEST -> members(list, node, form, Period.ShortestOf::new);
            default -> ladder(list, node);
        };
    }

    private Optional<Kept> members(
            Node.Sequence list, Node node, String form, Function<List<Period>, Period> together) {
        List<Kept> members =
                list.items().stream().flatMap(item -> parse(item).stream()).toList();
        if (list.items().size() == 1) {
            problems.error(node, "\"" + form + "\" of one period", "Write the period itself, or add another.");
        }
        if (members.size() != list.items().size()) {
            return Optional.empty();
        }
        lint.members(members, form.equals(LONGEST));
        String phrase = members.stream().map(KeepParser::inside).collect(Collectors.joining("; "));
        Period period = together.apply(members.stream().map(Kept::period).toList());
        return Optional.of(new Kept(period, "the " + form + ": " + phrase, node));
    }

    /** A list within a list stands in brackets. */
    private static String inside(Kept kept) {
        return kept.node() instanceof Node.Scalar ? kept.phrase() : "(" + kept.phrase() + ")";
    }

    private Optional<Kept> ladder(Node.Sequence list, Node node) {
        List<Period.Alternative> alternatives = new ArrayList<>();
        List<String> phrases = new ArrayList<>();
        for (Node item : list.items()) {
            Fields.of(item, "an alternative", "{ when: { looked after: true }, keep: until age 75 }", problems)
                    .ifPresent(fields -> alternative(fields, alternatives, phrases));
        }
        if (alternatives.size() != list.items().size()) {
            return Optional.empty();
        }
        lint.alternatives(alternatives);
        Period period = new Period.FirstThatApplies(alternatives);
        return Optional.of(new Kept(period, "the first that applies: " + String.join("; ", phrases), node));
    }

    private void alternative(Fields fields, List<Period.Alternative> alternatives, List<String> phrases) {
        Optional<Node> when = fields.node("when");
        Optional<Condition> condition = when.flatMap(n -> new ConditionParser(vocabulary, problems).map(n));
        Optional<Kept> keep = fields.required("keep", "keep: until age 25").flatMap(this::parse);
        fields.finish();
        if (keep.isPresent() && (!fields.has("when") || condition.isPresent())) {
            alternatives.add(new Period.Alternative(
                    condition, keep.get().period(), fields.mapping().place()));
            phrases.add(inside(keep.get())
                    + when.map(n -> " when " + ConditionWords.of(n)).orElse(""));
        }
    }
}
