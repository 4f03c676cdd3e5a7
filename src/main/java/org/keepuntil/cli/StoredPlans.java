package org.keepuntil.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.keepuntil.approval.Approvals;
import org.keepuntil.approval.StoredPlan;

/** The plans that wait, as commands name and show them. */
final class StoredPlans {
    private static final int SHORTEST = 8;
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private StoredPlans() {}

    /**
     * The plan of that name.
     *
     * @param name its digest, or the beginning of it
     * @throws UserError if none or several have it
     */
    static StoredPlan find(Approvals approvals, String name) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        List<StoredPlan> waiting = approvals.stored();
        List<StoredPlan> found = waiting.stream()
                .filter(plan ->
                        wanted.length() >= SHORTEST && plan.digests().plan().startsWith(wanted))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        String names = waiting.isEmpty()
                ? "No plan waits. `keepuntil plan` makes one."
                : "There is: "
                        + String.join(
                                ", ", waiting.stream().map(StoredPlan::name).toList())
                        + ". `keepuntil approvals` says more.";
        throw new UserError(
                ExitCode.NOT_FOUND, "No plan that waits has a digest that begins with \"" + name + "\".", names);
    }

    /** Shows what a plan would do. */
    static void show(StoredPlan plan, Console console) {
        console.print(console.bold(
                "Plan " + plan.name() + ", as of " + plan.run().asOf() + ": " + Words.records(plan.records())));
        console.print(
                "Made " + when(plan.run().startedAt()) + " by " + plan.run().operator() + "; "
                        + plan.approval()
                                .map(given -> "approved " + when(given.at()) + " by " + given.by()
                                        + ", to be acted on before " + when(given.expires()))
                                .orElse("waits to be approved before " + when(plan.expires()))
                        + ".");
        console.print("");
        Table table = new Table("CLASS", "RULE", "THEN", "RECORDS", "OF", "KEEP");
        plan.rules()
                .forEach(rule -> table.row(
                        rule.recordClass(),
                        rule.rule(),
                        rule.act().word(),
                        rule.records(),
                        rule.total(),
                        rule.phrase()));
        table.print(console);
    }

    /** Whom to ask for an approval, and what they have to do. */
    static String ask(StoredPlan plan, Session session) {
        return "Ask a member of " + session.roles().approver() + " for: keepuntil approve " + plan.name();
    }

    /** A time, where this machine is. */
    static String when(Instant at) {
        return WHEN.format(at.atZone(ZoneId.systemDefault()));
    }
}
