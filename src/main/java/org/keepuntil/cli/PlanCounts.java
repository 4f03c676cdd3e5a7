package org.keepuntil.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.keepuntil.decide.Status;
import org.keepuntil.plan.Plan;
import org.keepuntil.plan.Plan.ClassPlan;
import org.keepuntil.plan.Plan.RulePlan;

/** A plan in counts. */
final class PlanCounts {
    private final Plan plan;
    private final List<ClassPlan> classes;

    private PlanCounts(Plan plan, List<ClassPlan> classes) {
        this.plan = plan;
        this.classes = classes;
    }

    /**
     * Writes it.
     *
     * @param classes those of the plan's classes that are wanted
     */
    static void show(Plan plan, List<ClassPlan> classes, Format format, Console console) {
        PlanCounts counts = new PlanCounts(plan, classes);
        switch (format) {
            case TABLE -> counts.tables(console);
            case JSON -> Json.write(counts.document(), console.out());
            case CSV -> counts.csv(console);
        }
    }

    private record Document(String asOf, String digest, List<ClassDocument> classes) {}

    private record ClassDocument(
            @JsonProperty("class") String name, long total, Map<String, Long> statuses, List<RuleDocument> rules) {}

    private record RuleDocument(String id, String phrase, String then, String authority, long due) {}

    private Document document() {
        return new Document(
                plan.asOf().toString(),
                plan.digest(),
                classes.stream().map(PlanCounts::document).toList());
    }

    private static ClassDocument document(ClassPlan found) {
        Map<String, Long> statuses = new LinkedHashMap<>();
        found.statuses().forEach((status, count) -> statuses.put(status.word(), count));
        return new ClassDocument(
                found.name(),
                found.total(),
                statuses,
                found.rules().stream()
                        .map(rule ->
                                new RuleDocument(rule.id(), rule.phrase(), rule.act(), rule.authority(), rule.due()))
                        .toList());
    }

    private void csv(Console console) {
        Csv csv = new Csv(console.out()).row("class", "status", "count");
        for (ClassPlan found : classes) {
            found.statuses().forEach((status, count) -> csv.row(found.name(), status.word(), count));
        }
        console.out().flush();
    }

    private void tables(Console console) {
        console.print("As of " + plan.asOf() + ". Nothing was changed.");
        for (ClassPlan found : classes) {
            console.print("");
            console.print(console.bold(found.title()) + " (" + found.name() + "): " + Words.records(found.total()));
            console.print("");
            statuses(found, console);
            rules(found, console);
        }
        console.print("");
        long due = classes.stream().mapToLong(ClassPlan::due).sum();
        if (due == 0) {
            console.print("Nothing is due.");
            return;
        }
        console.print(Words.count(due, "record is", "records are")
                + " due. `keepuntil plan --list --status due` lists them.");
    }

    /** Statuses that no record has are left out, but for the one that everybody looks for. */
    private static void statuses(ClassPlan found, Console console) {
        Table table = new Table("STATUS", "RECORDS", "WHICH MEANS");
        found.statuses().forEach((status, count) -> {
            if (count > 0 || status == Status.DUE) {
                table.row(status.word(), count, status.meaning());
            }
        });
        table.row("all", found.total(), "");
        table.print(console);
    }

    private static void rules(ClassPlan found, Console console) {
        Table table = new Table("RULE", "DUE", "THEN", "KEEP");
        for (RulePlan rule : found.rules()) {
            boolean staged = found.rules().stream()
                    .anyMatch(other -> other.id().equals(rule.id()) && other.stage() != rule.stage());
            table.row(
                    staged ? rule.id() + ", stage " + rule.stage() : rule.id(), rule.due(), rule.act(), rule.phrase());
        }
        if (!table.isEmpty()) {
            console.print("");
            table.print(console);
        }
    }
}
