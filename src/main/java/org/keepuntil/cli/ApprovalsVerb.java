package org.keepuntil.cli;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keepuntil.approval.Approval;
import org.keepuntil.approval.Approvals;
import org.keepuntil.approval.StoredPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keepuntil approvals}. */
@Command(name = "approvals", description = "List the plans that wait, and the approvals that are in force.")
@VerbHelp(
        group = VerbGroup.LOOK,
        examples = {"keepuntil approvals --database demo", "keepuntil approvals --all --format json"},
        exits = {ExitCode.DATABASE, ExitCode.CONTROL_SCHEMA, ExitCode.PRIVILEGES})
final class ApprovalsVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Option(names = "--all", description = "Those that are over, withdrawn or rejections, too.")
    private boolean all;

    @Mixin
    private FormatOption format;

    @Mixin
    private DatabaseOption database;

    ApprovalsVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        try (Session session = Session.open(
                database.target(), roles -> List.of(roles.auditor(), roles.approver(), roles.operator()))) {
            Approvals approvals = Approvals.of(session.database());
            List<StoredPlan> plans = approvals.stored();
            List<Approval> given = approvals.all().stream()
                    .filter(approval -> all || approval.lasts(desk.clock().instant()))
                    .toList();
            switch (format.get()) {
                case TABLE -> tables(plans, given);
                case JSON -> Json.write(document(plans, given), desk.console().out());
                case CSV -> csv(plans, given);
            }
        }
        return ExitCode.DONE;
    }

    private void tables(List<StoredPlan> plans, List<Approval> given) {
        Console console = desk.console();
        if (plans.isEmpty()) {
            console.print("No plan waits.");
        }
        for (StoredPlan plan : plans) {
            StoredPlans.show(plan, console);
            console.print("");
        }
        if (given.isEmpty()) {
            console.print(all ? "No approval was ever given." : "No approval is in force.");
            return;
        }
        Table table = new Table("APPROVAL", "OF", "BY", "GIVEN", "UNTIL", "STATE");
        given.forEach(each -> table.row(
                Long.toString(each.id()),
                of(each),
                each.by(),
                StoredPlans.when(each.at()),
                StoredPlans.when(each.expires()),
                state(each)));
        table.print(console);
    }

    private static String of(Approval each) {
        return each.kind() == Approval.Kind.STANDING
                ? "standing: "
                        + String.join(
                                ", ",
                                each.rules().stream().map(rule -> rule.rule()).toList())
                : "plan " + StoredPlan.name(each.digests().plan());
    }

    private String state(Approval each) {
        if (each.kind() == Approval.Kind.REJECTION) {
            return "rejected";
        }
        return each.withdrawal()
                .map(how -> "taken back by " + how.by() + " " + StoredPlans.when(how.at()))
                .orElse(each.lasts(desk.clock().instant()) ? "in force" : "over");
    }

    private record Document(List<PlanDocument> plans, List<ApprovalDocument> approvals) {}

    private record PlanDocument(
            String name,
            String digest,
            String asOf,
            String madeBy,
            String madeAt,
            String expires,
            long records,
            Optional<Long> approval,
            List<StoredPlan.PlannedRule> rules) {
        static PlanDocument of(StoredPlan plan) {
            return new PlanDocument(
                    plan.name(),
                    plan.digests().plan(),
                    plan.run().asOf().toString(),
                    plan.run().operator(),
                    plan.run().startedAt().toString(),
                    plan.expires().toString(),
                    plan.records(),
                    plan.approval().map(StoredPlan.Given::id),
                    plan.rules());
        }
    }

    private record ApprovalDocument(
            long id, String kind, String of, String by, String at, String expires, String state) {}

    private Document document(List<StoredPlan> plans, List<Approval> given) {
        return new Document(
                plans.stream().map(PlanDocument::of).toList(),
                given.stream()
                        .map(each -> new ApprovalDocument(
                                each.id(),
                                each.kind().word(),
                                of(each),
                                each.by(),
                                each.at().toString(),
                                each.expires().toString(),
                                state(each)))
                        .toList());
    }

    private void csv(List<StoredPlan> plans, List<Approval> given) {
        Csv csv = new Csv(desk.console().out()).row("what", "name", "by", "at", "until", "state");
        plans.forEach(plan -> csv.row(
                "plan",
                plan.digests().plan(),
                plan.run().operator(),
                plan.run().startedAt(),
                plan.expires(),
                plan.approval().isPresent() ? "approved" : "waits"));
        given.forEach(each -> csv.row(each.kind().word(), of(each), each.by(), each.at(), each.expires(), state(each)));
        desk.console().out().flush();
    }
}
