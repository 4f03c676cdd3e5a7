package org.keepuntil.binding;

import java.util.Optional;
import java.util.Set;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Period;
import org.keepuntil.schedule.Rule;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.source.Node;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;

/**
 * Refuses what a schedule can say and this version does not yet do. Nothing that a schedule asks for is left out in silence.
 */
record SupportedPolicy(YamlFile file, Problems problems) {
    static final String NOT_YET = " can be written but not yet run";
    private static final Set<Disposal> DONE = Set.of(Disposal.DESTROY, Disposal.FLAG);

    static void check(Schedule schedule, YamlFile file, Problems problems) {
        SupportedPolicy policy = new SupportedPolicy(file, problems);
        schedule.rules().forEach(policy::rule);
    }

    private void rule(Rule rule) {
        if (rule.stages().size() > 1) {
            refuse(line(rule, "stages"), "more than one stage", "Write the last one as keep: and then:.");
        }
        for (Rule.Stage stage : rule.stages()) {
            if (!DONE.contains(stage.then())) {
                Place place = rule.stages().size() > 1 ? stage.place() : line(rule, "then");
                refuse(place, "\"then: " + stage.then().word() + "\"", "This version does destroy and flag.");
            }
            if (waitsForReferences(stage.keep())) {
                refuse(stage.place(), "\"until no other record refers to it\"", "Write another period.");
            }
        }
        rule.noLongerThan().ifPresent(p -> refuse(line(rule, "no longer than"), "\"no longer than\"", ""));
        rule.notice().ifPresent(n -> refuse(line(rule, "then"), "a notice", "Write: destroy"));
        rule.decideWithin().ifPresent(n -> refuse(line(rule, "decide within"), "\"decide within\"", "Take it out."));
        if (!rule.statistics().isEmpty()) {
            refuse(line(rule, "statistics"), "\"statistics\"", "Take it out, and count before the run.");
        }
        if (rule.sendCopy()) {
            refuse(line(rule, "send copy"), "\"send copy\"", "Take it out.");
        }
    }

    private static boolean waitsForReferences(Period period) {
        if (period instanceof Period.LongestOf longest) {
            return longest.members().stream().anyMatch(SupportedPolicy::waitsForReferences);
        }
        if (period instanceof Period.ShortestOf shortest) {
            return shortest.members().stream().anyMatch(SupportedPolicy::waitsForReferences);
        }
        if (period instanceof Period.FirstThatApplies ladder) {
            return ladder.alternatives().stream().anyMatch(a -> waitsForReferences(a.keep()));
        }
        return period instanceof Period.UntilUnreferenced;
    }

    private void refuse(Place place, String what, String hint) {
        problems.error(place, 1, what + NOT_YET, hint);
    }

    /** The place of a rule's line. */
    private Place line(Rule rule, String key) {
        Optional<Node> rules = file.root() instanceof Node.Mapping root
                ? root.entry("rules").map(Node.Entry::value)
                : Optional.empty();
        if (rules.isPresent() && rules.get() instanceof Node.Sequence list) {
            for (Node item : list.items()) {
                if (item instanceof Node.Mapping mapping && mapping.place().equals(rule.place())) {
                    return mapping.entry(key).map(e -> e.key().place()).orElse(rule.place());
                }
            }
        }
        return rule.place();
    }
}
