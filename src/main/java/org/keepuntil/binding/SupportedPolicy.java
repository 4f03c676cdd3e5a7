package org.keepuntil.binding;

import java.util.Optional;
import java.util.Set;
import org.keepuntil.schedule.Disposal;
import org.keepuntil.schedule.Rule;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.source.Node;
import org.keepuntil.source.Place;
import org.keepuntil.source.Problems;
import org.keepuntil.source.YamlFile;

/**
 * Warns of what a schedule can ask and this version does not do: such records are planned and listed, and left as they are. Nothing
 * that a schedule asks for is left out in silence.
 */
record SupportedPolicy(YamlFile file, Problems problems) {
    private static final Set<Disposal> DONE =
            Set.of(Disposal.DESTROY, Disposal.FLAG, Disposal.REVIEW, Disposal.REDACT, Disposal.ANONYMISE);

    static void check(Schedule schedule, YamlFile file, Problems problems) {
        SupportedPolicy policy = new SupportedPolicy(file, problems);
        schedule.rules().forEach(policy::rule);
    }

    private void rule(Rule rule) {
        for (Rule.Stage stage : rule.stages()) {
            if (!DONE.contains(stage.then())) {
                Place place = rule.stages().size() > 1 ? stage.place() : line(rule, "then");
                String act = stage.then().word();
                warn(place, "this version plans \"then: " + act + "\" and does not " + act);
            }
        }
    }

    private void warn(Place place, String what) {
        problems.warning(place, 1, what, "Records that are due by it are listed as not reached, and stay as they are.");
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
