package org.keepuntil.cli;

import java.util.ArrayList;
import java.util.List;
import org.keepuntil.decide.Act;
import org.keepuntil.decide.Decision;
import org.keepuntil.decide.Explanation.Section;
import org.keepuntil.decide.Status;
import org.keepuntil.dispose.Supported;
import org.keepuntil.plan.Plan.ClassPlan;
import org.keepuntil.plan.Plan.RulePlan;
import org.keepuntil.schedule.Rule;
import org.keepuntil.sql.Workload;

/**
 * Due records that a run leaves as they are, because this version does not do what their rule asks.
 *
 * @param why what it does not do, as a clause
 */
record LeftAlone(String rule, long records, String why) {
    static List<LeftAlone> of(List<ClassPlan> classes, Workload workload) {
        List<LeftAlone> left = new ArrayList<>();
        for (ClassPlan found : classes) {
            for (RulePlan planned : found.rules()) {
                if (planned.due() > 0) {
                    workload.work(found.name()).rules().stream()
                            .filter(rule -> rule.id().equals(planned.id()) && !rule.onlyFlags())
                            .flatMap(rule -> Supported.missing(new Act(rule, planned.stage())).stream()
                                    .map(why -> new LeftAlone(called(rule, planned), planned.due(), why)))
                            .forEach(left::add);
                }
            }
        }
        return left;
    }

    private static String called(Rule rule, RulePlan planned) {
        return rule.stages().size() == 1 ? rule.id() : rule.id() + ", stage " + planned.stage();
    }

    /** The explanation of a record; its last section says so where the next run leaves the record alone. */
    static List<Section> mend(List<Section> sections, Decision decision) {
        if (decision.status() != Status.DUE) {
            return sections;
        }
        return decision.act()
                .flatMap(Supported::missing)
                .map(why -> {
                    Section last = sections.get(sections.size() - 1);
                    List<Section> mended = new ArrayList<>(sections.subList(0, sections.size() - 1));
                    mended.add(new Section(
                            last.heading(),
                            List.of("The next run leaves it as it is, and lists it as not reached: " + why
                                    + ". It has been eligible since "
                                    + decision.interval().latest() + ".")));
                    return List.copyOf(mended);
                })
                .orElse(sections);
    }
}
