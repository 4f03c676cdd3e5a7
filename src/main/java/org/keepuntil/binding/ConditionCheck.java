package org.keepuntil.binding;

import org.keepuntil.schedule.Condition;
import org.keepuntil.schedule.Mention;
import org.keepuntil.schedule.Schedule;
import org.keepuntil.source.Problems;

/** Holds a condition that stands in no rule against what the binding provides. */
public final class ConditionCheck {
    private ConditionCheck() {}

    /** Adds a problem for each line that no record of the class can answer. */
    public static void check(
            Condition condition, Schedule schedule, Binding binding, Layout layout, Problems problems) {
        BoundClass bound = binding.records().stream()
                .filter(each -> each.name().equals(layout.name()))
                .findFirst()
                .orElseThrow();
        BindingCheck lines = new BindingCheck(schedule, binding, problems);
        FactTypes types = new FactTypes(problems);
        for (Mention mention : Mention.in(condition)) {
            lines.check(mention, bound);
            types.check(mention, layout);
        }
    }
}
