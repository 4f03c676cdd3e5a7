package org.keepuntil.schedule;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Nearest;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/** Reads {@code keep}: a phrase, or a map of {@code longest of}, {@code shortest of} or {@code first that applies}. */
final class KeepParser {
    private static final String LONGEST = "longest of";
    private static final String SHORTEST = "shortest of";
    private static final String FIRST = "first that applies";
    private static final String STEP = "{ when: { looked after: true }, keep: until age 75 }";
    private static final List<String> FORMS = List.of(LONGEST, SHORTEST, FIRST);

    private final Vocabulary vocabulary;
    private final Problems problems;

    KeepParser(Vocabulary vocabulary, Problems problems) {
        this.vocabulary = vocabulary;
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
                    Nearest.hint(form, FORMS, instead(entry)));
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

    private static String instead(Node.Entry entry) {
        return entry.value() instanceof Node.Scalar scalar
                ? "A period is one phrase: keep: " + Values.folded(entry.key()) + " " + Values.folded(scalar)
                : "Write longest of, shortest of or first that applies.";
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
        String phrase = members.stream().map(KeepParser::inside).collect(Collectors.joining("; "));
        Period period = together.apply(members.stream().map(Kept::period).toList());
        return Optional.of(new Kept(period, "the " + form + ": " + phrase, node, members));
    }

    /** A list within a list stands in brackets. */
    private static String inside(Kept kept) {
        return kept.node() instanceof Node.Scalar ? kept.phrase() : "(" + kept.phrase() + ")";
    }

    /** An alternative, its period, and the words for both. */
    private record Step(Period.Alternative alternative, Kept keep, String phrase) {}

    private Optional<Kept> ladder(Node.Sequence list, Node node) {
        List<Step> steps = list.items().stream()
                .flatMap(item -> Fields.of(item, "an alternative", STEP, problems).flatMap(this::step).stream())
                .toList();
        if (steps.size() != list.items().size()) {
            return Optional.empty();
        }
        String phrase = steps.stream().map(Step::phrase).collect(Collectors.joining("; "));
        return Optional.of(new Kept(
                new Period.FirstThatApplies(
                        steps.stream().map(Step::alternative).toList()),
                "the first that applies: " + phrase,
                node,
                steps.stream().map(Step::keep).toList()));
    }

    private Optional<Step> step(Fields fields) {
        Optional<Node> when = fields.node("when");
        Optional<Condition> condition = when.flatMap(n -> new ConditionParser(vocabulary, problems).map(n));
        Optional<Kept> keep = fields.required("keep", "keep: until age 25").flatMap(this::parse);
        fields.finish();
        String words = when.map(n -> " when " + ConditionWords.of(n)).orElse("");
        return fields.has("when") && condition.isEmpty()
                ? Optional.empty()
                : keep.map(k -> new Step(
                        new Period.Alternative(
                                condition, k.period(), fields.mapping().place()),
                        k,
                        inside(k) + words));
    }
}
