package org.keepuntil.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keepuntil.schedule.Rule.Stage;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;

/** Reads what a rule keeps and what happens then: {@code keep} and {@code then}, or {@code stages}, and the maximum. */
final class Stages {
    private static final String NOTICE = " after notice of ";
    private static final Pattern NOTICE_TURNED =
            Pattern.compile("([a-z]+) (?:after|with) ([0-9]{1,4}) days?['’]?(?: of)? notice");
    private static final Map<String, Disposal> DISPOSALS =
            Arrays.stream(Disposal.values()).collect(Collectors.toMap(Disposal::word, d -> d));

    /** What other schedules call the same. */
    private static final Map<String, String> OTHER_WORDS = Map.of(
            "delete", "destroy",
            "erase", "destroy",
            "dispose", "destroy",
            "shred", "destroy",
            "securely destroy", "destroy",
            "archive", "transfer",
            "offer", "transfer",
            "minimise", "redact",
            "mark", "flag");

    private final Fields rule;
    private final KeepParser keeps;
    private final Problems problems;
    private Optional<Kept> maximum = Optional.empty();
    private Optional<Integer> notice = Optional.empty();
    private final List<Kept> read = new ArrayList<>();

    Stages(Fields rule, KeepParser keeps, Problems problems) {
        this.rule = rule;
        this.keeps = keeps;
        this.problems = problems;
    }

    /** {@code no longer than}, once the stages have been read. */
    Optional<Kept> maximum() {
        return maximum;
    }

    /** The period of each stage, once the stages have been read. */
    List<Kept> keeps() {
        return read;
    }

    /** The days of notice of the last stage, once the stages have been read. */
    Optional<Integer> notice() {
        return notice;
    }

    /** The stages; none, with problems, where one of them is not good. */
    List<Stage> parse() {
        maximum = rule.node("no longer than").flatMap(keeps::parse);
        if (rule.has("no longer than") && maximum.isEmpty()) {
            rule.node("keep");
            rule.node("then");
            rule.node("stages");
            return List.of();
        }
        Optional<Node> stages = rule.node("stages");
        if (stages.isEmpty()) {
            return one(rule, maximum).map(List::of).orElse(List.of());
        }
        for (String key : List.of("keep", "then")) {
            if (rule.node(key).isPresent()) {
                problems.error(
                        rule.mapping(), "\"stages\" and \"" + key + "\" in one rule", "Move it into the stages.");
            }
        }
        return list(stages.get());
    }

    private List<Stage> list(Node node) {
        if (!(node instanceof Node.Sequence sequence) || sequence.items().isEmpty()) {
            problems.error(
                    node, "\"stages\" is a list", "Write for example: - { keep: 3 years after closure, then: redact }");
            return List.of();
        }
        List<Stage> stages = new ArrayList<>();
        for (Node item : sequence.items()) {
            if (notice.isPresent()) {
                problems.error(
                        item, "only the last stage has a notice", "Take \"after notice of\" out of the stages before.");
                notice = Optional.empty();
            }
            Fields.of(item, "a stage", "{ keep: until age 25, then: destroy }", problems)
                    .ifPresent(fields -> {
                        one(fields, Optional.empty()).ifPresent(stages::add);
                        fields.finish();
                    });
        }
        stages.stream()
                .filter(stage -> stage.then() == Disposal.FLAG && stages.size() > 1)
                .forEach(stage -> problems.error(
                        stage.place(), 1, "a mark is not a stage", "Write a rule of its own that says then: flag."));
        return stages.size() == sequence.items().size() ? stages : List.of();
    }

    /** A rule that has only a maximum is eligible at it. */
    private Optional<Stage> one(Fields fields, Optional<Kept> otherwise) {
        Optional<Kept> keep = otherwise.isPresent() && fields.node("keep").isEmpty() && !fields.has("keep")
                ? otherwise.map(Stages::asMaximum)
                : fields.required("keep", "keep: until age 25").flatMap(keeps::parse);
        Optional<Disposal> then = fields.requiredScalar("then", "then: destroy").flatMap(this::disposal);
        if (keep.isEmpty() || then.isEmpty()) {
            return Optional.empty();
        }
        Kept kept = keep.get();
        read.add(kept);
        return Optional.of(
                new Stage(kept.period(), kept.phrase(), then.get(), kept.node().place()));
    }

    private static Kept asMaximum(Kept kept) {
        return new Kept(kept.period(), "no longer than " + kept.phrase(), kept.node(), kept.parts());
    }

    private Optional<Disposal> disposal(Node.Scalar scalar) {
        String text = Values.folded(scalar).toLowerCase(Locale.ROOT);
        int at = text.indexOf(NOTICE);
        if (at >= 0) {
            notice = Days.parse(
                    text.substring(at + NOTICE.length()), scalar, "destroy after notice of 30 days", problems);
        }
        String word = at >= 0 ? text.substring(0, at) : text;
        if (word.equals("send copy")) {
            problems.error(
                    scalar, "\"send copy\" is a line of its own", "Write then: transfer, and below it send copy: true");
            return Optional.empty();
        }
        if (OTHER_WORDS.containsKey(word)) {
            problems.error(scalar, "\"" + word + "\" is not a value of \"then\"", "Write: " + OTHER_WORDS.get(word));
            return Optional.empty();
        }
        Matcher turned = NOTICE_TURNED.matcher(text);
        if (turned.matches()) {
            problems.error(
                    scalar,
                    "a notice is written the other way round",
                    "Write: " + turned.group(1) + " after notice of " + turned.group(2) + " days");
            return Optional.empty();
        }
        Node.Scalar first = new Node.Scalar(word, false, scalar.place(), scalar.length(), scalar.layout());
        return Values.word(first, "then", DISPOSALS, problems);
    }
}
