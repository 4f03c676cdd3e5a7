package org.keepuntil.report;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A class of records in {@code run.json}: {@code class}, {@code title}, {@code total}, {@code statuses} (name to count, all of them, in the order in
 * which they are tried), {@code rules} ({@code id}, {@code phrase}, {@code act}, {@code authority}, {@code due}, {@code done}; the second and third
 * may be null), {@code planned}, {@code outcomes} (name to count, all of them), {@code components} ({@code table}, {@code removed}, {@code
 * unlinked}, {@code changed}), {@code results} ({@code rule}, {@code act}, {@code result}, {@code records}), {@code statistics} ({@code rule}, {@code
 * hiddenBelow}, {@code names}, {@code cells}), {@code anonymity} (may be null), {@code reviewList} ({@code rule}, {@code decideWithinDays}, {@code
 * records}, {@code overdue}), {@code flags} ({@code rule}, {@code added}, {@code removed}).
 */
final class ClassJson {
    private ClassJson() {}

    static void put(ObjectNode node, ClassReport c, Tally tally) {
        node.put("class", c.name()).put("title", c.title()).put("total", c.total());
        ObjectNode statuses = node.putObject("statuses");
        c.statuses().forEach((status, count) -> statuses.put(status.word(), count));
        ArrayNode rules = node.putArray("rules");
        c.rules()
                .forEach(rule -> rules.addObject()
                        .put("id", rule.id())
                        .put("stage", rule.stage().orElse(1))
                        .put("phrase", rule.phrase())
                        .put("act", rule.act().map(act -> act.word()).orElse(null))
                        .put("authority", rule.authority().orElse(null))
                        .put("due", rule.due())
                        .put("done", tally.done(c.name(), rule)));
        node.put("planned", c.outcomes().planned());
        ObjectNode outcomes = node.putObject("outcomes");
        c.outcomes().counts().forEach((outcome, count) -> outcomes.put(outcome.word(), count));
        ArrayNode components = node.putArray("components");
        c.components()
                .forEach(component -> components
                        .addObject()
                        .put("table", component.table())
                        .put("removed", component.removed())
                        .put("unlinked", component.unlinked())
                        .put("changed", component.changed()));
        counted(node, c, tally);
        ArrayNode waiting = node.putArray("reviewList");
        c.waiting()
                .forEach(list -> waiting.addObject()
                        .put("rule", list.rule())
                        .put("decideWithinDays", list.decideWithin())
                        .put("records", list.records())
                        .put("overdue", list.overdue()));
        ArrayNode flags = node.putArray("flags");
        c.flags()
                .forEach(flag -> flags.addObject()
                        .put("rule", flag.rule())
                        .put("added", flag.added())
                        .put("removed", flag.removed()));
    }

    /** What records became, what was counted before they went, and how many are alike; a hidden number is null. */
    private static void counted(ObjectNode node, ClassReport c, Tally tally) {
        ArrayNode results = node.putArray("results");
        tally.acts().forEach((act, records) -> {
            if (act.recordClass().equals(c.name())) {
                results.addObject()
                        .put("rule", act.rule())
                        .put("act", act.action().word())
                        .put("result", act.result())
                        .put("records", records);
            }
        });
        ArrayNode statistics = node.putArray("statistics");
        for (Statistic statistic : c.statistics()) {
            ObjectNode of =
                    statistics.addObject().put("rule", statistic.rule()).put("hiddenBelow", Statistic.THRESHOLD);
            ArrayNode names = of.putArray("names");
            statistic.names().forEach(names::add);
            ArrayNode cells = of.putArray("cells");
            for (Statistic.Cell cell : statistic.cells()) {
                ObjectNode one = cells.addObject();
                ArrayNode values = one.putArray("values");
                cell.values().forEach(values::add);
                one.put("records", cell.hidden() ? null : Long.valueOf(cell.records()));
            }
        }
        node.putNull("anonymity");
        c.anonymity().ifPresent(test -> {
            ObjectNode of = node.putObject("anonymity").put("k", test.k());
            ArrayNode columns = of.putArray("columns");
            test.columns().forEach(columns::add);
            of.put("records", test.records())
                    .put("smallestBefore", test.smallestBefore())
                    .put("smallestAfter", test.smallestAfter())
                    .put("suppressed", test.suppressed())
                    .put("holds", test.holds());
        });
    }
}
