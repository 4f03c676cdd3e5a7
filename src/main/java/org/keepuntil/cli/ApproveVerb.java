package org.keepuntil.cli;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keepuntil.approval.Approval;
import org.keepuntil.approval.Approvals;
import org.keepuntil.approval.InForce;
import org.keepuntil.approval.StoredPlan;
import org.keepuntil.audit.ApprovalGiven;
import org.keepuntil.audit.Digests;
import org.keepuntil.control.PlanDigests;
import org.keepuntil.plan.Plan;
import org.keepuntil.plan.Planner;
import org.keepuntil.schedule.Rule;
import org.keepuntil.sql.Workload.Work;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keepuntil approve}. */
@Command(
        name = "approve",
        description = {
            "Approve a plan, or what rules with `approval: standing` do from now on.",
            "Nothing is destroyed, redacted or anonymised that nobody has approved. Whoever made a plan does not approve it. An"
                    + " approval of a plan covers its very list of records, as they are now, for 30 days. A standing approval"
                    + " ends with any change of schedule, binding or tables, and after a year."
        })
@VerbHelp(
        group = VerbGroup.ACT,
        examples = {
            "# See what waits",
            "keepuntil approvals --database demo",
            "# Look at a plan, and type its name",
            "keepuntil approve 3f9a2c71b0d4 --database demo",
            "# In a script, with the whole digest",
            "keepuntil approve 3f9a2c71b0d4 --yes 3f9a2c71b0d4… --reason \"minute 26/131\"",
            "# What the rules with `approval: standing` do every night",
            "keepuntil approve --standing --schedule schedules/mine"
        },
        exits = {
            ExitCode.FILES,
            ExitCode.DATABASE,
            ExitCode.CONTROL_SCHEMA,
            ExitCode.BINDING,
            ExitCode.REFUSED,
            ExitCode.PRIVILEGES,
            ExitCode.NOT_FOUND
        })
final class ApproveVerb implements Callable<ExitCode> {
    private final Desk desk;

    @Parameters(
            arity = "0..1",
            paramLabel = "PLAN",
            description = "The plan's name: its digest, or the beginning of it.")
    private @Nullable String plan;

    @Option(names = "--standing", description = "Approve the rules that say `approval: standing`, instead of a plan.")
    private boolean standing;

    @Option(
            names = "--until",
            paramLabel = "DATE",
            converter = AsOfOption.Converter.class,
            description = "With --standing: the last day on which it counts. A year at most.")
    private @Nullable LocalDate until;

    @Option(
            names = "--yes",
            paramLabel = "DIGEST",
            description = "Ask nothing: the whole digest of what is approved, for scripts.")
    private @Nullable String yes;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "On what it rests, such as a minute. Only its digest is logged.")
    private @Nullable String reason;

    @Mixin
    private DatabaseOption database;

    @Mixin
    private ScheduleOption schedules;

    ApproveVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public ExitCode call() throws SQLException {
        if (standing == (plan != null)) {
            throw new UserError(
                    ExitCode.USAGE,
                    "Which plan? " + (standing ? "--standing approves rules, not a plan." : "No plan is named."),
                    "`keepuntil approvals` lists the plans that wait; --standing approves rules instead.");
        }
        if (plan == null) {
            approveRules();
        } else {
            approve(plan);
        }
        return ExitCode.DONE;
    }

    private Optional<String> why() {
        return Optional.ofNullable(reason).map(String::strip).filter(text -> !text.isEmpty());
    }

    private void approve(String name) throws SQLException {
        if (until != null) {
            throw new UserError(ExitCode.USAGE, "--until goes with --standing; a plan is approved for 30 days.");
        }
        try (Session session = Session.open(database.target(), roles -> List.of(roles.approver()))) {
            Approvals approvals = Approvals.of(session.database());
            StoredPlan found = StoredPlans.find(approvals, name);
            StoredPlans.show(found, desk.console());
            desk.console().print("");
            if (found.approval().isPresent()) {
                throw new UserError(ExitCode.REFUSED, "It is approved already. The next run acts on it.");
            }
            Typed.name(found.name(), yes, found.digests().plan(), desk.console());
            Approval given = approvals.approve(found, why());
            desk.console()
                    .print("Approval " + given.id() + " is given. The next run acts on the plan, until "
                            + StoredPlans.when(given.expires()) + ".");
            desk.console().remark("To take it back: keepuntil withdraw " + given.id() + " --reason …");
        }
    }

    private void approveRules() throws SQLException {
        try (Workplace place = Workplace.open(desk, schedules, database, roles -> List.of(roles.approver()))) {
            List<Work> classes = place.workload().classes();
            List<InForce.Covered> rules = classes.stream()
                    .flatMap(work -> work.rules().stream()
                            .filter(rule -> rule.approval() == Rule.Approval.STANDING)
                            .map(rule -> new InForce.Covered(work.name(), rule.id())))
                    .toList();
            if (rules.isEmpty()) {
                throw new UserError(
                        ExitCode.REFUSED,
                        "No rule of the schedule says `approval: standing`, so each plan is approved by itself.",
                        "`keepuntil approvals` lists the plans that wait.");
            }
            Plan.Digests digests = Planner.digests(place.workload());
            show(classes);
            String whole = Digests.sha256(List.of(digests.schedule(), digests.binding(), digests.catalog()));
            Typed.name(StoredPlan.name(whole), yes, whole, desk.console());
            Approval given = Approvals.of(place.database())
                    .approveStanding(
                            new PlanDigests(
                                    digests.schedule(), digests.binding(), digests.catalog(), ApprovalGiven.NO_PLAN),
                            place.workload(),
                            rules,
                            Optional.ofNullable(until).map(ApproveVerb::endOf),
                            why());
            desk.console()
                    .print("Approval " + given.id() + " is given. It counts until " + StoredPlans.when(given.expires())
                            + ", as long as schedule, binding and tables stay as they are.");
            desk.console().remark("To take it back: keepuntil withdraw " + given.id() + " --reason …");
        }
    }

    private static Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneId.systemDefault()).toInstant();
    }

    private void show(List<Work> classes) {
        Table table = new Table("CLASS", "RULE", "THEN", "KEEP", "AUTHORITY");
        for (Work work : classes) {
            work.rules().stream()
                    .filter(rule -> rule.approval() == Rule.Approval.STANDING)
                    .forEach(rule -> table.row(
                            work.name(),
                            rule.id(),
                            String.join(
                                    ", ",
                                    rule.stages().stream()
                                            .map(stage -> stage.then().word())
                                            .toList()),
                            String.join(
                                    "; ",
                                    rule.stages().stream()
                                            .map(Rule.Stage::phrase)
                                            .toList()),
                            rule.authority().orElse("")));
        }
        desk.console().print("Every run is to do, without being asked again:");
        desk.console().print("");
        table.print(desk.console());
        desk.console().print("");
    }
}
