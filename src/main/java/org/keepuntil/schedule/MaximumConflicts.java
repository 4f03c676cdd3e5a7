package org.keepuntil.schedule;

import java.util.List;
import java.util.stream.Collectors;
import org.keepuntil.source.Node;
import org.keepuntil.source.Problems;

/** A maximum that can pass while a rule still keeps the record: such a record is in conflict, and a person decides. */
final class MaximumConflicts implements Lint {
    @Override
    public void check(WrittenSchedule schedule, Problems problems) {
        for (WrittenRule rule : schedule.rules()) {
            rule.maximum().ifPresent(maximum -> check(rule, maximum, schedule, problems));
        }
    }

    private static void check(WrittenRule rule, Kept maximum, WrittenSchedule schedule, Problems problems) {
        Lengths lengths = schedule.lengths();
        List<WrittenRule> longer = schedule.ofClass(rule.rule().records())
                .filter(WrittenRule::competes)
                .filter(other ->
                        !Implications.exclude(rule.rule().when(), other.rule().when()))
                .filter(other ->
                        !lengths.covers(maximum.period(), other.lastKeep().period()))
                .toList();
        if (longer.isEmpty()) {
            return;
        }
        List<WrittenRule> always = longer.stream()
                .filter(other ->
                        Implications.implies(rule.rule().when(), other.rule().when()))
                .filter(other -> lengths.exceeds(other.lastKeep().period(), maximum.period()))
                .toList();
        Node.Scalar line = rule.line("no longer than");
        problems.warning(
                line.place(),
                line.length(),
                "when this maximum has passed, "
                        + (always.isEmpty() ? "the record may still be kept by " : "the record is always kept by ")
                        + names(always.isEmpty() ? longer : always, rule),
                always.isEmpty()
                        ? "Such a record is in conflict and waits for a person. Check that this is what is meant."
                        : "Every record would be in conflict, which stops its disposal. Mend one of the two.");
    }

    private static String names(List<WrittenRule> rules, WrittenRule own) {
        return rules.stream()
                .map(rule -> (rule.is(own) ? "its own keep" : rule.name())
                        + (rule.lastKeep().parts().isEmpty()
                                ? " (\"" + rule.lastKeep().phrase() + "\")"
                                : ""))
                .collect(Collectors.joining(", "));
    }
}
