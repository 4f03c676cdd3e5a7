package org.keepuntil.examples;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.keepuntil.calendar.Day;
import org.keepuntil.decide.Status;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.RecordClass;
import org.keepuntil.schedule.Rule;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.schedule.Vocabulary;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Nearest;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/** Reads what an example expects. */
record ExpectedParser(Schedule schedule, RecordClass recordClass, Problems problems) {
    private static final String EXAMPLE = "{ eligible on: 2029-03-01, rule: referral-25, then: destroy, status: due }";
    private static final Map<String, Status> STATUSES =
            Arrays.stream(Status.values()).collect(Collectors.toMap(Status::word, Function.identity()));
    /** All acts but the mark, which no rule that governs ends with. */
    private static final Map<String, Disposal> ACTS = Arrays.stream(Disposal.values())
            .filter(act -> act != Disposal.FLAG)
            .collect(Collectors.toMap(Disposal::word, Function.identity()));

    Optional<Expected> parse(Node node) {
        long before = problems.errors();
        Optional<Expected> expected =
                Fields.of(node, "\"expect\"", EXAMPLE, problems).map(this::expected);
        return problems.errors() == before ? expected : Optional.empty();
    }

    private Expected expected(Fields fields) {
        Expected expected = new Expected(
                fields.scalar("eligible on").flatMap(s -> day(s, Map.of("never", Day.NEVER))),
                fields.scalar("earliest").flatMap(s -> day(s, Map.of("ever", Day.EVER, "never", Day.NEVER))),
                fields.scalar("rule").flatMap(this::governing),
                fields.word("then", ACTS),
                fields.word("status", STATUSES),
                fields.node("flags")
                        .map(node -> Values.list(node, "flags", problems).stream()
                                .flatMap(id -> rule(id, Rule::onlyFlags).stream())
                                .toList()));
        fields.finish();
        if (fields.mapping().entries().isEmpty()) {
            problems.error(fields.mapping(), "the example expects nothing", "Write for example: " + EXAMPLE);
        }
        return expected;
    }

    private Optional<Day> day(Node.Scalar scalar, Map<String, Day> words) {
        String text = Values.folded(scalar);
        Day word = words.get(text.toLowerCase(Locale.ROOT));
        if (word != null) {
            return Optional.of(word);
        }
        if (Values.looksLikeDate(text)) {
            return Values.date(scalar, problems).map(Day::of);
        }
        List<String> known = words.keySet().stream().sorted().toList();
        problems.error(
                scalar,
                "\"" + text + "\" is not a day",
                Nearest.hint(text, known, "Write year-month-day, as in 2029-03-01, or: " + String.join(", ", known)));
        return Optional.empty();
    }

    private Optional<String> governing(Node.Scalar scalar) {
        Predicate<Rule> governs = rule -> !rule.onlyFlags();
        boolean none = Values.folded(scalar).toLowerCase(Locale.ROOT).equals(Expected.NONE);
        return none && Vocabulary.find(Expected.NONE, ids(governs)).isEmpty()
                ? Optional.of(Expected.NONE)
                : rule(scalar, governs);
    }

    /** The id of a rule of the class, of the kind that is meant. */
    private Optional<String> rule(Node.Scalar scalar, Predicate<Rule> kind) {
        String id = Values.folded(scalar);
        Optional<String> found = Vocabulary.find(id, ids(kind));
        if (found.isEmpty()) {
            problems.error(scalar, unknown(id), hint(id, kind));
        }
        return found;
    }

    private List<String> ids(Predicate<Rule> kind) {
        return schedule.rulesFor(recordClass.name()).stream()
                .filter(kind)
                .map(Rule::id)
                .toList();
    }

    private String unknown(String id) {
        Optional<Rule> elsewhere = schedule.rules().stream()
                .filter(rule -> rule.id().equalsIgnoreCase(id))
                .findFirst();
        if (elsewhere.isEmpty()) {
            return "no rule of " + recordClass.name() + " has the id \"" + id + "\"";
        }
        if (!elsewhere.get().records().equals(recordClass.name())) {
            return "the rule \"" + id + "\" is about " + elsewhere.get().records() + ", not " + recordClass.name();
        }
        return elsewhere.get().onlyFlags()
                ? "the rule \"" + id + "\" only marks records, so it never governs one"
                : "the rule \"" + id + "\" does not mark records";
    }

    private String hint(String id, Predicate<Rule> kind) {
        List<String> known = ids(kind);
        return Nearest.hint(
                id, known, known.isEmpty() ? "There is no such rule." : "Those are: " + String.join(", ", known) + ".");
    }
}
