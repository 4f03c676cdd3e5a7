package org.keepuntil.schedule;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.keepuntil.calendar.YearStarts;
import org.keepuntil.schedule.Schedule.Adopted;
import org.keepuntil.source.Fields;
import org.keepuntil.source.Nearest;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;
import org.keepuntil.source.Values;
import org.keepuntil.source.YamlFile;

/** Reads a schedule file. */
public final class ScheduleParser {
    private static final ZoneId DEFAULT_ZONE = ZoneId.of("Europe/London");

    private final YamlFile file;
    private final Problems problems;

    private ScheduleParser(YamlFile file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** The schedule; empty where the file has errors, all of which are then in the problems. Warnings do not stop it. */
    public static Optional<Schedule> parse(YamlFile file, Problems problems) {
        long before = problems.errors();
        Optional<Schedule> schedule = draft(file, problems);
        return problems.errors() == before ? schedule : Optional.empty();
    }

    /**
     * As much of a schedule as can be read, so that the binding beside it can be judged in the same go. Where the problems
     * have an error it is not to be acted on.
     */
    public static Optional<Schedule> draft(YamlFile file, Problems problems) {
        return new ScheduleParser(file, problems).schedule();
    }

    private Optional<Schedule> schedule() {
        return Fields.of(file.root(), "a schedule", "schedule: my-organisation", problems)
                .map(this::schedule);
    }

    private Schedule schedule(Fields fields) {
        Optional<Node.Scalar> name =
                fields.requiredScalar("schedule", "schedule: my-organisation").filter(new Names(problems)::isId);
        Optional<String> title =
                fields.requiredScalar("title", "title: My Organisation").map(Values::folded);
        Optional<String> version =
                fields.requiredScalar("version", "version: 2026-04").map(Values::folded);
        Optional<Adopted> adopted = fields.node("adopted").flatMap(this::adopted);
        var reviewBy = fields.date("review by");
        ZoneId zone = fields.scalar("time zone").flatMap(this::zone).orElse(DEFAULT_ZONE);
        YearStarts years = fields.node("years")
                .flatMap(node -> YearStartsParser.parse(node, YearStarts.DEFAULTS, problems))
                .orElse(YearStarts.DEFAULTS);
        List<RecordClass> classes = fields.required("records", "records: { referral: { events: [closure] } }")
                .map(node -> new RecordClassParser(problems).parse(node))
                .orElse(List.of());
        List<WrittenRule> written = fields.required(
                        "rules",
                        "rules: [ { id: referral-6, records: referral, keep: 6 years after closure, then: destroy } ]")
                .map(node -> rules(node, classes))
                .orElse(List.of());
        int grace = fields.node("holds").flatMap(this::grace).orElse(Schedule.HOLD_GRACE_DAYS);
        fields.finish();
        Lint.checkAll(new WrittenSchedule(years, classes, written), problems);
        List<Rule> rules = written.stream()
                .map(WrittenRule::rule)
                .filter(rule -> !rule.id().isEmpty())
                .toList();
        unscheduled(fields.node("rules"), classes, rules);
        return new Schedule(
                name.map(Node.Scalar::text).orElse(""),
                title.orElse(""),
                version.orElse(""),
                adopted,
                reviewBy,
                zone,
                years,
                classes,
                rules,
                grace,
                file.text());
    }

    private Optional<Adopted> adopted(Node node) {
        return Fields.of(node, "\"adopted\"", "{ by: Executive Board, on: 2026-03-24, minute: 26/114 }", problems)
                .map(fields -> {
                    Adopted adopted = new Adopted(fields.text("by"), fields.date("on"), fields.text("minute"));
                    fields.finish();
                    return adopted;
                });
    }

    private Optional<Integer> grace(Node node) {
        return Fields.of(node, "\"holds\"", "{ grace: 30 days }", problems).flatMap(fields -> {
            Optional<Integer> days =
                    fields.scalar("grace").flatMap(s -> Days.parse(Values.folded(s), s, "30 days", problems));
            fields.finish();
            return days;
        });
    }

    private Optional<ZoneId> zone(Node.Scalar scalar) {
        TreeSet<String> known = new TreeSet<>(ZoneId.getAvailableZoneIds());
        String name = Values.folded(scalar);
        if (known.contains(name)) {
            return Optional.of(ZoneId.of(name));
        }
        problems.error(
                scalar,
                "no time zone is called \"" + name + "\"",
                Nearest.hint(name, known, "Write a name of the IANA list: Europe/London"));
        return Optional.empty();
    }

    private List<WrittenRule> rules(Node node, List<RecordClass> classes) {
        if (!(node instanceof Node.Sequence list)) {
            problems.error(node, "\"rules\" is a list", "Begin each rule with a dash: - id: referral-25");
            return List.of();
        }
        if (list.items().isEmpty()) {
            problems.error(node, "the schedule has no rule", "A schedule without rules would decide nothing.");
        }
        RuleParser parser = new RuleParser(classes, problems);
        List<WrittenRule> rules = list.items().stream()
                .flatMap(item -> parser.parse(item).stream())
                .toList();
        unique(list);
        return rules;
    }

    /** Ids are compared in the file itself, so that a rule with another problem counts too. */
    private void unique(Node.Sequence list) {
        Map<String, Node> seen = new HashMap<>();
        for (Node item : list.items()) {
            Optional<Node> id =
                    item instanceof Node.Mapping rule ? rule.entry("id").map(Node.Entry::value) : Optional.empty();
            if (id.isPresent() && id.get() instanceof Node.Scalar scalar && !scalar.isEmpty()) {
                Node first = seen.putIfAbsent(scalar.text().toLowerCase(Locale.ROOT), scalar);
                if (first != null) {
                    problems.error(
                            scalar,
                            "a second rule \"" + scalar.text() + "\"",
                            "The first is on line " + first.place().line()
                                    + ". Ids are unique, because reports name rules by them.");
                }
            }
        }
    }

    private void unscheduled(Optional<Node> rules, List<RecordClass> classes, List<Rule> parsed) {
        if (rules.isEmpty() || !(rules.get() instanceof Node.Sequence list)) {
            return;
        }
        List<String> named = new ArrayList<>(parsed.stream().map(Rule::records).toList());
        for (Node item : list.items()) {
            if (item instanceof Node.Mapping rule
                    && rule.entry("records").map(Node.Entry::value).orElse(rule) instanceof Node.Scalar scalar) {
                named.add(Values.folded(scalar));
            }
        }
        for (RecordClass recordClass : classes) {
            if (!recordClass.unscheduledAllowed()
                    && Vocabulary.find(recordClass.name(), named).isEmpty()) {
                problems.error(
                        recordClass.place(),
                        recordClass.name().length(),
                        "no rule is about \"" + recordClass.name() + "\"",
                        "Add a rule, or say that there is to be none: unscheduled: allowed");
            }
        }
    }
}
