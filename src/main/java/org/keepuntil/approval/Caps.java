package org.keepuntil.approval;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keepuntil.binding.Binding;
import org.keepuntil.binding.BoundClass;
import org.keepuntil.binding.Cap;
import org.keepuntil.plan.Plan;
import org.keepuntil.sql.Workload;
import org.springframework.jdbc.core.JdbcTemplate;

/** How much of a class one run may dispose of: a mistake in a schedule or in data shows in numbers first. */
final class Caps {
    private Caps() {}

    /** A refusal for each class of which more is due than its binding lets go. */
    static List<Refusal> check(Plan plan, Workload workload, JdbcTemplate jdbc) {
        return plan.classes().stream()
                .flatMap(found ->
                        cap(found.name(), workload).filter(cap -> found.due() > cap.of(found.total())).stream()
                                .map(cap -> refusal(found, cap, LastRun.since(found.name(), plan, jdbc))))
                .toList();
    }

    private static Optional<Cap> cap(String recordClass, Workload workload) {
        BoundClass bound = workload.schedules().stream()
                .map(Workload.Bound::binding)
                .map((Binding binding) -> binding.recordClass(recordClass))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no class of records is named " + recordClass));
        return bound.cap();
    }

    private static Refusal refusal(Plan.ClassPlan found, Cap cap, String since) {
        return Refusal.Kind.OVER_CAP.with(
                found.due(),
                found.total(),
                found.name(),
                cap.of(found.total()),
                String.format(Locale.ROOT, "%s, and at most %,d", cap.percent(), cap.records()),
                since);
    }
}
