package org.keepuntil.job;

import java.util.Map;
import org.keepuntil.decide.Status;
import org.keepuntil.plan.Plan;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a run keeps of its plan beside the list of records: the counts, by class and by rule. */
record PlanRows(JdbcTemplate jdbc) {
    void write(long run, Plan plan) {
        for (Plan.ClassPlan found : plan.classes()) {
            jdbc.update(
                    "insert into keepuntil.plan_class (run, class, total, statuses) values (?, ?, ?, ?::jsonb)",
                    run,
                    found.name(),
                    found.total(),
                    json(found.statuses()));
            for (Plan.RulePlan rule : found.rules()) {
                write(run, found.name(), rule);
            }
            jdbc.update(
                    "insert into keepuntil.progress (run, class, planned) values (?, ?, ?)",
                    run,
                    found.name(),
                    found.due());
        }
    }

    private void write(long run, String recordClass, Plan.RulePlan rule) {
        jdbc.update(
                """
                insert into keepuntil.plan_rule (run, class, rule, stage, phrase, act, authority, due)
                values (?, ?, ?, ?, ?, ?, ?, ?)""",
                run,
                recordClass,
                rule.id(),
                rule.stage(),
                rule.phrase(),
                rule.act(),
                rule.authority(),
                rule.due());
    }

    private static String json(Map<Status, Long> statuses) {
        StringBuilder json = new StringBuilder("{");
        statuses.forEach((status, count) -> json.append(json.length() == 1 ? "" : ",")
                .append('"')
                .append(status.word())
                .append("\":")
                .append(count));
        return json.append('}').toString();
    }
}
